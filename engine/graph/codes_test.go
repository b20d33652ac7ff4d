package graph

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

func coded(t testing.TB, g *Graph) *Codes {
	t.Helper()
	c, err := NewCodes(t.Context(), g, lowPass(t, g), CodesOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// clusters are saves of boards that each keep to one of some groups of pins,
// but for one save in ten.
func clusters(rng *rand.Rand, pins, boards, each, groups int) []saved {
	var s []saved
	for b := range boards {
		for range each {
			pin := rng.IntN(pins)
			if rng.IntN(10) > 0 {
				pin = pin/groups*groups + b%groups
			}
			s = append(s, saved{pin: min(pin, pins-1), board: b})
		}
	}
	return s
}

// No number moves by more than half a level.
func TestRounding(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := built(t, 200, 90, randomSaves(rng, 200, 90, 1500))
	lp := lowPass(t, g)
	c := quantize(lp, g.Pins())
	for i := range g.Pins() {
		if on := len(g.BoardsOf(PinNode(i))) > 0; c.has(i) != on {
			t.Fatalf("pin %d: has a code is %v, is on a board is %v", i, c.has(i), on)
		}
		top := false
		for k, l := range c.levels(i) {
			if off := math.Abs(float64(lp.Columns[k][i]) - float64(int8(l))*float64(c.scale(i))); off > .5001*float64(c.scale(i)) {
				t.Fatalf("pin %d, direction %d is off by %v with a scale of %v", i, k, off, c.scale(i))
			}
			top = top || int8(l) == maxLevel || int8(l) == -maxLevel
		}
		if c.has(i) && !top {
			t.Fatalf("pin %d does not use its whole scale", i)
		}
	}
}

// Products of codes are those of what they were rounded from, within a
// hundredth of the lengths.
func TestProducts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	g := built(t, 200, 90, randomSaves(rng, 200, 90, 1500))
	c, err := NewCodes(t.Context(), g, lowPass(t, g), CodesOptions{Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	rounded := *c
	rounded.exact = nil
	for i := range g.Pins() {
		if !c.has(i) {
			continue
		}
		exact, levels := make([]float64, c.Dims()), make([]float64, c.Dims())
		c.addTo(exact, 2, i)
		rounded.addTo(levels, 2, i)
		for j := range g.Pins() {
			if !c.has(j) {
				continue
			}
			want := c.along(newDirection(exact), j)
			got := rounded.along(newDirection(levels), j)
			if limit := .01 * math.Sqrt(c.along(newDirection(exact), i)*2*product32(c.exact[j], c.exact[j])); math.Abs(got-want) > limit {
				t.Fatalf("pins %d and %d: product %v, exactly %v", i, j, got, want)
			}
		}
	}
}

func product32(a, b []float32) (s float64) {
	for k, v := range a {
		s += float64(v) * float64(b[k])
	}
	return s
}

func TestCodesFile(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for name, g := range map[string]*Graph{
		"empty": built(t, 0, 0, nil), "no saves": built(t, 3, 2, nil), "small": built(t, 30, 20, randomSaves(rng, 30, 20, 100)),
	} {
		c := coded(t, g)
		data := c.AppendTo([]byte("before"))[len("before"):]
		back, err := OpenCodes(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if back.Pins() != g.Pins() || back.Dims() != c.Dims() || back.balance != c.balance || !bytes.Equal(back.AppendTo(nil), data) {
			t.Errorf("%s: codes come back changed", name)
		}
	}
}

// The example of the format's description, and what a pin takes.
func TestCodesFormat(t *testing.T) {
	// Pin 0 alone on two boards, pin 1 alone on one: two directions, along
	// which one pin is 1 and the other 0, so that levels are 127 or -127 and 0.
	// Their squares are 2 · 2^-.7 and 1.
	data := coded(t, built(t, 2, 3, []saved{{0, 0, 0}, {0, 1, 0}, {1, 2, 0}})).AppendTo(nil)
	if len(data) != 48 || string(data[:8]) != "akincode" {
		t.Fatalf("%d bytes, beginning with %q", len(data), data[:8])
	}
	for at, want := range map[int]uint32{8: 1, 12: 2, 16: 2} {
		if got := binary.LittleEndian.Uint32(data[at:]); got != want {
			t.Errorf("at %d stands %d, want %d", at, got, want)
		}
	}
	for at, want := range map[int]float64{24: math.Pow(2, .3), 28: 1} {
		if got := math.Float32frombits(binary.LittleEndian.Uint32(data[at:])); !near32(got, want) {
			t.Errorf("at %d stands %v, want %v", at, got, want)
		}
	}
	for pin := range 2 {
		row := data[32+6*pin:]
		if s := math.Float32frombits(binary.LittleEndian.Uint32(row)); !near32(s, 1./127) {
			t.Errorf("scale %v, want 1/127", s)
		}
		if a, b := int8(row[4]), int8(row[5]); a*a+b*b != 1 { // 127·127 is 1 in 8 bits
			t.Errorf("levels %d and %d, want 127 and 0", a, b)
		}
	}
	if size := scaleSize + CodeDims; size != 164 {
		t.Errorf("a pin takes %d bytes", size)
	}
}

func TestDamagedCodes(t *testing.T) {
	data := coded(t, built(t, 20, 9, randomSaves(rand.New(rand.NewPCG(1, 1)), 20, 9, 60))).AppendTo(nil)
	for i := range data {
		if _, err := OpenCodes(data[:i]); err == nil {
			t.Errorf("cut off after %d bytes: no error", i)
		}
		bad := bytes.Clone(data)
		bad[i] ^= 4
		if _, err := OpenCodes(bad); err == nil {
			t.Errorf("byte %d changed: no error", i)
		}
	}
	if _, err := OpenCodes(append(bytes.Clone(data), 0)); err == nil {
		t.Error("a byte too many: no error")
	}
	for _, at := range []int{20, 24, codesHeaderSize + 9*4} { // balance, a square, a scale
		bad := bytes.Clone(data)
		binary.LittleEndian.PutUint32(bad[at:], math.Float32bits(float32(math.NaN())))
		if _, err := OpenCodes(codesSummed(bad)); err == nil {
			t.Errorf("no number at %d: no error", at)
		}
	}
}

// codesSummed puts the right checksum under codes.
func codesSummed(data []byte) []byte {
	body := data[:len(data)-sumSize]
	binary.LittleEndian.PutUint32(data[len(body):], checksum(body))
	return data
}

func FuzzOpenCodes(f *testing.F) {
	g := built(f, 20, 9, randomSaves(rand.New(rand.NewPCG(1, 1)), 20, 9, 60))
	f.Add(coded(f, g).AppendTo(nil))
	f.Add(coded(f, built(f, 2, 0, nil)).AppendTo(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, sum := range []bool{false, true} {
			if sum && len(data) >= sumSize {
				data = codesSummed(bytes.Clone(data))
			}
			c, err := OpenCodes(data)
			if err != nil {
				continue
			}
			if !bytes.Equal(c.AppendTo(nil), data) {
				t.Fatal("codes come back changed")
			}
			near, err := Near(g.View(), c, []Seed{{Node: BoardNode(0), Weight: 1}}, 5, NearOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range near {
				if math.IsNaN(p.Score) {
					t.Fatal("a score is no number")
				}
			}
		}
	})
}

// A pin folded in from its own boards, each looked at in full, gets the code
// that it has along the directions that it does not carry itself, within what
// rounding moves.
func TestFoldOfOldPin(t *testing.T) {
	g := built(t, 400, 300, clusters(rand.New(rand.NewPCG(7, 8)), 400, 300, 12, 8))
	c := coded(t, g)
	f := &folder{view: g.View(), codes: c}
	held := 0
	for i := range g.Pins() {
		boards := g.BoardsOf(PinNode(i))
		if !c.has(i) || len(boards) > foldBoards {
			continue
		}
		self := 0.
		for _, b := range boards {
			self += math.Pow(float64(len(boards)), -.7) / math.Sqrt(float64(len(g.PinsOf(b))))
		}
		f.left = foldBudget
		own := make([]float64, c.Dims())
		c.addTo(own, 1, i)
		for k, v := range f.fold(PinNode(i)) {
			if float64(c.squares[k]) < 2*self {
				continue
			}
			held++
			if math.Abs(float64(v)-own[k]) > 3*float64(c.scale(i)) {
				t.Errorf("pin %d, direction %d: folded in as %v, has %v with a scale of %v", i, k, v, own[k], c.scale(i))
			}
		}
	}
	if held < 1000 {
		t.Errorf("only %d numbers were compared", held)
	}
}

func cosine(a []float32, b []float64) float64 {
	var ab, aa, bb float64
	for k, v := range a {
		ab += float64(v) * b[k]
		aa += float64(v) * float64(v)
		bb += b[k] * b[k]
	}
	return ab / math.Sqrt(aa*bb)
}

// A pin that is put on the boards of an old one, after the codes were made, is
// nearer to it than pins are to each other, and nothing where the budget is
// gone or no board has a pin with a code.
func TestFoldOfNewPin(t *testing.T) {
	g := built(t, 400, 300, clusters(rand.New(rand.NewPCG(9, 9)), 400, 300, 12, 8))
	c := coded(t, g)
	o := NewOverlay(g)
	add := func(boards []Node) Node {
		pin, err := o.AddPin()
		for _, b := range boards {
			if err == nil {
				err = o.Save(pin, b, 0)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		return pin
	}
	var like mean64
	for i := range 50 {
		pin := add(g.BoardsOf(PinNode(i)))
		own := make([]float64, c.Dims())
		c.addTo(own, 1, i)
		like.add(cosine((&folder{o.View(), c, foldBudget}).fold(pin), own))
	}
	if like.value() < .7 {
		t.Errorf("new pins have a cosine of %v to the code of old ones on the same boards", like.value())
	}
	board, err := o.AddBoard()
	if err != nil {
		t.Fatal(err)
	}
	alone := add([]Node{board})
	if code := (&folder{o.View(), c, foldBudget}).fold(alone); code != nil {
		t.Errorf("a pin alone on a new board has the code %v", code)
	}
	if code := (&folder{o.View(), c, 3}).fold(PinNode(0)); code != nil {
		t.Error("folded in beyond the budget")
	}
}

type mean64 struct {
	sum float64
	n   int
}

func (m *mean64) add(v float64)  { m.sum, m.n = m.sum+v, m.n+1 }
func (m *mean64) value() float64 { return m.sum / float64(m.n) }

// The bytes of the codes of a graph, on every processor. They change when what
// is computed changes, and then the codes' version must.
func TestCodesAreTheSameEverywhere(t *testing.T) {
	_, c := clustered(t)
	const want = 0x48674bc7
	if got := checksum(c.AppendTo(nil)); got != want {
		t.Errorf("checksum of the codes is %#x, want %#x", got, want)
	}
}
