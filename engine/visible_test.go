package engine_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
	"akin/engine/source"
)

// What ana hides: a board with public pins, and two pins that only she sees.
const (
	hiddenWords engine.PinID = "hidden-words"
	hiddenLooks engine.PinID = "hidden-looks"
)

func hiddenBoard() engine.BoardID { return engine.BoardOf("ana", "hidden").ID }

// hide puts a secret board beside the world, with two of its pins, one secret
// pin of words and one of the picture "posted".
func hide(t *testing.T, w *fake) {
	t.Helper()
	_, err := w.CreateBoard(t.Context(), engine.NewBoard{Owner: "ana", Title: "hidden", Secret: true})
	must(t, err)
	at := time.Date(2024, 5, 18, 0, 0, 0, 0, time.UTC)
	words := titled(string(hiddenWords), "Secret sea lamp zebra")
	words.Pin.Owner, words.Pin.Created, words.Boards = "ana", at, []engine.Board{engine.BoardOf("ana", "hidden")}
	looks := pinOf(string(hiddenLooks), enginetest.Looks()["posted"])
	looks.Pin.Owner, looks.Pin.Created, looks.Pin.Source, looks.Boards = "ana", at, "world/hidden", words.Boards
	must(t, w.index.Remember([]engine.Look{enginetest.Looks()["posted"]}))
	_, err = w.pictures.Keep(enginetest.Bytes()["posted"])
	must(t, err)
	_, err = w.records.Keep(t.Context(), []engine.Deposit{words, looks})
	must(t, err)
	for _, id := range []engine.PinID{"red-slope", "words-lamp"} {
		must(t, w.Save(t.Context(), "ana", id, hiddenBoard()))
	}
}

// whatTheySee writes down everything that a viewer can learn: answers and
// errors, also to questions about what ana hides.
func whatTheySee(t *testing.T, w *fake, viewer engine.UserID) string {
	t.Helper()
	var b strings.Builder
	ctx := t.Context()
	say := func(what string, v any, err error) {
		fmt.Fprintf(&b, "%s: %s %v\n", what, jsonOf(t, v), err)
	}
	look := enginetest.Looks()["posted"]
	queries := append(enginetest.Queries(),
		enginetest.NamedQuery{Name: "from a secret pin", Query: pinQuery(hiddenWords)},
		enginetest.NamedQuery{Name: "from a secret source", Query: pinQuery("source:world/hidden")},
		enginetest.NamedQuery{Name: "from a secret board", Query: engine.Query{Board: hiddenBoard()}},
		enginetest.NamedQuery{Name: "from its title", Query: engine.Query{Board: "hidden"}},
		enginetest.NamedQuery{Name: "from a secret picture", Query: engine.Query{Image: look.Picture}},
		enginetest.NamedQuery{Name: "on a secret board", Query: engine.Query{Text: "sea", Filter: engine.Filter{Board: hiddenBoard()}}},
		enginetest.NamedQuery{Name: "rare words", Query: engine.Query{Text: "zebra sea lamp secret hidden"}},
	)
	for _, named := range queries {
		for _, only := range [][]score.Signal{nil, {score.Board}, {score.Taste}, {score.Text}} {
			q := named.Query
			q.Viewer, q.Limit = viewer, 7
			if only != nil {
				q.Only = only
			}
			for page := range 3 {
				a, err := w.Find(ctx, q)
				say(fmt.Sprintf("%s, only %v, page %d", named.Name, only, page), a, err)
				if a.Bookmark == nil {
					break
				}
				q.Bookmark = *a.Bookmark
			}
		}
	}
	lists(w, viewer, func(what string, v any, err error) { say(what, v, err) }, ctx)
	return b.String()
}

