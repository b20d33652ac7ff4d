package features

import "akin/engine/palette"

// A Code is a 128-bit sketch: pictures that are alike have codes with a small
// Hamming distance, so that a million can be scanned in milliseconds. Codes
// propose; the distances decide.
type Code [2]uint64

// A Plane is one kind of code. Each picture has one code on each plane.
type Plane int

// The planes, each the sketch behind one signal, so that a signal that is off
// proposes nothing.
const (
	PlaneHash    Plane = iota // pHash and dHash: the same picture, more or less
	PlaneColor                // colour histograms
	PlaneShape                // colour layout
	PlanePalette              // palettes, which are asked for by themselves
	Planes       = 4
)

// Code returns the sketch of the features on a plane.
func (f *Features) Code(p Plane) Code {
	switch p {
	case PlaneColor:
		return f.Color
	case PlaneShape:
		return shapeCode(f)
	case PlanePalette:
		return palette.Sketch(f.Palette)
	}
	return f.Hash
}

// stream is splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
// number generators", 2014): the fixed choices below come from it.
type stream uint64

func (s *stream) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
