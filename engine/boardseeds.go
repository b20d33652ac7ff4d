package engine

import (
	"cmp"
	"slices"

	"akin/engine/features"
	"akin/engine/graph"
	"akin/engine/score"
)

const (
	// lookSeeds is how many pins stand for a posted picture, which is on no
	// board: of those on boards the most alike, as long as they are at least
	// half alike. Among a thousand photographs some 14 of the 20 most alike
	// are of a photograph's kind, fewer further down.
	lookSeeds = 8
	leastLike = score.One / 2

	// seedCodes is how many of the nearest on each plane are looked at for
	// them: of the 20 nearest by colour 99 % are among as many by their codes.
	seedCodes = 400
)

// sowLooks adds the pins that are like a posted picture and on a board,
// weighted by their likeness; together they count as one anchor. It does not
// matter whether colour and shape may speak: here they only find whom to ask.
func (b *boardSpeaker) sowLooks(a *anchor) {
	type like struct {
		row   Row
		id    PinID
		node  graph.Node
		value score.Micro
	}
	var all []like
	for _, r := range b.nearestLooks(a.looks) {
		n, ok := b.snap.Node(r)
		f, seen := b.snap.Features(r)
		if !ok || !seen || len(b.graph.BoardsOf(n)) == 0 {
			continue
		}
		if v := likeness(a.looks, &f); v >= leastLike {
			all = append(all, like{r, b.snap.Pin(r).ID, n, v})
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
		if !slices.ContainsFunc(b.anchors, func(a anchor) bool { return a.pin != nil && a.row == l.row }) {
			b.byLook[l.node] = true
		}
	}
}

// nearestLooks are the rows whose codes are near in colour or shape, each once.
func (b *boardSpeaker) nearestLooks(looks *features.Features) []Row {
	var rows []Row
	for _, plane := range []features.Plane{features.PlaneColor, features.PlaneShape} {
		rows = append(rows, b.snap.Nearest(plane, looks.Code(plane), seedCodes)...)
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// likeness is the mean of colour and shape by their usual weights.
func likeness(a, b *features.Features) score.Micro {
	c, s := score.Weight(score.Color), score.Weight(score.Shape)
	sum := score.ColorTable.At(features.ColorDistance(a, b))*c + score.ShapeTable.At(features.ShapeDistance(a, b))*s
	return sum / (c + s)
}
