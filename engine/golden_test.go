package engine_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

var update = flag.Bool("update", false, "write testdata/ranking.golden anew")

// TestRanking shows every change of ranking as a difference in a file: the
// answers of the small world, with scores and reasons. Run it with -update,
// read the difference, and say in the commit why it is better.
func TestRanking(t *testing.T) {
	const path = "testdata/ranking.golden"
	got := ranking(t, smallWorld(t))
	if *update {
		must(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	must(t, err)
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("line %d of %s:\n got %s\nwant %s\nif this is meant, run 'go test ./engine -run TestRanking -update'", i+1, path, gotLines[i], wantLines[i])
		}
	}
	equal(t, "number of lines", len(gotLines), len(wantLines))
}

// ranking prints all answers, and in the last line what they come to.
func ranking(t *testing.T, w *fake) string {
	var b strings.Builder
	var items, copies int
	var first score.Micro
	points := map[score.Signal]score.Micro{}
	for _, q := range enginetest.Queries() {
		a := find(t, w, q.Query)
		fmt.Fprintf(&b, "%s\n", q.Name)
		for _, c := range a.Anchor.Copies {
			fmt.Fprintf(&b, "\tanchor copy %s\n", copyText(c))
		}
		for i, it := range a.Items {
			fmt.Fprintf(&b, "\t%d\t%s\t%v\t%s\n", i+1, it.Pin.ID, it.Score, it.Receipt.Reason())
			for _, c := range it.Copies {
				fmt.Fprintf(&b, "\t\tcopy %s\n", copyText(c))
			}
			for _, p := range it.Receipt {
				points[p.Signal] += p.Points
			}
			items++
			copies += len(it.Copies)
		}
		if len(a.Items) > 0 {
			first += a.Items[0].Score
		}
	}
	fmt.Fprintf(&b, "stats: %d queries, %d items, %d copies, first items %v", len(enginetest.Queries()), items, copies, first)
	for _, s := range score.Signals {
		if points[s] != 0 {
			fmt.Fprintf(&b, ", %s %v", s, points[s])
		}
	}
	return b.String() + "\n"
}

func copyText(c engine.CopyView) string {
	return fmt.Sprintf("%s (%s)", c.ID, strings.Join(c.How, ", "))
}
