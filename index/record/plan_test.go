package record

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"akin/index/record/db"
)

// A page of any list is read from an index that has its order, and so is what
// is new: nothing is sorted, and no table is read from its start.
func TestPagesAreReadInOrder(t *testing.T) {
	d := newDB(t)
	spy := &spy{DB: d.read}
	q := db.New(spy)
	for name, run := range map[string]func() error{
		"Newest":      func() error { _, err := q.Newest(t.Context(), db.NewestParams{}); return err },
		"NewestOn":    func() error { _, err := q.NewestOn(t.Context(), db.NewestOnParams{}); return err },
		"BoardsOwned": func() error { _, err := q.BoardsOwned(t.Context(), db.BoardsOwnedParams{}); return err },
		"Boards":      func() error { _, err := q.Boards(t.Context(), db.BoardsParams{}); return err },
		"SavesAfter":  func() error { _, err := q.SavesAfter(t.Context(), db.SavesAfterParams{}); return err },
		"SavesOf":     func() error { _, err := q.SavesOf(t.Context(), []string{"a", "b"}); return err },
		"BoardsNamed": func() error {
			_, err := q.BoardsNamed(t.Context(), db.BoardsNamedParams{Viewer: "ana", Ids: []string{"a", "b"}})
			return err
		},
		"SecretTitlesOf": func() error {
			_, err := q.SecretTitlesOf(t.Context(), db.SecretTitlesOfParams{Viewer: "ana", Pins: []string{"a", "b"}})
			return err
		},
		"PublicPinsAfter": func() error {
			_, err := q.PublicPinsAfter(t.Context(), db.PublicPinsAfterParams{ID: "a", N: 9})
			return err
		},
		"SecretPinsAfter": func() error {
			_, err := q.SecretPinsAfter(t.Context(), db.SecretPinsAfterParams{ID: "a", N: 9})
			return err
		},
		"Pins": func() error {
			_, err := q.Pins(t.Context(), db.PinsParams{Viewer: "ana", Ids: []string{"a", "b"}})
			return err
		},
		"PinsFrom":      func() error { _, err := q.PinsFrom(t.Context(), db.PinsFromParams{Viewer: "ana"}); return err },
		"SecretPinsOf":  func() error { _, err := q.SecretPinsOf(t.Context(), "ana"); return err },
		"SecretSavesOf": func() error { _, err := q.SecretSavesOf(t.Context(), "ana"); return err },
		"SecretHead":    func() error { _, err := q.SecretHead(t.Context(), "ana"); return err },
		"Merges":        func() error { _, err := q.Merges(t.Context(), db.MergesParams{}); return err },
		"MergedInto": func() error {
			_, err := q.MergedInto(t.Context(), db.MergedIntoParams{})
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			return err
		},
		"Seen":    func() error { _, err := q.Seen(t.Context(), db.SeenParams{Viewer: "ana"}); return err },
		"Users":   func() error { _, err := q.Users(t.Context(), db.UsersParams{}); return err },
		"Phrases": func() error { _, err := q.PhrasesAfter(t.Context(), 1); return err },
	} {
		t.Run(name, func(t *testing.T) {
			equal(t, "error", run(), nil)
			searches := 0
			for _, step := range spy.plan(t) {
				t.Log(step)
				if strings.Contains(step, "SEARCH") {
					searches++
				}
				if strings.Contains(step, "TEMP B-TREE") || strings.Contains(step, "SCAN") && !strings.Contains(step, "SCAN (subquery") && step != "SCAN CONSTANT ROW" {
					t.Errorf("the plan has %q", step)
				}
			}
			if searches == 0 {
				t.Error("the plan uses no index")
			}
		})
	}
}

// A spy remembers the last query.
type spy struct {
	*sql.DB
	query string
	args  []any
}

func (s *spy) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s.query, s.args = query, args
	return s.DB.QueryRowContext(ctx, query, args...)
}

func (s *spy) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.query, s.args = query, args
	return s.DB.QueryContext(ctx, query, args...)
}

// plan returns the steps by which SQLite answers the last query.
func (s *spy) plan(t *testing.T) (steps []string) {
	t.Helper()
	rows, err := s.DB.Query("EXPLAIN QUERY PLAN "+s.query, s.args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
