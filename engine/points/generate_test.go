package points

import "image"

// stream is splitmix64: the same numbers everywhere.
type stream uint64

func (s *stream) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *stream) below(n int) int { return int(s.next() % uint64(n)) }

// scene paints what has about the spectrum of a photograph, and things in it:
// noise of six octaves, each half as strong as the one twice as coarse, under
// rectangles, discs and strokes. It takes whole numbers alone.
func scene(seed uint64, w, h int) *image.NRGBA {
	s := stream(seed << 20)
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	var field [6]uint64
	for i := range field {
		field[i] = s.next()
	}
	contrast := 40 + s.below(216)
	tint := [3]int{s.below(256), s.below(256), s.below(256)}
	for y := range h {
		for x := range w {
			v := 0
			for octave, f := range field {
				v += 128 >> octave * blend(f, x, y, 128>>octave) / 256
			}
			set(img, x, y, tint, (v-128)*contrast/128)
		}
	}
	for range 8 + s.below(40) {
		s.thing(img)
	}
	return img
}

func set(img *image.NRGBA, x, y int, tint [3]int, more int) {
	at := img.PixOffset(x, y)
	for c := range 3 {
		img.Pix[at+c] = uint8(min(max(tint[c]/2+64+more, 0), 255))
	}
	img.Pix[at+3] = 255
}

// thing paints a rectangle, a disc or a stroke somewhere, shaded.
func (s *stream) thing(img *image.NRGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	kind, cx, cy := s.below(3), s.below(w), s.below(h)
	rx, ry := 2+s.below(1<<(2+s.below(5))), 2+s.below(1<<(2+s.below(5)))
	ux, uy := s.below(33)-16, s.below(33)-16
	tint, shade := [3]int{s.below(256), s.below(256), s.below(256)}, s.below(7)-3
	for y := max(cy-80, 0); y < min(cy+80, h); y++ {
		for x := max(cx-80, 0); x < min(cx+80, w); x++ {
			dx, dy := x-cx, y-cy
			along, across := (dx*ux+dy*uy)/16, (dy*ux-dx*uy)/16
			inside := false
			switch kind {
			case 0:
				inside = max(along, -along) <= rx && max(across, -across) <= ry
			case 1:
				inside = dx*dx*ry*ry+dy*dy*rx*rx <= rx*rx*ry*ry
			case 2:
				inside = max(along, -along) <= 8*rx && max(across, -across) <= 1+ry/8
			}
			if inside {
				set(img, x, y, tint, shade*dx/4)
			}
		}
	}
}

// blend is the value, 0 to 255, of a field that is random at multiples of size
// and straight between them.
func blend(field uint64, x, y, size int) int {
	corner := func(i, j int) int {
		s := stream(field + uint64(y/size+j)<<14 + uint64(x/size+i))
		return int(s.next() % 256)
	}
	dx, dy := x%size, y%size
	top := corner(0, 0)*(size-dx) + corner(1, 0)*dx
	bottom := corner(0, 1)*(size-dx) + corner(1, 1)*dx
	return (top*(size-dy) + bottom*dy) / (size * size)
}
