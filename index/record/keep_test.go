package record

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"akin/engine"
	"akin/engine/picture"
)

func TestKeptPinsComeBackWhole(t *testing.T) {
	d := newDB(t)
	hash := engine.PictureIDOf([]byte("boats"))
	full := engine.Pin{
		ID: "a", Owner: "ana", Title: "  Boats ", Description: "two\nlines", Tags: []string{"b", "a", "b"},
		Link: "https://example.org/?a=1", Source: "sea/1.jpg", Picture: hash,
		Facts: picture.Facts{
			Format: "jpeg", Bytes: 30_000, Width: 640, Height: 480,
			Taken: time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC), ThumbHash: []byte{1, 2, 3},
		},
		Created: time.Date(1969, 7, 20, 20, 17, 40, 123e6, time.UTC),
	}
	keep(t, d,
		engine.Deposit{Pin: full, Boards: []engine.Board{engine.BoardOf("ana", "sea"), engine.BoardOf("bob", "Zoo")}},
		engine.Deposit{Pin: engine.Pin{ID: "words", Owner: "ana"}})

	full.Boards = []string{"Zoo", "sea"} // bytewise
	want := map[engine.PinID]engine.Pin{"a": full, "words": {ID: "words", Owner: "ana"}}
	got, err := d.Pins(t.Context(), "", []engine.PinID{"words", "a", "nobody", "a"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pins", got, want)
}

func TestKeptTextsComeBackAsGiven(t *testing.T) {
	d := newDB(t)
	odd := []string{"", "a\x00b", `"quoted" \ 'it''s'`, "<b>&amp;", "日本\u2028🙂", "a,b;[c]"}
	for i, s := range odd {
		dep := deposit(fmt.Sprint(i), s, s)
		dep.Pin.Description, dep.Pin.Tags, dep.Pin.Source = s, []string{s, s}, s
		keep(t, d, dep)
		got, err := d.Pins(t.Context(), "", []engine.PinID{dep.Pin.ID})
		if err != nil {
			t.Fatal(err)
		}
		dep.Pin.Boards = []string{s}
		equal(t, fmt.Sprintf("pin of %q", s), got[dep.Pin.ID], dep.Pin)
		equal(t, "kept again", keep(t, d, dep), []engine.Status{engine.Unchanged})
	}
}

func TestKeepAgainLeavesNoTrace(t *testing.T) {
	d := newDB(t)
	batch := []engine.Deposit{deposit("a", "boats", "sea", "summer"), deposit("b", "trees", "summer")}
	equal(t, "first", keep(t, d, batch...), []engine.Status{engine.Added, engine.Added})
	// user local, pins a and b, boards sea and summer, three saves
	equal(t, "head", headOf(t, d), 8)
	log := fileSize(t, d.path(t)+"-wal")

	equal(t, "again", keep(t, d, batch...), []engine.Status{engine.Unchanged, engine.Unchanged})
	batch[0].Pin.Tags = []string{}
	batch[0].Pin.Boards = []string{"not for writing"}
	batch[0].Pin.Facts.Width = 1 // facts are the picture's
	batch[1].Boards = nil        // a deposit takes no pin off a board
	equal(t, "again", keep(t, d, batch...), []engine.Status{engine.Unchanged, engine.Unchanged})
	equal(t, "head", headOf(t, d), 8)
	equal(t, "size of the log", fileSize(t, d.path(t)+"-wal"), log)
}

func TestEveryFieldThatDiffersIsAChange(t *testing.T) {
	other := engine.PictureIDOf([]byte("other"))
	for name, edit := range map[string]func(*engine.Deposit){
		"owner":       func(d *engine.Deposit) { d.Pin.Owner = "bob" },
		"title":       func(d *engine.Deposit) { d.Pin.Title = "Boats" },
		"description": func(d *engine.Deposit) { d.Pin.Description = "x" },
		"tags":        func(d *engine.Deposit) { d.Pin.Tags = []string{"x"} },
		"link":        func(d *engine.Deposit) { d.Pin.Link = "x" },
		"source":      func(d *engine.Deposit) { d.Pin.Source = "x" },
		"picture":     func(d *engine.Deposit) { d.Pin.Picture = other; d.Pin.Facts.Bytes = 5 },
		"no picture":  func(d *engine.Deposit) { d.Pin.Picture = ""; d.Pin.Facts = picture.Facts{} },
		"created":     func(d *engine.Deposit) { d.Pin.Created = d.Pin.Created.Add(time.Millisecond) },
		"a new board": func(d *engine.Deposit) { d.Boards = append(d.Boards, engine.BoardOf("eve", "new")) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDB(t)
			dep := deposit("a", "boats", "sea")
			keep(t, d, dep)
			head := headOf(t, d)
			edit(&dep)
			equal(t, "status", keep(t, d, dep), []engine.Status{engine.Changed})
			equal(t, "status, again", keep(t, d, dep), []engine.Status{engine.Unchanged})
			ids, _, err := d.Changed(t.Context(), head)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "changed pins", ids, []engine.PinID{"a"})
			for _, b := range dep.Boards {
				dep.Pin.Boards = append(dep.Pin.Boards, b.Title)
			}
			slices.Sort(dep.Pin.Boards)
			equal(t, "pins", everything(t, d), []engine.Pin{dep.Pin})
		})
	}
}

