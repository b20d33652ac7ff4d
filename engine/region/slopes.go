package region

import "akin/engine/oklab"

// slopeFloor is what a cell must have of gradients for them to count by half:
// a step of .03 of lightness in each of its samples. Less is grain.
const slopeFloor = oklab.One / 2

// slopes writes, for each cell, how its gradients of lightness are divided
// among eight directions: first left to right, third downward. A gradient is
// taken apart exactly into the two directions beside it, so that nothing jumps
// where it turns. Each is the root of its share, so that a strong edge does not
// drown the others (Arandjelović and Zisserman, "Three things everyone should
// know to improve object retrieval", 2012), and flat cells beside strong ones
// have little.
func (s *samples) slopes(out []byte) {
	var votes [cells * directions]uint64
	for y := range grid {
		up, down := max(y-1, 0)*grid, min(y+1, grid-1)*grid
		for x := range grid {
			gx := s[y*grid+min(x+1, grid-1)].L - s[y*grid+max(x-1, 0)].L
			gy := s[down+x].L - s[up+x].L
			c := cellOf(x, y) * directions
			vote((*[directions]uint64)(votes[c:]), gx, gy)
		}
	}
	all := uint64(0)
	for _, v := range votes {
		all += v
	}
	for c := range cells {
		sum := all/cells + slopeFloor
		for _, v := range votes[c*directions:][:directions] {
			sum += v
		}
		for i, v := range votes[c*directions:][:directions] {
			out[c*directions+i] = byte(isqrt(255 * 255 * v / sum))
		}
	}
}

// vote divides a gradient into a part along an axis and one along a diagonal,
// which add up to it as arrows do.
func vote(v *[directions]uint64, gx, gy int32) {
	ax, ay := max(gx, -gx), max(gy, -gy)
	axis, diagonal := 0, 1
	switch {
	case ay > ax && gy > 0:
		axis = 2
	case ay > ax:
		axis = 6
	case gx < 0:
		axis = 4
	}
	switch {
	case gx < 0 && gy >= 0:
		diagonal = 3
	case gx < 0:
		diagonal = 5
	case gy < 0:
		diagonal = 7
	}
	low, high := uint64(min(ax, ay)), uint64(max(ax, ay))
	v[axis] += high - low
	v[diagonal] += low * 181 / 128 // the root of 2
}
