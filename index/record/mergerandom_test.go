package record

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"akin/engine"
)

// Whatever is merged by whomever: undone from the last to the first, each step
// brings back what was there before it.
func TestAnyMergesAreUndoneExactly(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 5))
			d := newDB(t)
			users := []engine.UserID{"ana", "ben", engine.LocalUser}
			var boards []engine.Board
			for i := range 7 {
				b := engine.BoardOf(users[i%3], fmt.Sprint("board ", i))
				b.Secret = i%2 == 1
				keepBoard(t, d, b)
				boards = append(boards, b)
			}
			words := []string{"", "Sea", "sea and land", "Boat"}
			var names []string
			for i := range 14 {
				p := picturedPin(fmt.Sprint("p", i), users[r.IntN(3)], fmt.Sprint("p", i))
				p.Pin.Title, p.Pin.Description = words[r.IntN(4)], words[r.IntN(4)]
				p.Pin.Tags, p.Pin.Link = []string{words[1+r.IntN(3)]}, []string{"", "https://example.org"}[r.IntN(2)]
				p.Pin.Secret = r.IntN(4) == 0
				keep(t, d, p)
				names = append(names, string(p.Pin.ID))
				for range r.IntN(6) {
					b := boards[r.IntN(len(boards))]
					_ = d.Save(t.Context(), p.Pin.ID, b.ID, b.Owner, time.Unix(r.Int64N(5), 0)) // unless the owner does not see the pin
				}
			}
			type step struct {
				by     engine.UserID
				id     engine.MergeID
				before []string
			}
			var steps []step
			for i := range 40 {
				r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
				s := step{users[r.IntN(3)], engine.MergeID(fmt.Sprint("m", i)), contents(t, d)}
				if _, err := d.Merge(t.Context(), mergeOf(string(s.id), s.by, names[:2+r.IntN(3)]...)); err == nil {
					steps = append(steps, s)
				} else if engine.KindOf(err) != engine.Conflict {
					t.Fatal(err)
				}
			}
			if len(steps) < 5 {
				t.Fatalf("only %d merges", len(steps))
			}
			for len(steps) > 0 {
				last := steps[len(steps)-1]
				steps = steps[:len(steps)-1]
				equal(t, "stays", undone(t, d, last.by, last.id).Stays, []string{})
				same(t, "without "+string(last.id), d, last.before)
			}
		})
	}
}
