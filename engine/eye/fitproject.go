package eye

import "math"

// A projection brings one block's vector to Dims numbers: along the strongest
// directions of the collection, from its mean, strong directions damped.
type projection struct {
	// rows[j] is what dimension j of the block adds to each number.
	rows [][Dims]float32
	// offset is what the mean comes to, to be taken away.
	offset [Dims]float32
	// levels and steps are the same as rows, as they are stored:
	// rows[j][k] = levels[j*Dims+k] * steps[k].
	levels []int16
	steps  [Dims]float32
}

// newProjection finds the strongest directions of a block over a sample, and
// divides each by λ^⅜, its variance to three eighths. With λ^½ all directions
// would count alike, noise too; with λ^0 a few would drown the others.
// In between, whitening ¾ found most on four collections.
func newProjection(w *work, b Block, sample []Vectors) (projection, error) {
	x := newTall(w, b, sample)
	values, directions, err := strongest(w, x)
	if err != nil {
		return projection{}, err
	}
	p := projection{rows: make([][Dims]float32, b.Dims()), levels: make([]int16, b.Dims()*Dims)}
	for k, v := range values {
		root := math.Sqrt(math.Sqrt(v))
		p.set(k, directions[k], 1/float64(root*math.Sqrt(root)))
	}
	p.unpack()
	for k := range p.offset {
		var s float64
		for j := range p.rows {
			s += float64(float64(p.rows[j][k]) * float64(x.mean[j]))
		}
		p.offset[k] = float32(s)
	}
	return p, nil
}

// set makes number k the product with direction times by, in whole steps, the
// largest of them 32,767: what is used is then what is stored.
func (p *projection) set(k int, direction []float64, by float64) {
	most := 0.
	for _, v := range direction {
		most = max(most, math.Abs(v))
	}
	if most == 0 {
		return
	}
	step := float64(most / math.MaxInt16)
	for j, v := range direction {
		p.levels[j*Dims+k] = int16(math.Round(v / step))
	}
	p.steps[k] = float32(step * by)
}

// unpack makes rows of levels.
func (p *projection) unpack() {
	for j := range p.rows {
		for k := range Dims {
			p.rows[j][k] = float32(p.levels[j*Dims+k]) * p.steps[k]
		}
	}
}

// apply computes the numbers of a vector, of no certain length.
func (p *projection) apply(x []float32, y *[Dims]float32) {
	for k, v := range p.offset {
		y[k] = -v
	}
	rows := p.rows[:len(x)]
	for j, v := range x {
		if v == 0 {
			continue // more than half of a histogram
		}
		row := &rows[j]
		for k := 0; k < Dims; k += 3 {
			y[k] += float32(v * row[k])
			y[k+1] += float32(v * row[k+1])
			y[k+2] += float32(v * row[k+2])
		}
	}
}

// A tall is one block of a sample as a matrix, centred, by pictures and by
// dimensions: products run along rows of either.
type tall struct {
	byPicture   [][]float32
	byDimension [][]float32
	mean        []float32
}

func newTall(w *work, b Block, sample []Vectors) *tall {
	n, dims := len(sample), b.Dims()
	x := &tall{newMatrix(n, dims), newMatrix(dims, n), make([]float32, dims)}
	w.each(n, func() func(int) {
		return func(i int) { sample[i].Vector(b, x.byPicture[i]) }
	})
	w.each(dims, func() func(int) {
		return func(j int) { x.centre(j) }
	})
	w.tell()
	return x
}

// centre takes its mean from dimension j.
func (x *tall) centre(j int) {
	var sum float64
	for _, row := range x.byPicture {
		sum += float64(row[j])
	}
	x.mean[j] = float32(sum / float64(len(x.byPicture)))
	for i, row := range x.byPicture {
		row[j] -= x.mean[j]
		x.byDimension[j][i] = row[j]
	}
}

// newMatrix has rows that lie one behind the other.
func newMatrix(rows, columns int) [][]float32 {
	all, m := make([]float32, rows*columns), make([][]float32, rows)
	for i := range m {
		m[i] = all[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return m
}
