package picture

import "image"

// A border is a band of whole rows or columns, along one side, of one colour:
// the mean of its outermost line, from which no channel of no pixel is further
// than borderTolerance.
//
// JPEG leaves a flat border flat (unmoved at quality 30, on 50 bordered
// photographs); 4 allows for coloured borders, which it rounds, and for scans.
const borderTolerance = 4

// A border ends at an edge: within borderBlend lines, half the pixels of a line
// leave its colour by more than borderEdge. A plain ground that fades, or that
// a thing stands on, has no such edge. Without this rule the place where a
// backdrop fades past the tolerance moved with each recompression, and with it
// the hash of the picture: 3 of 20 photographs were no copies of themselves.
const (
	borderEdge  = 24 // levels; what compression and scaling do to a flat band is a third of it
	borderBlend = 2  // lines: scaling smears an edge over as many
)

// Of each axis at least a quarter stays: a side gives up at most three eighths
// of the whole. A small thing on a large empty ground keeps some ground, which
// is part of how it looks, and the limit is reached without a jump.
const trimNum, trimDen = 3, 8

// trimmed returns img's rectangle without its borders; the whole of it if the
// picture is of one colour throughout.
//
// All sides are judged on the same rectangle, so that turning or mirroring a
// picture turns its trimmed form. A side that was cut is not cut again; the
// others get another look, since the bars beside a picture show only when those
// above and below are gone.
func trimmed(img *image.NRGBA) image.Rectangle {
	r := img.Rect
	most := image.Pt(r.Dx()*trimNum/trimDen, r.Dy()*trimNum/trimDen)
	var done [4]bool
	for again := true; again; {
		again = false
		var cut [4]int
		for i, s := range sides(img, r) {
			if done[i] {
				continue
			}
			n := s.band(img.Pix)
			if n == s.depth {
				return r // one colour throughout: that is the picture
			}
			cut[i] = min(n, most.X)
			if i < 2 {
				cut[i] = min(n, most.Y)
			}
			done[i] = cut[i] > 0
			again = again || done[i]
		}
		r = image.Rect(r.Min.X+cut[2], r.Min.Y+cut[0], r.Max.X-cut[3], r.Max.Y-cut[1])
	}
	return r
}

// A side is how to walk a picture from one of its edges inwards: the offset of
// its first pixel, the steps along a line and to the next line, and the number
// of pixels and lines.
type side struct{ first, along, inward, length, depth int }

// sides are top, bottom, left and right.
func sides(img *image.NRGBA, r image.Rectangle) [4]side {
	start := img.PixOffset(r.Min.X, r.Min.Y)
	bottom, right := img.PixOffset(r.Min.X, r.Max.Y-1), img.PixOffset(r.Max.X-1, r.Min.Y)
	return [4]side{
		{start, 4, img.Stride, r.Dx(), r.Dy()},
		{bottom, 4, -img.Stride, r.Dx(), r.Dy()},
		{start, img.Stride, 4, r.Dy(), r.Dx()},
		{right, img.Stride, -4, r.Dy(), r.Dx()},
	}
}

// band returns the number of lines that are border.
func (s side) band(pix []byte) int {
	mean := s.colour(pix)
	for line := range s.depth {
		if s.leaving(pix, line, mean, borderTolerance) == 0 {
			continue
		}
		for blend := range borderBlend {
			if edge := line + blend; edge < s.depth && s.leaving(pix, edge, mean, borderEdge) >= s.length/2 {
				return line
			}
		}
		return 0
	}
	return s.depth
}

// leaving counts the pixels of a line that are further from a colour, in any
// channel, than the tolerance.
func (s side) leaving(pix []byte, line int, colour [3]int, tolerance int) int {
	n := 0
	for i, o := 0, s.first+line*s.inward; i < s.length; i, o = i+1, o+s.along {
		for c := range 3 {
			if d := int(pix[o+c]) - colour[c]; d > tolerance || d < -tolerance {
				n++
				break
			}
		}
	}
	return n
}

// colour is the mean colour of the outermost line.
func (s side) colour(pix []byte) (mean [3]int) {
	var sum [3]int
	for i, o := 0, s.first; i < s.length; i, o = i+1, o+s.along {
		for c := range sum {
			sum[c] += int(pix[o+c])
		}
	}
	for c, v := range sum {
		mean[c] = (v + s.length/2) / s.length
	}
	return mean
}