// lists asks for everything but similar pins.
func lists(w *fake, viewer engine.UserID, say func(string, any, error), ctx context.Context) {
	pins := []engine.PinID{hiddenWords, hiddenLooks, "red-slope", "words-lamp", "nobody"}
	boards := []engine.BoardID{"", hiddenBoard(), engine.BoardOf("ana", "mood").ID, "nobody"}
	for _, id := range pins {
		p, err := w.Pin(ctx, viewer, id)
		say("pin "+string(id), p, err)
		on, err := w.BoardsOf(ctx, viewer, id)
		say("boards of "+string(id), on, err)
	}
	for _, id := range boards {
		board, err := w.Board(ctx, viewer, id)
		say("board "+string(id), board, err)
		for page := (engine.Page{Limit: 3}); ; {
			list, err := w.Newest(ctx, viewer, id, page)
			say("newest on "+string(id), list, err)
			if list.Bookmark == nil {
				break
			}
			page.Bookmark = *list.Bookmark
		}
	}
	for _, owner := range []engine.UserID{"", "ana", "ben"} {
		list, err := w.Boards(ctx, viewer, owner, engine.Page{})
		say("boards of "+string(owner), list, err)
	}
	users, err := w.Users(ctx, engine.Page{})
	say("users", users, err)
	for _, name := range []string{"posted", "red-blobs"} {
		id := enginetest.Looks()[name].Picture
		say("picture "+name, readAll(w.Picture(ctx, viewer, id)), nil)
		_, err := w.Rendition(ctx, viewer, id, 236)
		say("rendition "+name, nil, err)
	}
	status, err := w.Status(ctx)
	status.Built = time.Time{}
	say("status", status, err)
}

// noRenditions keeps none, so that each is made anew and not found after.
type noRenditions struct{}

func (noRenditions) Open(id engine.PictureID, _ int) (io.ReadSeekCloser, error) {
	return nil, engine.Errorf(engine.NotFound, "no rendition of %s", id)
}
func (noRenditions) Keep(engine.PictureID, int, []byte) error { return nil }

func readAll(f io.ReadSeekCloser, err error) string {
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return fmt.Sprint(engine.PictureIDOf(data), err)
}

// theirChanges tries what ben must not do with what ana hides.
func theirChanges(t *testing.T, w *fake) string {
	t.Helper()
	ctx, ben, title := t.Context(), engine.UserID("ben"), "mine"
	secret := true
	_, changed := w.ChangePin(ctx, ben, hiddenWords, engine.PinChange{Title: &title})
	_, shown := w.ChangeBoard(ctx, ben, hiddenBoard(), engine.BoardChange{Secret: &secret})
	_, created := w.CreatePin(ctx, engine.NewPin{Owner: ben, Title: "a", Board: hiddenBoard()})
	_, copied := w.CreatePin(ctx, engine.NewPin{
		Owner: ben, Picture: bytes.NewReader(enginetest.Bytes()["stranger"]), OnCopy: engine.RefuseCopy, Board: engine.BoardOf("ben", "own").ID,
	})
	_, taken := w.CreateBoard(ctx, engine.NewBoard{Owner: ben, Title: "hidden"})
	return fmt.Sprint(changed, shown, created, copied, taken,
		w.DeletePin(ctx, ben, hiddenLooks), w.DeleteBoard(ctx, ben, hiddenBoard()), w.Unsave(ctx, ben, "red-slope", hiddenBoard()),
		w.Save(ctx, ben, "red-slope", hiddenBoard()), w.Save(ctx, ben, hiddenWords, engine.BoardOf("ben", "own").ID))
}

