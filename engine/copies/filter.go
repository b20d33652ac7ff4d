package copies

import "akin/engine/pdq"

const (
	// nearTurn is the largest distance of the hashes of two turns at which they
	// are laid on each other as wholes. Unrelated hashes are 128 bits apart, give
	// or take 8: one pair in some tens of thousands is nearer by chance.
	nearTurn = 90
	// sharedWords is how many bits of the signatures two pictures must share for
	// their points to be aligned.
	sharedWords = 11
)

// Possible tells whether two pictures could be copies of each other: whether a
// turn of the one has a hash near the other's, or they share words of points, as
// they are or mirrored. The order does not matter. It takes about a tenth of a
// microsecond. It is a filter for cost alone: Compare is never asked of a pair
// that it turns down.
func Possible(a, b *Print) bool {
	if a.W == 0 || b.W == 0 {
		return false
	}
	if order(a, b) > 0 {
		a, b = b, a
	}
	if a.words.Shared(&b.words) >= sharedWords || a.mirrored.Shared(&b.words) >= sharedWords {
		return true
	}
	_, d := a.nearestTurn(b)
	return d <= nearTurn
}

// nearestTurn is the turn of p whose hash is nearest to q's, the first of equals.
func (p *Print) nearestTurn(q *Print) (nearest pdq.Turn, distance int) {
	distance = pdq.Bits + 1
	for t := range pdq.Turns {
		if d := p.turned[t].Distance(q.Hash); d < distance {
			nearest, distance = t, d
		}
	}
	return nearest, distance
}
