package copies

import "akin/engine/pdq"

const (
	// nearTurn is the largest distance of the hashes of two turns at which they
	// are laid on each other as wholes. Unrelated hashes are 128 bits apart, give
	// or take 8: one pair in some tens of thousands is nearer by chance.
	nearTurn = 90
	// sharedWords is how many words two pictures must share for their points to be
	// aligned: strangers share 5 in one pair of a hundred and never more than 7,
	// nineteen of twenty of the hardest copies 13.
	sharedWords = 6
)

// Possible tells whether two pictures could be copies of each other: whether a
// turn of the one has a hash near the other's, or they share words of points, as
// they are or mirrored. To ask about many, see Probe. It is a filter for cost
// alone: Compare says no of every pair that it turns down in either order.
func Possible(a, b *Print) bool {
	if a.W == 0 || b.W == 0 {
		return false
	}
	m := b.Mark()
	return a.Probe().Chance(&m) > 0
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
