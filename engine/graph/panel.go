package graph

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// panelWidth columns of a tall matrix lie together, so that a pin's numbers in
// a panel are one cache line, and a panel of ten thousand pins stays in the
// second level of the cache while boards fetch from it in any order.
const panelWidth = 16

// A panel is some columns of a tall matrix, one row after the other. A tall
// matrix is a list of panels of equal length.
type panel [][panelWidth]float32

func scaled(row *[panelWidth]float32, by float32) (s [panelWidth]float32) {
	for k := range row {
		s[k] = row[k] * by
	}
	return s
}

// sum adds up rows, given as nodes from first on, in their order. It goes over
// them twice, for eight columns at a time: that many sums stay in registers.
func (p panel) sum(of []Node, first Node) (s [panelWidth]float32) {
	for half := 0; half < panelWidth; half += 8 {
		var a, b, c, d, e, f, g, h float32
		for _, n := range of {
			r := (*[8]float32)(p[n-first][half:])
			a += r[0]
			b += r[1]
			c += r[2]
			d += r[3]
			e += r[4]
			f += r[5]
			g += r[6]
			h += r[7]
		}
		*(*[8]float32)(s[half:]) = [8]float32{a, b, c, d, e, f, g, h}
	}
	return s
}

// gram returns aᵀb, which must be symmetric: only its lower half is computed.
// Products of two float32 are exact in float64, fused or not.
func gram(w *work, a, b []panel) square {
	m := newSquare(len(a) * panelWidth)
	var pairs [][2]int
	for p := range a {
		for q := 0; q <= p; q++ {
			pairs = append(pairs, [2]int{p, q})
		}
	}
	w.each(len(pairs), func() func(int) {
		return func(i int) {
			p, q := pairs[i][0], pairs[i][1]
			m.fill(p, q, a[p], b[q])
		}
	})
	for r := range m {
		for c := range r {
			m[c][r] = m[r][c]
		}
	}
	return m
}

// fill computes the block of aᵀb for panel p of a and q of b, four rows by two
// columns at a time, which is what registers hold.
func (m square) fill(p, q int, a, b panel) {
	for r := 0; r < panelWidth; r += 4 {
		for c := 0; c < panelWidth; c += 2 {
			var s00, s01, s10, s11, s20, s21, s30, s31 float64
			for i := range a {
				x := (*[4]float32)(a[i][r:])
				y := (*[2]float32)(b[i][c:])
				y0, y1 := float64(y[0]), float64(y[1])
				x0, x1, x2, x3 := float64(x[0]), float64(x[1]), float64(x[2]), float64(x[3])
				s00 += float64(x0 * y0)
				s01 += float64(x0 * y1)
				s10 += float64(x1 * y0)
				s11 += float64(x1 * y1)
				s20 += float64(x2 * y0)
				s21 += float64(x2 * y1)
				s30 += float64(x3 * y0)
				s31 += float64(x3 * y1)
			}
			at := p*panelWidth + r
			to := q*panelWidth + c
			m[at][to], m[at][to+1] = s00, s01
			m[at+1][to], m[at+1][to+1] = s10, s11
			m[at+2][to], m[at+2][to+1] = s20, s21
			m[at+3][to], m[at+3][to+1] = s30, s31
		}
	}
}

// tileRows rows are multiplied at a time: as float64 they fill a quarter of a
// megabyte at most.
const tileRows = 64

// multiply replaces a tall matrix by its product with a square one.
func multiply(w *work, z []panel, t square) {
	if len(z) == 0 {
		return
	}
	rows := len(z[0])
	tt := t.transpose() // its rows are the columns that sums run over
	w.each((rows+tileRows-1)/tileRows, func() func(int) {
		tile := make([][]float64, tileRows)
		for i := range tile {
			tile[i] = make([]float64, len(t))
		}
		return func(n int) {
			from := n * tileRows
			part := tile[:min(tileRows, rows-from)]
			for i, row := range part {
				for k := range row {
					row[k] = float64(z[k/panelWidth][from+i][k%panelWidth])
				}
			}
			multiplyTile(z, from, part, tt)
		}
	})
}

func multiplyTile(z []panel, from int, tile [][]float64, tt square) {
	for c := 0; c < len(tt); c += 4 {
		t0, t1, t2, t3 := tt[c], tt[c+1], tt[c+2], tt[c+3]
		// Triangular matrices are half zeros: sums end where all four columns do.
		end := len(tt)
		for end > 0 && t0[end-1] == 0 && t1[end-1] == 0 && t2[end-1] == 0 && t3[end-1] == 0 {
			end--
		}
		t0, t1, t2, t3 = t0[:end], t1[:end], t2[:end], t3[:end]
		for i := 0; i < len(tile); i += 2 {
			x := tile[i][:end]
			y := tile[min(i+1, len(tile)-1)][:end]
			var a, b [4]float64
			a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3] = dots(x, y, t0, t1, t2, t3)
			for k := range 4 {
				z[(c+k)/panelWidth][from+i][(c+k)%panelWidth] = float32(a[k])
				if i+1 < len(tile) {
					z[(c+k)/panelWidth][from+i+1][(c+k)%panelWidth] = float32(b[k])
				}
			}
		}
	}
}

// dots returns the products of two rows with four columns of one length.
func dots(x, y, t0, t1, t2, t3 []float64) (x0, x1, x2, x3, y0, y1, y2, y3 float64) {
	y, t0, t1, t2, t3 = y[:len(x)], t0[:len(x)], t1[:len(x)], t2[:len(x)], t3[:len(x)]
	for k, a := range x {
		b := y[k]
		x0 += float64(a * t0[k])
		x1 += float64(a * t1[k])
		x2 += float64(a * t2[k])
		x3 += float64(a * t3[k])
		y0 += float64(b * t0[k])
		y1 += float64(b * t1[k])
		y2 += float64(b * t2[k])
		y3 += float64(b * t3[k])
	}
	return
}

// work is a computation in steps that may run beside each other, ended early
// by its context.
type work struct {
	ctx      context.Context
	progress func(done, all int)
	all      int

	mu   sync.Mutex
	done int
}

// each calls what newWorker returns, once for each goroutine, with all numbers
// below n, and waits. Steps write to places of their own, so that the order in
// which they run does not show. When the context ends, steps are left out.
func (w *work) each(n int, newWorker func() func(int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			step := newWorker()
			for {
				i := int(next.Add(1)) - 1
				if i >= n || w.ctx.Err() != nil {
					return
				}
				step(i)
				w.tell()
			}
		})
	}
	group.Wait()
}

func (w *work) tell() {
	if w.progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	w.progress(w.done, w.all)
}
