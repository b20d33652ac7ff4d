package enginetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/graph"
)

// secretsMoveNothing does the same in two worlds, in one of which ana and ben
// keep secrets besides. Nobody else can tell them apart.
func secretsMoveNothing(t *testing.T, fresh func(*testing.T) *joined) {
	type world struct {
		*joined
		secret bool
	}
	worlds := []world{{fresh(t), true}, {fresh(t), false}}
	step := func(when string, public, secret func(*joined)) {
		t.Helper()
		var told []string
		for _, w := range worlds {
			if secret != nil && w.secret {
				secret(w.joined)
				w.catchUp()
			}
			if public != nil {
				public(w.joined)
			}
			told = append(told, w.told())
		}
		equal(t, when, told[0], told[1])
		SameAnswers(t, when, worlds[0].answers(), worlds[1].answers())
	}
	step("users", func(j *joined) {
		j.must(j.library.KeepUser(j.t.Context(), "ana"))
		j.must(j.library.KeepUser(j.t.Context(), "ben"))
	}, nil)
	step("some pins", func(j *joined) { j.keep(Deposits()[:9]...); j.catchUp() }, nil)
	step("secrets", nil, (*joined).addSecrets)
	step("rebuilt", (*joined).rebuild, nil)
	step("more pins", func(j *joined) { j.keep(Deposits()...); j.catchUp() }, nil)
	den := engine.BoardOf("ana", "den").ID
	step("a secret save", nil, func(j *joined) {
		j.must(j.library.Save(j.t.Context(), "words-lamp", den, "ana", oldest))
		j.must(j.library.Save(j.t.Context(), "blue-stripes", den, "ana", oldest))
	})
	step("a pin is gone", func(j *joined) { j.dropPin("blue-stripes"); j.catchUp() }, nil)
	step("rebuilt again", (*joined).rebuild, nil)
	step("secrets are gone", nil, func(j *joined) {
		j.must(j.library.DropBoard(j.t.Context(), den))
		j.must(j.library.DropPin(j.t.Context(), "seen"))
	})
}

// byStem sorts terms, and leaves out their numbers, which are good within one
// snapshot.
func byStem(terms []engine.TermCount) []engine.TermCount {
	for i := range terms {
		terms[i].Term = 0
	}
	slices.SortFunc(terms, func(a, b engine.TermCount) int { return strings.Compare(a.Stem, b.Stem) })
	return terms
}

// told is what an index tells nobody in particular, and eve who has no secrets,
// beside answers: numbers, counts and the graph.
func (j *joined) told() string {
	j.t.Helper()
	s, err := j.Status()
	j.must(err)
	text := fmt.Sprintln(s.Generation, s.Pins, s.Pictures, s.Overlay)
	for _, viewer := range []engine.UserID{"", "eve"} {
		snap, err := j.Snapshot().With(j.t.Context(), viewer)
		j.must(err)
		pins, length := snap.Totals()
		g := snap.Graph()
		text += fmt.Sprintln(snap.Len(), snap.Own(), pins, length, g.Pins(), g.Boards(), g.Edges(), snap.Codes() == nil)
		for _, id := range append(slices.Sorted(maps.Keys(j.now)), "seen", "kept-dark", "alone", "bens") {
			row, ok := snap.Row(id)
			if !ok {
				text += fmt.Sprintln(id, "is not there")
				continue
			}
			node, has := snap.Node(row)
			text += fmt.Sprintln(id, row, node, has, g.BoardsOf(node), byStem(snap.Terms(row)))
			code, seen := snap.Code(row)
			text += fmt.Sprintln(code, seen, steps(snap, snap.Alike().Walk([]engine.RowWeight{{Row: row, Weight: 1}}, 1000)))
		}
		for i := range g.Boards() {
			text += fmt.Sprintln(snap.Board(graph.BoardNode(i)), g.PinsOf(graph.BoardNode(i)))
		}
		for _, word := range []string{"zanzibar", "sea", "cold", "den"} {
			stem := j.Tokens(word)[0].Stem
			_, pins, ok := snap.Term(stem)
			rows, err := snap.Matching(j.t.Context(), []string{stem}, nil)
			text += fmt.Sprintln(word, pins, ok, rows, err)
		}
		snap.Close()
	}
	return text
}