// Two worlds that differ only in what ana hides look the same to everybody
// else, to the byte: whatever they ask, and after whatever ana does with it.
func TestTwoWorlds(t *testing.T) {
	secretive, open := newFake(), newFake()
	both := func(do func(w *fake) error) {
		t.Helper()
		must(t, do(secretive))
		must(t, do(open))
	}
	compare := func(when string) {
		t.Helper()
		for _, viewer := range []engine.UserID{"", "ben", "eve"} {
			got, want := strings.Split(whatTheySee(t, secretive, viewer), "\n"), strings.Split(whatTheySee(t, open, viewer), "\n")
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s, %q sees\n%s\nwhere nothing is hidden\n%s", when, viewer, got[i], want[i])
				}
			}
		}
	}
	entries := worldEntries(t)
	both(func(w *fake) error {
		importAll(t, w, entries, engine.ImportOptions{})
		_, err := w.CreateBoard(t.Context(), engine.NewBoard{Owner: "ben", Title: "own"})
		return err
	})
	hide(t, secretive)
	compare("hidden")
	if a, b := whatTheySee(t, secretive, "ana"), whatTheySee(t, open, "ana"); a == b {
		t.Error("ana sees nothing of it herself")
	}
	both(func(w *fake) error { return w.Save(t.Context(), "ben", "red-slope", engine.BoardOf("ben", "own").ID) })
	compare("ben saves what is on it too")
	both(func(w *fake) error { return w.index.Rebuild(t.Context(), engine.RebuildOptions{}) })
	compare("rebuilt")
	first, err := secretive.Newest(t.Context(), "ana", "", engine.Page{Limit: 2})
	must(t, err)
	_, err = secretive.Newest(t.Context(), "ben", "", engine.Page{Limit: 2, Bookmark: *first.Bookmark})
	equal(t, "ben goes on in ana's list", engine.KindOf(err), engine.BadQuery)
	equal(t, "what ben tries", theirChanges(t, secretive), theirChanges(t, open))

	title := "Another zebra"
	_, err = secretive.ChangePin(t.Context(), "ana", hiddenWords, engine.PinChange{Title: &title})
	must(t, err)
	must(t, secretive.Unsave(t.Context(), "ana", "red-slope", hiddenBoard()))
	must(t, secretive.DeletePin(t.Context(), "ana", hiddenLooks))
	must(t, secretive.DeleteBoard(t.Context(), "ana", hiddenBoard()))
	equal(t, "the pin that is left", item(t, find(t, secretive, engine.Query{Text: "zebra", Viewer: "ana"}), hiddenWords).Pin.Secret, true)
	for _, id := range []engine.PinID{hiddenWords, hiddenLooks} {
		_, err := secretive.Pin(t.Context(), "ben", id)
		equal(t, "pin "+string(id), fmt.Sprint(err), fmt.Sprintf("there is no pin %q", id))
	}
}

// Its owner finds what is secret by looks, by words and by boards, and starts
// from it; others get the error of an ID that never was.
func TestOwnersFindTheirSecrets(t *testing.T) {
	w := smallWorld(t)
	hide(t, w)
	look := enginetest.Looks()["posted"]
	for name, q := range map[string]engine.Query{
		"by looks":           {Pins: pinQuery("green-blobs").Pins, NoFold: true},
		"by a picture":       {Picture: &look},
		"by its own picture": {Image: look.Picture},
		"by boards":          onlyBoard(pinQuery("red-slope")),
		"by its source":      {Pins: pinQuery("green-blobs", "source:world/hidden").Pins, NoFold: true},
	} {
		q.Viewer = "ana"
		a := find(t, w, q)
		if name != "by its source" && !item(t, a, hiddenLooks).Pin.Secret {
			t.Errorf("%s: the pin is not called secret", name)
		}
	}
	ana := pinQuery(hiddenWords)
	ana.Viewer = "ana"
	equal(t, "from it", item(t, find(t, w, onlyBoard(ana)), "words-lamp").Receipt.Reason(), "both on *hidden*")
	ana.Off = []score.Signal{score.Taste}
	equal(t, "from it with taste off, anchor", *find(t, w, ana).Anchor.ID, hiddenWords)
	equal(t, "by words", itemIDs(find(t, w, engine.Query{Text: "zebra", Viewer: "ana"})), []engine.PinID{hiddenWords})
	for _, viewer := range []engine.UserID{"", "ben", "local"} {
		equal(t, "by words", itemIDs(find(t, w, engine.Query{Text: "zebra", Viewer: viewer})), []engine.PinID{})
		errs := map[engine.PinID]string{}
		for _, id := range []engine.PinID{hiddenWords, "nobody"} {
			q := pinQuery(id)
			q.Viewer = viewer
			_, err := w.Find(t.Context(), q)
			equal(t, "kind", engine.KindOf(err), engine.NotFound)
			errs[id] = strings.ReplaceAll(err.Error(), string(id), "X")
		}
		equal(t, "errors", errs[hiddenWords], errs["nobody"])
	}
}