func TestOnePinTwiceInABatch(t *testing.T) {
	d := newDB(t)
	a, b := deposit("a", "boats", "sea"), deposit("a", "ships", "sea")
	got := keep(t, d, a, a, b, b)
	equal(t, "statuses", got, []engine.Status{engine.Added, engine.Unchanged, engine.Changed, engine.Unchanged})
	equal(t, "title", everything(t, d)[0].Title, "ships")
}

func TestOrderOfDepositsDoesNotMatter(t *testing.T) {
	batch := []engine.Deposit{deposit("a", "boats", "sea"), deposit("c", "hills", "sea", "land"), deposit("b", "trees", "land")}
	one, other := newDB(t), newDB(t)
	keep(t, one, batch...)
	slices.Reverse(batch)
	for _, dep := range batch {
		keep(t, other, dep)
	}
	equal(t, "pins", everything(t, one), everything(t, other))
}

func TestKeepIsAllOrNothing(t *testing.T) {
	d := newDB(t)
	_, err := d.Keep(t.Context(), []engine.Deposit{deposit("a", "boats", "sea"), deposit("", "no id")})
	if err == nil || !strings.Contains(err.Error(), "CHECK") {
		t.Fatalf("a pin without an ID: %v", err)
	}
	equal(t, "head", headOf(t, d), 0)
	equal(t, "pins", len(everything(t, d)), 0)
}

func TestSavesAreDatedByTheirPin(t *testing.T) {
	d := newDB(t)
	dep := deposit("a", "boats")
	keep(t, d, dep)
	dep.Pin.Owner = "ana"
	dep.Boards = []engine.Board{engine.BoardOf("bob", "sea")}
	keep(t, d, dep)
	var user string
	var at int64
	if err := d.read.QueryRow("SELECT user, at FROM save").Scan(&user, &at); err != nil {
		t.Fatal(err)
	}
	equal(t, "user", user, "bob")
	equal(t, "at", at, dep.Pin.Created.UnixMilli())
}

func TestPinsFrom(t *testing.T) {
	d := newDB(t)
	batch := []engine.Deposit{deposit("b", ""), deposit("a", ""), deposit("c", "")}
	for i, source := range []string{"x.jpg", "x.jpg", "X.jpg"} {
		batch[i].Pin.Source = source
	}
	keep(t, d, batch...)
	for source, want := range map[string][]engine.PinID{"x.jpg": {"a", "b"}, "X.jpg": {"c"}, "y.jpg": {}} {
		got, err := d.PinsFrom(t.Context(), "", source)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "pins from "+source, got, want)
	}
}

// deposit is a pin of the local user with that title on boards of theirs, with
// a picture of its own.
func deposit(id, title string, boards ...string) engine.Deposit {
	dep := engine.Deposit{Pin: engine.Pin{
		ID: engine.PinID(id), Owner: engine.LocalUser, Title: title, Source: id + ".jpg",
		Picture: engine.PictureIDOf([]byte(id)),
		Facts:   picture.Facts{Format: "jpeg", Bytes: 30_000, Width: 64, Height: 48, ThumbHash: []byte(id)},
		Created: time.UnixMilli(1_700_000_000_123).UTC(),
	}}
	for _, b := range boards {
		dep.Boards = append(dep.Boards, engine.BoardOf(engine.LocalUser, b))
	}
	return dep
}

func newDB(t testing.TB) *DB {
	t.Helper()
	return openDB(t, filepath.Join(t.TempDir(), "akin.db"), Options{})
}

func openDB(t testing.TB, path string, opts Options) *DB {
	t.Helper()
	d, err := Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// path asks SQLite where the record is.
func (d *DB) path(t *testing.T) (path string) {
	t.Helper()
	if err := d.read.QueryRow("SELECT file FROM pragma_database_list").Scan(&path); err != nil {
		t.Fatal(err)
	}
	return path
}

func keep(t testing.TB, d *DB, batch ...engine.Deposit) []engine.Status {
	t.Helper()
	got, err := d.Keep(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func headOf(t testing.TB, d *DB) int64 {
	t.Helper()
	head, err := d.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func everything(t testing.TB, d *DB) (pins []engine.Pin) {
	t.Helper()
	v, err := d.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	return viewed(t, v)
}

func viewed(t testing.TB, v *View) (pins []engine.Pin) {
	t.Helper()
	err := v.EachPin(t.Context(), func(p engine.Pin) error {
		pins = append(pins, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pins
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
