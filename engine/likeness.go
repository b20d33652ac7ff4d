package engine

import (
	"akin/engine/eye"
	"akin/engine/score"
)

// A likeness says what the blocks of each family are worth in the collection
// that a fit was learned from.
type likeness struct {
	all      eye.Weights
	families [eye.Families]eye.Weights
	shares   [eye.Families]score.Micro // of score.Directly, which they add up to
}

// familySignals are the signals that the families speak as.
var familySignals = [eye.Families]score.Signal{eye.Color: score.Color, eye.Shape: score.Shape, eye.Texture: score.Texture}

// likenessOf shares score.Directly among the families as their blocks share the
// fit's weights. So the points of all three together rank as the similarity by
// all blocks does. What rounding leaves over falls to the largest share.
func likenessOf(f *eye.Fit) likeness {
	l := likeness{all: f.Weights()}
	var parts [eye.Families]int64
	sum := int64(0)
	for b, w := range l.all {
		parts[eye.Block(b).Family()] += int64(w)
		sum += int64(w)
	}
	left, most := score.Directly, eye.Family(0)
	for family := range eye.Families {
		l.families[family] = l.all.Of(family)
		l.shares[family] = score.Micro(int64(score.Directly) * parts[family] / max(sum, 1))
		left -= l.shares[family]
		if parts[family] > parts[most] {
			most = family
		}
	}
	l.shares[most] += left
	return l
}

// usual is what a signal's full value counts unless the query says another
// weight.
func (l *likeness) usual(s score.Signal) score.Micro {
	for family, signal := range familySignals {
		if s == signal {
			return l.shares[family]
		}
	}
	return score.Weight(s)
}

// weight is what the query lets a signal's full value count.
//
// The points of any copy exceed all others together, whatever these weigh: the
// faintest copy has the value CopyLeast, and that much of the weight is a
// quarter above their sum, as with the usual weights. Signals that are off are
// in the sum, so that switching one off changes no part of the others.
func (s *search) weight(signal score.Signal) score.Micro {
	if signal != score.Copy {
		if w, ok := s.Weights[signal]; ok {
			return w
		}
		return s.likeness.usual(signal)
	}
	var others score.Micro
	for _, other := range score.Signals {
		if other != score.Copy {
			others += s.weight(other)
		}
	}
	return max(score.Weight(score.Copy), (others+score.One/4)*score.One/score.CopyLeast)
}

// micro is a similarity in millionths.
func micro(s eye.Similarity) score.Micro {
	return score.Micro(int64(s) * int64(score.One) / int64(eye.One))
}
