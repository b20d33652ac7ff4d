package copies

import "akin/engine/points"

// A Crowd is some hundreds of marks made ready to be asked, again and again, which
// of them may be copies of a print: who has which word is looked up and not
// searched. It is safe for concurrent use.
type Crowd struct {
	marks []Mark
	from  [points.Words + 1]uint32 // where in who each word's list starts
	who   []uint32
}

// NewCrowd makes marks ready, in time proportional to them: a microsecond for
// each. It keeps them.
func NewCrowd(marks []Mark) *Crowd {
	c := &Crowd{marks: marks}
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
	plain, mirrored := make([]uint8, len(c.marks)), make([]uint8, len(c.marks))
	c.count(&p.words, plain)
	c.count(&p.mirrored, mirrored)
	for i := range c.marks {
		if int(max(plain[i], mirrored[i])) >= least || c.marks[i].Seen && p.near(&c.marks[i], nearTurn+sharedWords-least) {
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

// near tells whether a turn of p has a hash within a distance of a mark's.
func (p *Print) near(m *Mark, most int) bool {
	for i := range p.turned {
		if p.turned[i].Distance(m.Hash) <= most {
			return true
		}
	}
	return false
}
