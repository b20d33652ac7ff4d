package engine

import (
	"cmp"
	"context"
	"slices"

	"akin/engine/graph"
	"akin/engine/score"
)

// maxEvidenceBoards is how many boards a receipt names.
const maxEvidenceBoards = graph.DefaultLinks

// prepare finds the boards that link rows with the seeds, and reads their names
// from the record. A board that is gone by now is not named.
func (b *boardSpeaker) prepare(ctx context.Context, library Library, rows []Row) error {
	links := make(map[Row][]BoardID, len(rows))
	var all []BoardID
	for _, r := range rows {
		if b.values[r] == 0 {
			continue
		}
		ids, err := b.boardsOf(r)
		if err != nil {
			return err
		}
		links[r], all = ids, append(all, ids...)
	}
	slices.Sort(all)
	names, err := library.BoardsNamed(ctx, b.Viewer, slices.Compact(all))
	if err != nil {
		return err
	}
	b.evidenced = make(map[Row]score.Evidence, len(rows))
	for _, r := range rows {
		b.evidenced[r] = score.Evidence{"boards": boardNames(links[r], names)}
		if through := b.through(); through != "" {
			b.evidenced[r]["through"] = through
		}
	}
	return nil
}

// boardNames are the boards of those IDs as evidence names them, without those
// that are gone or that the viewer does not see.
func boardNames(ids []BoardID, names map[BoardID]Board) []score.BoardName {
	named := []score.BoardName{}
	for _, id := range ids {
		if n, ok := names[id]; ok {
			named = append(named, score.BoardName{ID: string(n.ID), Owner: string(n.Owner), Title: n.Title})
		}
	}
	return named
}

// boardsOf returns the boards that link a row with the seeds, the strongest
// first, equal ones by ID.
func (b *boardSpeaker) boardsOf(r Row) ([]BoardID, error) {
	n, _ := b.snap.Node(r)
	linked, err := b.linked(n)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(linked.Boards, func(x, y graph.Link) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(b.snap.Board(x.Board), b.snap.Board(y.Board)))
	})
	var ids []BoardID
	for _, l := range linked.Boards[:min(maxEvidenceBoards, len(linked.Boards))] {
		ids = append(ids, b.snap.Board(l.Board))
	}
	return ids, nil
}

// through says what the boards have to do with the query where they do not hold
// a pin that was asked with: they hold pins of a board, or such that are like a
// picture.
func (b *boardSpeaker) through() string {
	switch {
	case slices.ContainsFunc(b.anchors, func(a anchor) bool { return a.pin != nil }):
		return ""
	case b.Board != "":
		return score.ThroughBoard
	}
	return score.ThroughLooks
}

func (b *boardSpeaker) evidence(r Row) score.Evidence { return b.evidenced[r] }
