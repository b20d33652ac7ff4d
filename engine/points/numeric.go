package points

import "math"

// Angles are counted in 256 steps of a turn, from right to down.
const turn = 256

// waveOne is the unit of cosines and sines.
const waveOne = 1 << 12

// cosines are those of all angles. They are made with + - * and roots alone, so
// that they are the same on every processor: halving a quarter turn six times
// gives one step, and adding angles gives the others.
var cosines = func() (c [turn]int32) {
	stepCos, stepSin := 0., 1.
	for range 6 {
		stepCos = math.Sqrt((1 + stepCos) / 2)
		stepSin = stepSin / (2 * stepCos)
	}
	x, y := 1., 0.
	for i := range turn/8 + 1 {
		across, down := int32(math.Floor(float64(x*waveOne)+.5)), int32(math.Floor(float64(y*waveOne)+.5))
		for quarter := range 4 {
			// the octant, and its mirror image in the diagonal, turned
			c[(i+quarter*turn/4)%turn] = [4]int32{across, -down, -across, down}[quarter]
			c[(turn/4-i+quarter*turn/4)%turn] = [4]int32{down, -across, -down, across}[quarter]
		}
		x, y = float64(x*stepCos)-float64(y*stepSin), float64(x*stepSin)+float64(y*stepCos)
	}
	return c
}()

func cosine(angle uint8) int32 { return cosines[angle] }
func sine(angle uint8) int32   { return cosines[angle-turn/4] }

// arcs are angles in sixteenths of a step of slopes of 0 to 1 in 256 parts.
var arcs = func() (a [257]int32) {
	for i := range a {
		a[i] = int32(math.Floor(float64(arcOf(float64(i)/256)*turn*16/(2*math.Pi)) + .5))
	}
	return a
}()

// arcOf is the arc tangent of 0 to 1, by its series after two halvings.
func arcOf(x float64) float64 {
	for range 2 {
		x = x / (1 + math.Sqrt(1+float64(x*x)))
	}
	sum, power := 0., x
	for k := 1.; k < 24; k += 4 {
		sum += float64(power/k) - float64(float64(float64(power*x)*x)/(k+2))
		power = float64(float64(power*x)*x) * float64(x*x)
	}
	return 4 * sum
}

// angle16 is the direction of a vector that is not zero, in sixteenths of a
// step.
func angle16(dx, dy int32) int32 {
	ax, ay := max(dx, -dx), max(dy, -dy)
	var a int32
	if ax >= ay {
		a = arcs[(ay<<8+ax/2)/ax]
	} else {
		a = turn*4 - arcs[(ax<<8+ay/2)/ay]
	}
	if dx < 0 {
		a = turn*8 - a
	}
	if dy < 0 {
		a = turn*16 - a
	}
	return a & (turn*16 - 1)
}

// length is about that of a vector, at most a twentieth off.
func length(dx, dy int32) int32 {
	ax, ay := max(dx, -dx), max(dy, -dy)
	if ax < ay {
		ax, ay = ay, ax
	}
	return max(ax, (7*ax+4*ay)/8)
}
