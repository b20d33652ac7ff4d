package engine

import (
	"cmp"
	"context"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// liking is a board of the viewer's and the value that it gives to a pin.
type liking struct {
	board BoardID
	value score.Micro
}

// prepare finds the viewer's boards that like rows, and reads their names from
// the record.
func (t *tasteSpeaker) prepare(ctx context.Context, library Library, rows []Row) error {
	likings := map[graph.Node][]liking{}
	err := t.ask(rows, func(in *interest, pin graph.Node, v score.Micro) {
		likings[pin] = append(likings[pin], liking{in.board, v})
	})
	if err != nil {
		return err
	}
	var all []BoardID
	for pin := range likings {
		likings[pin] = foremost(likings[pin])
		for _, l := range likings[pin] {
			all = append(all, l.board)
		}
	}
	slices.Sort(all)
	names, err := library.BoardsNamed(ctx, t.Viewer, slices.Compact(all))
	if err != nil {
		return err
	}
	t.evidenced = make(map[Row]score.Evidence, len(rows))
	for _, r := range rows {
		pin, _ := t.snap.Node(r)
		var ids []BoardID
		for _, l := range likings[pin] {
			ids = append(ids, l.board)
		}
		t.evidenced[r] = score.Evidence{"boards": boardNames(ids, names)}
	}
	return nil
}

// foremost returns the boards that give the most, equal ones by ID. One alone
// makes the value; another that gives less than half of that is no reason.
func foremost(all []liking) []liking {
	slices.SortFunc(all, func(x, y liking) int {
		return cmp.Or(cmp.Compare(y.value, x.value), cmp.Compare(x.board, y.board))
	})
	n := 1
	for n < min(maxEvidenceBoards, len(all)) && 2*all[n].value >= all[0].value {
		n++
	}
	return all[:n]
}

func (t *tasteSpeaker) evidence(r Row) score.Evidence { return t.evidenced[r] }
