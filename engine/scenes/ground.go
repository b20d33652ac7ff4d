package scenes

import "image"

// A ground gives the colour at a place, from two colours: 0 is the first,
// shades the second.
type ground func(x, y int) int

const shades = 256

// paintGround fills a scene with one of four kinds of ground, with a grain of
// up to eight levels on every other one.
func paintGround(scene *image.NRGBA, s *stream) {
	from, to := s.color(), s.color()
	w, h := scene.Rect.Dx(), scene.Rect.Dy()
	var at ground
	switch s.below(4) {
	case 0:
		at = func(int, int) int { return 0 }
	case 1:
		at = s.gradient(w, h)
	case 2:
		at = s.stripes()
	default:
		at = s.clouds()
	}
	grain := s.below(2) * s.below(9)
	for y := range h {
		for x := range w {
			t, d := at(x, y), s.below(2*grain+1)-grain
			pixel := scene.Pix[y*scene.Stride+4*x:][:4]
			for c := range 3 {
				v := (from[c]*(shades-t) + to[c]*t) / shades
				pixel[c] = uint8(max(0, min(v+d, 255)))
			}
			pixel[3] = 255
		}
	}
}

func (s *stream) color() (c [3]int) {
	for i := range c {
		c[i] = s.below(256)
	}
	return c
}

// gradient goes straight from one colour to the other, across, down or both.
func (s *stream) gradient(w, h int) ground {
	dx, dy := s.below(3), s.below(3)
	if dx+dy == 0 {
		dx = 1
	}
	length := dx*w + dy*h
	return func(x, y int) int { return (dx*x + dy*y) * shades / length }
}

// stripes of the two colours are 8 to 40 pixels wide, across, down or slanted.
func (s *stream) stripes() ground {
	width := s.between(8, 40)
	dx, dy := s.below(2), s.below(2)
	if dx+dy == 0 {
		dy = 1
	}
	return func(x, y int) int { return (dx*x + dy*y) / width % 2 * shades }
}

// clouds are random at the corners of squares of 64 and of 16 pixels, and
// straight between them.
func (s *stream) clouds() ground {
	field := s.next()
	return func(x, y int) int { return (3*blend(field, x, y, 64) + blend(^field, x, y, 16)) / 4 }
}

// blend is the value, 0 to 255, of a field at a place.
func blend(field uint64, x, y, size int) int {
	corner := func(i, j int) int {
		s := stream(field + uint64(y/size+j)<<14 + uint64(x/size+i))
		return s.below(shades)
	}
	dx, dy := x%size, y%size
	top := corner(0, 0)*(size-dx) + corner(1, 0)*dx
	bottom := corner(0, 1)*(size-dx) + corner(1, 1)*dx
	return (top*(size-dy) + bottom*dy) / (size * size)
}