// A save to a secret board is in its owner's next answer, with the board named,
// and in nobody else's; an unsave takes it out.
func TestSaveToASecretBoard(t *testing.T) {
	w := tasteWorld(t, "a:x b:x c: d:")
	nobody := pinQuery("c")
	ana := nobody
	ana.Viewer = "ana"
	before, mine := find(t, w, nobody), find(t, w, ana)
	b, err := w.CreateBoard(t.Context(), engine.NewBoard{Owner: "ana", Title: "s", Secret: true})
	must(t, err)
	for _, id := range []engine.PinID{"c", "d"} {
		must(t, w.Save(t.Context(), "ana", id, b.ID))
	}
	d := item(t, find(t, w, ana), "d")
	equal(t, "reason", d.Receipt.Reason(), "words pin; both on *s*; like your *s*")
	equal(t, "a public pin on it", d.Pin.Secret, false)
	equal(t, "boards of it that others see", len(d.Pin.Boards), 1)
	equal(t, "nobody's answer", find(t, w, nobody), before)
	ben := nobody
	ben.Viewer = "ben"
	equal(t, "ben's answer", unmarked(find(t, w, ben)), unmarked(before))
	for _, id := range []engine.PinID{"c", "d"} {
		must(t, w.Unsave(t.Context(), "ana", id, b.ID))
	}
	equal(t, "ana's answer after all", find(t, w, ana), mine)
}

// A pin that is imported to a secret board is secret, and the same import again
// finds it unchanged. One who imports under its ID is told that it is taken,
// and everything else goes in.
func TestImportOfSecretPins(t *testing.T) {
	w := newFake()
	_, err := w.CreateBoard(t.Context(), engine.NewBoard{Owner: "ana", Title: "hidden", Secret: true})
	must(t, err)
	entries := worldEntries(t)[:3]
	entries[0].Boards, entries[1].Boards = []string{"hidden"}, []string{"hidden"}
	equal(t, "first", importAll(t, w, entries, engine.ImportOptions{}).statuses(), "added added added")
	again := importAll(t, w, entries, engine.ImportOptions{})
	equal(t, "again", again.statuses(), "unchanged unchanged unchanged")
	equal(t, "decoded again", again.sum.PicturesPerSecond, 0)
	equal(t, "dry", importAll(t, w, entries, engine.ImportOptions{DryRun: true}).statuses(), "unchanged unchanged unchanged")
	equal(t, "nobody finds", itemIDs(find(t, w, engine.Query{Text: "red"})), []engine.PinID{"red-slope"})
	equal(t, "ana finds", len(find(t, w, engine.Query{Text: "red", Viewer: "ana"}).Items), 3)

	theirs := slices.Clone(entries)
	for i := range theirs {
		theirs[i].User, theirs[i].Boards = "ben", nil
	}
	theirs = append(theirs, source.Entry{ID: "other", User: "ben", Title: "red", Modified: modified})
	im := importAll(t, w, theirs, engine.ImportOptions{})
	equal(t, "ben's", im.statuses(), "failed failed changed added")
	pins, err := w.records.Pins(t.Context(), "ana", []engine.PinID{"red-stripes"})
	must(t, err)
	equal(t, "owner", pins["red-stripes"].Owner, "ana")
}
