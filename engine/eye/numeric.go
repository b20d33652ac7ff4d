package eye

import "math"

// What tables are made of. Only + - * / and the square root give the same on
// every processor, so that exponentials, logarithms and angles are made of
// these, each product rounded by a conversion before it is added to anything:
// the compiler must not fuse the two. They are slow and exact to about fourteen
// digits; pictures meet the tables alone.

// expOf is e^x for x of -20 to 1.
func expOf(x float64) float64 {
	const halvings = 10
	x /= 1 << halvings
	sum, term := 1.0, 1.0
	for k := 1.0; k <= 8; k++ { // x is below .02: the ninth term is below 1e-20
		term = term * x / k
		sum += term
	}
	for range halvings {
		sum *= sum
	}
	return sum
}

// logOf is the natural logarithm of x, which is at least 1.
func logOf(x float64) float64 {
	twos := 0.0
	for x > 2 {
		x /= 2
		twos++
	}
	return float64(twos*math.Ln2) + logNearOne(x)
}

// logNearOne is the logarithm of x from 1 to 2, as twice the inverse
// hyperbolic tangent of (x-1)/(x+1), which is at most a third.
func logNearOne(x float64) float64 {
	y := (x - 1) / (x + 1)
	sum, power := 0.0, y
	for k := 1.0; k < 40; k += 2 {
		sum += power / k
		power *= y * y
	}
	return 2 * sum
}

// cosTurn is the cosine of an angle given in turns.
func cosTurn(turns float64) float64 {
	x := 2 * math.Pi * (float64(turns) - math.Floor(float64(turns)+.5))
	sum, term := 1.0, 1.0
	for k := 1.0; k < 50; k += 2 {
		term = -term * x * x / (k * (k + 1))
		sum += term
	}
	return sum
}

// sinTurn is the sine of an angle given in turns.
func sinTurn(turns float64) float64 { return cosTurn(float64(turns) - .25) }

// atanTurn is the angle, in turns, whose tangent is x, from 0 to 1.
func atanTurn(x float64) float64 {
	for range 2 { // halve the angle twice: it is then at most a sixteenth of a half turn
		x /= 1 + math.Sqrt(1+float64(x*x))
	}
	sum, power := 0.0, x
	for k := 1.0; k < 30; k += 4 {
		sum += power/k - power*x*x/(k+2)
		power *= x * x * x * x
	}
	return 4 * sum / (2 * math.Pi)
}

// angleSteps is the number of steps that angle cuts a turn into: 16 directions
// of 256 parts.
const angleSteps = 1 << 12

// ratioSteps is the fineness of the table of angles: about a tenth of a degree,
// the step of the angles themselves.
const ratioSteps = 1 << 10

var arctan = func() (t [ratioSteps + 1]int32) {
	for i := range t {
		t[i] = int32(float64(angleSteps*atanTurn(float64(i)/ratioSteps)) + .5)
	}
	return t
}()

// angle is the direction of (x, y), not both 0, in angleSteps of a turn, from 0
// up to but not including angleSteps. Magnitudes are below 2^20.
func angle(x, y int32) int32 {
	ax, ay := max(x, -x), max(y, -y)
	low, high := min(ax, ay), max(ax, ay)
	a := arctan[int32(float32(low*ratioSteps)/float32(high))]
	// Branches here would be guessed wrong half of the time: m is all ones where
	// the angle is to be mirrored, and (a^m)-m is then -a.
	m := (ax - ay) >> 31
	a = (a ^ m) - m + m&(angleSteps/4)
	m = x >> 31
	a = (a ^ m) - m + m&(angleSteps/2)
	m = y >> 31
	a = (a ^ m) - m
	return a & (angleSteps - 1)
}
