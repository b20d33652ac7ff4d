package graph

// A pin that came after the codes were made gets one from the pins beside it.
// The directions are eigenvectors of MᵀM, so that for each pin j, with s the
// square of the singular value,
//
//	s V_j = d_j^-.35 * sum over j's boards b of d_b^-½ * sum over b's pins i of d_i^-.35 V_i
//
// What holds for the pins that were there is taken to hold for a new one. It
// is among the pins of the sum itself, so that the part that stands with V_j
// goes to the left side. At most half of s goes: a direction that would rest
// on the pin itself more than on others says little of it.

const (
	// foldBoards boards of a pin, and foldPins pins of each, are looked at to
	// fold it in, taken at equal distances and counted for all.
	foldBoards = 16
	foldPins   = 16
	// foldBudget is how many pins on boards one query looks at to fold in new
	// pins, at about a tenth of a microsecond each: 32 pins at least.
	foldBudget = 32 * foldBoards * foldPins
)

// A folder folds in pins for one query.
type folder struct {
	view  *View
	codes *Codes
	left  int // of the budget
}

// fold returns the code of a pin that has none, or nil where it is on no board
// with a pin that has one, or the budget is spent.
func (f *folder) fold(pin Node) []float32 {
	boards := f.view.BoardsOf(pin)
	n := min(len(boards), foldBoards)
	if n == 0 || n*foldPins > f.left {
		return nil
	}
	f.left -= n * foldPins
	sum := make([]float64, f.codes.Dims())
	own, self, found := f.pinWeight(pin), 0., false
	for k := range n {
		row := f.view.PinsOf(boards[k*len(boards)/n])
		weight := float64(own*float64(len(boards))) / float64(float64(n)*sqrt(float64(len(row))))
		self += float64(own * weight)
		found = f.addBoard(sum, weight, row, pin) || found
	}
	if !found {
		return nil
	}
	code := make([]float32, len(sum))
	for k, s := range sum {
		square := float64(f.codes.squares[k])
		code[k] = float32(s / (square - min(self, square/2)))
	}
	return code
}

// addBoard adds the codes of a board's pins but one, and tells whether there
// is any.
func (f *folder) addBoard(sum []float64, weight float64, row []Node, but Node) (found bool) {
	n := min(len(row), foldPins)
	weight = float64(weight*float64(len(row))) / float64(n)
	for k := range n {
		i := row[k*len(row)/n]
		if i != but && f.codes.has(i.Index()) {
			f.codes.addTo(sum, float64(weight*f.pinWeight(i)), i.Index())
			found = true
		}
	}
	return found
}

func (f *folder) pinWeight(pin Node) float64 {
	return float64(pinWeightOf(len(f.view.BoardsOf(pin))))
}
