// Package scenes composes pictures of which the parts are known: a few of the
// given ones, made smaller and pasted on a painted ground, as on a mood board
// or a page of a magazine.
//
// It is for measuring what finds parts of pictures: Compose says where it put
// what. A scene is a function of the pictures and a seed, in whole numbers, and
// so the same on every processor. Its parts are upright, whole and do not
// overlap; what is turned, cut or covered it does not test.
package scenes

import "image"

// A Placement says which picture was pasted where, in pixels of the scene.
type Placement struct {
	Picture    int // which of the pictures given to Compose
	X, Y, W, H int
}

const (
	longSide = 512 // of a scene: that of a canonical picture
	gap      = 6   // pixels of ground around each pasted picture, at least
)

// shortSides are those of scenes: square, 4:3 and 3:2.
var shortSides = []int{512, 384, 342}

// Compose makes a scene of two to four of the pictures, all different ones; of
// a single picture it makes a scene with that alone, of none an empty ground.
// The longer side of a pasted picture is 25 to 50 % of the longer side of the
// scene. Pictures are opaque, with at least one pixel, and not more than ten
// times as long as wide; they are left as they are. Placements are in the order
// of pasting, the largest first.
func Compose(pictures []*image.NRGBA, seed uint64) (scene *image.NRGBA, placed []Placement) {
	r := stream(seed)
	w, h := longSide, shortSides[r.below(len(shortSides))]
	if r.below(2) == 1 {
		w, h = h, w
	}
	scene = image.NewNRGBA(image.Rect(0, 0, w, h))
	paintGround(scene, &r)
	placed = r.layout(pictures, w, h)
	for _, p := range placed {
		paste(scene, pictures[p.Picture], p)
	}
	return scene, placed
}

// stream is splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
// number generators", 2014).
type stream uint64

func (s *stream) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (s *stream) below(n int) int { return int(s.next() >> 33 % uint64(n)) }

// between is a number from lo to hi.
func (s *stream) between(lo, hi int) int { return lo + s.below(hi-lo+1) }
