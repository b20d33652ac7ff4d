package pdq

import (
	"math"
	"slices"
)

// waves is the number of waves a side that the hash speaks of: the slowest but
// for the mean.
const waves = 16

// A spectrum has the strength of each wave, 16*i+j for i+1 half waves down and
// j+1 across, in a unit of no meaning.
type spectrum [waves * waves]int64

// cosBits is the precision of the cosines. Products of two of them, a sample of
// 16 bits, and the sum of 64*64 samples stay within 63 bits.
const cosBits = 16

// cosines has half wave i+1 at sample j. The angles are multiples of a 128th of
// a half turn; their cosines come from that of the smallest by the recurrence of
// Chebyshev, and that one by halving a right angle.
var cosines = func() (t [waves][side]int64) {
	smallest := 0.0 // of a quarter turn
	for angle := side; angle > 1; angle /= 2 {
		smallest = math.Sqrt((1 + smallest) / 2)
	}
	const period = 4 * side
	var all [period]float64
	all[0], all[1] = 1, smallest
	for n := 2; n < period; n++ {
		all[n] = float64(2*smallest*all[n-1]) - all[n-2]
	}
	for i := range t {
		for j := range t[i] {
			t[i][j] = int64(math.Floor(float64(all[(i+1)*(2*j+1)%period]*(1<<cosBits)) + .5))
		}
	}
	return t
}()

// transform is the cosine transform, one axis after the other. The common
// factor of the definition is left out: the hash compares waves alone.
func transform(g *grid) (s spectrum) {
	var across [side][waves]int64
	for y := range side {
		row := g[y*side:][:side]
		for j := range waves {
			across[y][j] = folded(row, &cosines[j], j)
		}
	}
	for i := range waves {
		sign := int64(1 - 2*((i+1)%2)) // of the wave at its lower end
		waves := s[i*waves:][:waves]
		for y := range side / 2 {
			c, upper, lower := cosines[i][y], &across[y], &across[side-1-y]
			for j := range waves {
				waves[j] += c * (upper[j] + sign*lower[j])
			}
		}
	}
	return s
}

// folded is the product of a row with wave j, taking the two ends of the row
// together, at which the wave is the same or the opposite.
func folded(row []int32, wave *[side]int64, j int) (sum int64) {
	if j%2 == 0 { // an odd number of half waves
		for x := range side / 2 {
			sum += int64(row[x]-row[side-1-x]) * wave[x]
		}
		return sum
	}
	for x := range side / 2 {
		sum += int64(row[x]+row[side-1-x]) * wave[x]
	}
	return sum
}

// hash tells which waves are above the median, the lower one, so that half of
// them are. With swapped, it is that of the picture with its axes swapped.
func (s *spectrum) hash(swapped bool) (h Hash) {
	sorted := *s
	slices.Sort(sorted[:])
	median := sorted[len(sorted)/2-1]
	for k, v := range s {
		if v <= median {
			continue
		}
		if swapped {
			k = k%waves*waves + k/waves
		}
		h[k/64] |= 1 << (k % 64)
	}
	return h
}
