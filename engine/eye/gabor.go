package eye

import (
	"math"
	"sync"
)

// What Gabor filters see (Oliva and Torralba 2001, "gist"): how strong waves of
// four lengths and eight directions are in each of 4x4 cells. Filters over the
// whole picture take thirty transforms of it; here the spectrum around each
// cell is taken and summed under each filter, which says the same of the cell
// as a whole. Short waves are read from the square, long ones from the square
// at half size, where a window is twice as wide.

const (
	gaborCells      = 4 // along a side
	gaborSizes      = 2 // whole and half
	gaborScales     = 2 // at each size
	gaborDirections = 8
	gaborFilters    = gaborScales * gaborDirections
	gaborDims       = gaborCells * gaborCells * gaborSizes * gaborFilters
)

// The shortest wave is 1/.3 pixels long, each next 1.85 times that: from fine
// texture to bars a sixth of the square wide.
const (
	shortest = .3
	longer   = 1.85
)

// gaborScratch is what waves works on.
type gaborScratch struct {
	spectrum   spectrum
	plain, own [windowSide * windowSide / 2]float32 // powers of grey, and of its logarithm
	gabor      [gaborDims]float32
	local      [gaborDims]float32
}

// gaborTables are made on first use.
type gaborTables struct {
	window  [windowSide][windowSide]float32 // half a wave across and down
	squares [windowSide][windowSide]float32 // of that, shared out to 1
	log     [256]float32                    // of 1+grey: half the light takes away as much anywhere
	filters [gaborSizes][gaborFilters]filter
}

// A filter is the weights of frequencies: windowSide times that across, 0 to
// windowSide/2-1, and that down, negative ones from windowSide/2 on.
type filter []share

type share struct {
	at     int32
	weight float32
}

var waveTables = sync.OnceValue(func() *gaborTables {
	t := new(gaborTables)
	for y := range windowSide {
		for x := range windowSide {
			w := sinTurn((float64(y)+.5)/(2*windowSide)) * sinTurn((float64(x)+.5)/(2*windowSide))
			t.window[y][x] = float32(w)
			t.squares[y][x] = float32(w * w * 4 / (windowSide * windowSide))
		}
	}
	for i := range t.log {
		t.log[i] = float32(logOf(float64(1 + i)))
	}
	frequency := shortest * windowSide
	for size := range t.filters {
		for scale := range gaborScales {
			for d := range gaborDirections {
				t.filters[size][scale*gaborDirections+d] = filterOf(frequency, float64(d)/(2*gaborDirections))
			}
			frequency /= longer
		}
		frequency *= 2 // at half size there are twice as many waves to a tile
	}
	return t
})

// filterOf makes the filter around a frequency, in waves per tile, and a
// direction, in turns: bells of power over the ratio of frequencies and over
// the angle, cut where they are a hundredth.
func filterOf(frequency, direction float64) (f filter) {
	for u := range windowSide / 2 {
		for v := range windowSide {
			x, y := float64(u), float64((v+windowSide/2)%windowSide-windowSide/2)
			ratio := math.Sqrt(float64(x*x)+float64(y*y))/frequency - 1
			turn := math.Abs(turnOf(x, y) - direction)
			turn = min(turn, math.Abs(turn-.5), math.Abs(turn-1)) * 2 * math.Pi
			falling := float64(-7*ratio*ratio) - float64(4*math.Pi*turn*turn)
			if falling < -4.6 || u == 0 && v == 0 {
				continue
			}
			w := expOf(falling)
			if u == 0 { // both of a pair of opposites stand in this column
				w /= 2
			}
			f = append(f, share{int32(u*windowSide + v), float32(w)})
		}
	}
	return f
}

// turnOf is the angle of (x, y), x not negative, in turns from -1/4 to 1/4.
func turnOf(x, y float64) float64 {
	if y < 0 {
		return -turnOf(x, -y)
	}
	if y > x {
		return .25 - atanTurn(x/y)
	}
	if x == 0 {
		return 0
	}
	return atanTurn(y / x)
}

// waves makes the two blocks.
func (s *scratch) waves(r *Raw) {
	g := &s.gabor
	t := waveTables()
	const step = halfSide / gaborCells
	for y := range gaborCells {
		for x := range gaborCells {
			at := (y*gaborCells + x) * gaborSizes * gaborFilters
			whole := s.grey.pix[(windowSide*y+rim)*planeStride+windowSide*x+rim:]
			g.take(t, whole, planeStride)
			g.sum(t, 0, at)
			half := s.half[step*y*halfStride+step*x:]
			g.take(t, half, halfStride)
			g.sum(t, 1, at+gaborFilters)
		}
	}
	r.store(Gabor, g.gabor[:])
	r.store(GaborLocal, g.local[:])
}

// take makes the powers of a tile, whose rows stand stride apart, for grey and
// for its logarithm. Both are about their mean under the window, and the
// logarithm is in units of the tile's own contrast, of which at least a fifth
// stays, so that the noise of flat parts does not count.
func (g *gaborScratch) take(t *gaborTables, pix []uint8, stride int) {
	s := &g.spectrum
	// differences from any one pixel are as good, and exactly 0 where all are equal
	grey0 := float32(pix[0])
	log0 := t.log[pix[0]]
	var mean, logMean, square float32
	for y := range windowSide {
		row := pix[y*stride:][:windowSide]
		for x, v := range row {
			p, q := float32(v)-grey0, t.log[v]-log0
			s.re[y][x], s.im[y][x] = p, q
			w := t.squares[y][x]
			mean += float32(w * p)
			q2 := float32(w * q)
			logMean += q2
			square += float32(q2 * q)
		}
	}
	spread := float32(math.Sqrt(float64(max(0, square-float32(logMean*logMean)))))
	scale := 1 / (.2 + spread)
	for y := range windowSide {
		re, im, window := &s.re[y], &s.im[y], &t.window[y]
		for x, w := range window {
			re[x] = float32(w * (re[x] - mean))
			im[x] = float32(float32(w*scale) * (im[x] - logMean))
		}
	}
	s.transform()
	for u := range windowSide / 2 {
		for v := range windowSide {
			g.plain[u*windowSide+v], g.own[u*windowSide+v] = s.powers(u, v)
		}
	}
}

// sum sets the strengths of a size's waves in a tile: the fourth roots of the
// powers under each filter, so that weak waves speak beside strong ones.
func (g *gaborScratch) sum(t *gaborTables, size, at int) {
	for i, f := range t.filters[size] {
		var p, q float32
		for _, e := range f {
			p += float32(g.plain[e.at] * e.weight)
			q += float32(g.own[e.at] * e.weight)
		}
		g.gabor[at+i] = float32(math.Sqrt(math.Sqrt(float64(p))))
		g.local[at+i] = float32(math.Sqrt(math.Sqrt(float64(q))))
	}
}
