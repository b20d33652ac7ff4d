package engine

import (
	"cmp"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

const (
	// lookSeeds is how many pins stand for a posted picture, which is on no
	// board: of those on boards the most alike, as long as they are at least so
	// much alike. Among a thousand photographs some 15 of the 20 most alike are
	// of a photograph's kind, fewer further down; the 20th is more alike than
	// this for nine of ten photographs, and any two are alike by nothing.
	lookSeeds = 8
	leastLike = score.One / 5

	// seedsOf is how many of the most alike are looked at for them.
	seedsOf = 400
)

// sowLooks adds the pins that are like a posted picture and on a board,
// weighted by their likeness; together they count as one anchor. It does not
// matter which signals may speak: here they only find whom to ask.
func (b *boardSpeaker) sowLooks(a *anchor) {
	type like struct {
		row   Row
		id    PinID
		node  graph.Node
		value score.Micro
	}
	if a.code == nil {
		return
	}
	var all []like
	for _, near := range b.snap.Alike().NearestTo(a.code, seedsOf) {
		v := micro(near.Similarity)
		if v < leastLike {
			break
		}
		if n, ok := b.snap.Node(near.Row); ok && len(b.graph.BoardsOf(n)) > 0 {
			all = append(all, like{near.Row, b.snap.Pin(near.Row).ID, n, v})
		}
	}
	slices.SortFunc(all, func(x, y like) int {
		return cmp.Or(cmp.Compare(y.value, x.value), cmp.Compare(x.id, y.id))
	})
	all = all[:min(lookSeeds, len(all))]
	var sum score.Micro
	for _, l := range all {
		sum += l.value
	}
	for _, l := range all {
		b.seeds = append(b.seeds, graph.Seed{Node: l.node, Weight: float64(a.weight) * float64(l.value) / float64(sum)})
		if !slices.ContainsFunc(b.anchors, func(a anchor) bool { return a.is(l.row) }) {
			b.byLook[l.node] = true
		}
	}
}
