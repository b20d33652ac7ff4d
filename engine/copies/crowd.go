package copies

import (
	"akin/engine/pdq"
	"akin/engine/points"
)

// A Crowd is many marks made ready to be asked, again and again, which
// of them may be copies of a print: who has which word is looked up and not
// searched. It is safe for concurrent use.
type Crowd struct {
	hashes []pdq.Hash
	seen   []bool
	from   [points.Words + 1]uint32 // where in who each word's list starts
	who    []uint32
}

// NewCrowd makes marks ready, in time proportional to them: a microsecond for
// each. It takes 550 bytes for each and does not keep them.
func NewCrowd(marks []Mark) *Crowd {
	c := &Crowd{hashes: make([]pdq.Hash, len(marks)), seen: make([]bool, len(marks))}
	for i := range marks {
		c.hashes[i], c.seen[i] = marks[i].Hash, marks[i].Seen
	}
	each := func(f func(i int, word uint16)) {
		for i := range marks {
			for _, word := range marks[i].Words {
				if word >= points.Words {
					break
				}
				f(i, word)
			}
		}
	}
	each(func(_ int, word uint16) { c.from[word+1]++ })
	for w := range points.Words {
		c.from[w+1] += c.from[w]
	}
	c.who = make([]uint32, c.from[points.Words])
	next := c.from
	each(func(i int, word uint16) {
		c.who[next[word]] = uint32(i)
		next[word]++
	})
	return c
}

// Likely returns the numbers of the marks of which Chance is at least so much, and
// not 0, ascending: some tens of microseconds for a thousand.
func (c *Crowd) Likely(p *Print, least int) (likely []int) {
	if p.W == 0 {
		return nil
	}
	least = max(least, sharedWords)
	plain, mirrored := make([]uint8, len(c.hashes)), make([]uint8, len(c.hashes))
	c.count(&p.words, plain)
	c.count(&p.mirrored, mirrored)
	for i := range c.hashes {
		if int(max(plain[i], mirrored[i])) >= least || c.seen[i] && p.near(&c.hashes[i], nearTurn+sharedWords-least) {
			likely = append(likely, i)
		}
	}
	return likely
}

func (c *Crowd) count(words *points.WordSet, shared []uint8) {
	for _, word := range words {
		if word >= points.Words {
			return
		}
		for _, i := range c.who[c.from[word]:c.from[word+1]] {
			shared[i]++
		}
	}
}

// near tells whether a turn of p has a hash within a distance of another.
func (p *Print) near(h *pdq.Hash, most int) bool {
	for i := range p.turned {
		if p.turned[i].Distance(*h) <= most {
			return true
		}
	}
	return false
}
