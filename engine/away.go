package engine

import (
	"akin/engine/eye"
	"akin/engine/score"
)

// An away is what Query.Not does to a search: what looks like one of these pins
// counts less, in the ways in which they differ from the pins and the picture
// that the query starts from.
//
// A code is a vector, and a similarity the inner product of two. Of a negative n
// only what stands at right angles to p, the weighted mean of the anchors, pushes:
// what both have in common is wanted. A candidate c is pushed by where it lies
// along that, 0 for c = p and 1 for c = n:
//
//	(<n,c> - <n,p> <p,c> / <p,p>) / (<n,n> - <n,p>² / <p,p>)
//
// (J. Rocchio, "Relevance feedback in information retrieval", 1971, subtracts
// all of n.) The value of each signal but copy and taste is lessened by that
// part of it: of color, shape and texture by what their own blocks see, of all
// others by all blocks.
type away struct {
	signals map[score.Signal]*pushing
	rest    *pushing
}

// leastApart is how far a negative must lie from the anchors, as the square of
// its distance, to differ in any way: below a tenth there is nothing but noise
// to go by, and what is pushed would be as good as drawn by lot.
const leastApart = score.One / 10

// newAway returns nil if nothing of the query's Not can be looked at.
func newAway(s *search) *away {
	if len(s.not) == 0 {
		return nil
	}
	a := &away{signals: map[score.Signal]*pushing{}, rest: newPushing(s, &s.likeness.all)}
	for family, signal := range familySignals {
		a.signals[signal] = newPushing(s, &s.likeness.families[family])
	}
	return a
}

// pushed is how much of a signal's value a candidate loses, and to which of the
// negatives, the one that pushes most; nil if to none.
func (a *away) pushed(s *search, signal score.Signal, r Row) (score.Micro, *anchor) {
	if a == nil || signal == score.Copy || signal == score.Taste {
		return 0, nil
	}
	code, ok := s.snap.Code(r)
	if !ok {
		return 0, nil
	}
	if p, ok := a.signals[signal]; ok {
		return p.push(code)
	}
	return a.rest.push(code)
}

// A pushing is an away by some of the blocks.
type pushing struct {
	wanted  mixture
	itself  score.Micro // <p,p>
	against []negative
}

type negative struct {
	anchor *anchor
	probe  *eye.Probe
	common score.Micro // <n,p>
	apart  score.Micro // <n,n> - <n,p>²/<p,p>
}

func newPushing(s *search, w *eye.Weights) *pushing {
	p := &pushing{wanted: newMixture(s.anchors, w)}
	for _, a := range s.anchors {
		if a.code != nil {
			p.itself += portion(p.wanted.similarity(a.code), a.weight, p.wanted.sum)
		}
	}
	for i := range s.not {
		if s.not[i].code == nil {
			continue // of words alone
		}
		n := negative{anchor: &s.not[i], probe: w.Probe(s.not[i].code)}
		n.common = p.wanted.similarity(s.not[i].code)
		n.apart = micro(n.probe.Similarity(s.not[i].code)) - p.along(n.common, n.common)
		if n.apart >= leastApart {
			p.against = append(p.against, n)
		}
	}
	return p
}

// push is how far a code lies along what a negative has of its own: from 0 to 1,
// by the negative for which that is most.
func (p *pushing) push(code eye.Code) (most score.Micro, by *anchor) {
	wanted := p.wanted.similarity(code)
	for i := range p.against {
		n := &p.against[i]
		x := micro(n.probe.Similarity(code)) - p.along(n.common, wanted)
		if x = min(portion(x, score.One, n.apart), score.One); x > most {
			most, by = x, n.anchor
		}
	}
	return most, by
}

// along is the inner product of two vectors' parts along p, given those of the
// vectors with p.
func (p *pushing) along(a, b score.Micro) score.Micro {
	if p.itself <= 0 {
		return 0
	}
	return portion(a, b, p.itself)
}

// A mixture is the mean of the anchors' codes by their weights, each seen through
// the weights of some blocks. Without a code it is zero.
type mixture struct {
	probes []*eye.Probe
	parts  []score.Micro
	sum    score.Micro
}

func newMixture(anchors []anchor, w *eye.Weights) (m mixture) {
	for _, a := range anchors {
		if a.code != nil {
			m.probes, m.parts = append(m.probes, w.Probe(a.code)), append(m.parts, a.weight)
			m.sum += a.weight
		}
	}
	return m
}

func (m *mixture) similarity(code eye.Code) (mean score.Micro) {
	for i, p := range m.probes {
		mean += portion(micro(p.Similarity(code)), m.parts[i], m.sum)
	}
	return mean
}

// portion is x times part over whole, whole not zero; a product of two weights or
// similarities is far from overflowing.
func portion(x, part, whole score.Micro) score.Micro {
	return score.Micro(int64(x) * int64(part) / int64(whole))
}
