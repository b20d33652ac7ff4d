package enginetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"akin/engine"
)

// TestLibrary holds an implementation of engine.Library, and of the records
// under it, to who sees what. open returns empty ones and cleans up by itself.
func TestLibrary(t *testing.T, open func(t *testing.T) (engine.Records, engine.Library)) {
	fresh := func(t *testing.T) *shelved {
		r, l := open(t)
		return &shelved{t: t, Records: r, Library: l}
	}
	t.Run("who sees what", func(t *testing.T) { whoSeesWhat(fresh(t)) })
	t.Run("pins change sides", func(t *testing.T) { pinsChangeSides(fresh(t)) })
	t.Run("nothing is given away", func(t *testing.T) { nothingIsGivenAway(fresh(t)) })
	t.Run("users", func(t *testing.T) { usersComeAndGo(fresh(t)) })
	t.Run("whatever is done", func(t *testing.T) { whateverIsDone(t, fresh) })
}

// shelved is a library with its records.
type shelved struct {
	t *testing.T
	engine.Records
	engine.Library
}

func (s *shelved) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// secretBoard is a secret board of an owner.
func secretBoard(owner engine.UserID, title string) engine.Board {
	b := engine.BoardOf(owner, title)
	b.Secret = true
	return b
}

// pinBy is a pin of the world under another ID, whose owner and boards are
// given.
func pinBy(owner engine.UserID, id string, i int, boards ...engine.Board) engine.Deposit {
	d := Deposits()[i]
	d.Pin.ID, d.Pin.Owner, d.Pin.Source, d.Boards = engine.PinID(id), owner, "from "+id, boards
	return d
}

// sides says which of some pins everybody sees, and which ana and ben see
// besides.
func (s *shelved) sides(ids ...engine.PinID) string {
	s.t.Helper()
	var text []string
	public, err := s.Pins(s.t.Context(), "", ids)
	s.must(err)
	for _, viewer := range []engine.UserID{"", "ana", "ben"} {
		seen, err := s.Pins(s.t.Context(), viewer, ids)
		s.must(err)
		names := []string{string(viewer) + ":"}
		for _, id := range slices.Sorted(maps.Keys(seen)) {
			if _, ok := public[id]; viewer == "" || !ok {
				names = append(names, string(id))
			}
		}
		text = append(text, strings.Join(names, " "))
	}
	return strings.Join(text, ", ")
}

func (s *shelved) sidesAre(when, want string, ids ...engine.PinID) {
	s.t.Helper()
	equal(s.t, when, s.sides(ids...), want)
}

// whoSeesWhat asks every method for every viewer, with the answers by hand: a
// pin born secret, one said to be, one on a board of each kind, and one of ben's.
func whoSeesWhat(s *shelved) {
	den, open, cave := secretBoard("ana", "den"), engine.BoardOf("ana", "open"), secretBoard("ben", "cave")
	said := pinBy("ana", "said", 16)
	said.Pin.Secret = true
	keep(s.t, s.Records, pinBy("ana", "a", 0, open), pinBy("ana", "born", 1, den), pinBy("ana", "both", 2, den, open), said,
		pinBy("ben", "c", 3, cave), pinBy("ben", "d", 4))
	s.must(s.Save(s.t.Context(), "a", cave.ID, "ben", oldest))
	all := []engine.PinID{"a", "born", "both", "said", "c", "d"}
	s.sidesAre("pins", ": a both d, ana: born said, ben: c", all...)
	s.sidesAre("of nobody known", ": a both d, ana: born said, ben: c", append(all, "nobody")...)
	for _, c := range []struct {
		viewer               engine.UserID
		boards               string
		pins, den, cave, ofA []engine.PinID
		titles               []string // of pin a
	}{
		{"", "open", pinList("d", "both", "a"), nil, nil, nil, []string{"open"}},
		{"eve", "open", pinList("d", "both", "a"), nil, nil, nil, []string{"open"}},
		{"ana", "den open", pinList("said", "d", "both", "born", "a"), pinList("both", "born"), nil, nil, []string{"open"}},
		{"ben", "cave open", pinList("d", "c", "both", "a"), nil, pinList("c", "a"), nil, []string{"cave", "open"}},
	} {
		boards, err := s.Boards(s.t.Context(), c.viewer, "", engine.BoardPosition{}, 10)
		s.must(err)
		var titles []string
		for _, b := range boards {
			titles = append(titles, b.Title)
		}
		name := fmt.Sprintf("%q: ", c.viewer)
		equal(s.t, name+"boards", strings.Join(titles, " "), c.boards)
		equal(s.t, name+"newest", s.newest(c.viewer, ""), c.pins)
		equal(s.t, name+"on den", s.newest(c.viewer, den.ID), c.den)
		equal(s.t, name+"on cave", s.newest(c.viewer, cave.ID), c.cave)
		pins, err := s.Pins(s.t.Context(), c.viewer, all)
		s.must(err)
		equal(s.t, name+"titles", pins["a"].Boards, c.titles)
		for id, owner := range map[engine.BoardID]engine.UserID{den.ID: "ana", cave.ID: "ben"} {
			b, err := s.Board(s.t.Context(), c.viewer, id)
			if c.viewer == owner {
				equal(s.t, name+"board", []any{err, b.Secret, b.Pins, len(b.Covers)}, []any{nil, true, 2, 2})
				continue
			}
			_, never := s.Board(s.t.Context(), c.viewer, "nobody's")
			equal(s.t, name+"a board of others", strings.ReplaceAll(fmt.Sprint(err), string(id), "nobody's"), fmt.Sprint(never))
		}
		seen, err := s.Seen(s.t.Context(), c.viewer, Looks()["red-blobs"].Picture) // of pin born
		equal(s.t, name+"sees the picture", []any{seen, err}, []any{c.viewer == "ana", nil})
		by, err := s.BoardsBy(s.t.Context(), "ben")
		equal(s.t, name+"boards by ben", []any{by, err}, []any{[]engine.BoardID{cave.ID}, nil})
	}
	seen, err := s.Seen(s.t.Context(), "ana", "")
	equal(s.t, "sees the picture of a pin of words", []any{seen, err}, []any{false, nil})
}

func pinList(ids ...engine.PinID) []engine.PinID { return ids }

func (s *shelved) newest(viewer engine.UserID, board engine.BoardID) (all []engine.PinID) {
	s.t.Helper()
	after := engine.PinPosition{}
	for {
		page, err := s.Newest(s.t.Context(), viewer, board, after, 2)
		s.must(err)
		for _, p := range page {
			all, after = append(all, p.ID), p
		}
		if len(page) < 2 {
			return all
		}
	}
}

// pinsChangeSides takes each way from one side to the other.
func pinsChangeSides(s *shelved) {
	ctx := s.t.Context()
	den, open, cave := secretBoard("ana", "den"), engine.BoardOf("ana", "open"), secretBoard("ben", "cave")
	keep(s.t, s.Records, pinBy("ana", "a", 0, open), pinBy("ana", "b", 1, den), pinBy("ben", "c", 2, cave), pinBy("ben", "d", 3))
	all := pinList("a", "b", "c", "d")
	s.must(s.Save(ctx, "d", den.ID, "ana", oldest))
	s.must(s.Save(ctx, "a", den.ID, "ana", oldest))
	s.sidesAre("public pins on a secret board", ": a d, ana: b, ben: c", all...)
	s.must(s.Unsave(ctx, "b", den.ID))
	s.sidesAre("a secret pin on no board", ": a d, ana: b, ben: c", all...)
	s.must(s.Save(ctx, "b", open.ID, "ana", oldest))
	s.sidesAre("saved to a public board", ": a b d, ana:, ben: c", all...)
	s.must(s.Unsave(ctx, "b", open.ID))
	s.must(s.Save(ctx, "b", den.ID, "ana", oldest))
	s.sidesAre("and back", ": a b d, ana:, ben: c", all...)

	den.Secret = false
	s.must(s.KeepBoard(ctx, den))
	den.Secret = true
	s.must(s.KeepBoard(ctx, den))
	s.sidesAre("its board shown and hidden", ": a d, ana: b, ben: c", all...) // a is on a public one, d is ben's
	den.Title = "lair"
	s.must(s.KeepBoard(ctx, den))
	den.Secret = false
	s.must(s.KeepBoard(ctx, den))
	s.sidesAre("its board shown", ": a b d, ana:, ben: c", all...)

	s.must(s.Save(ctx, "a", cave.ID, "ben", oldest))
	s.must(s.Unsave(ctx, "a", den.ID))
	open.Secret = true
	s.must(s.KeepBoard(ctx, open))
	s.sidesAre("hidden from whoever saved it", ": b d, ana: a, ben: c", all...)
	equal(s.t, "pins in the cave", s.newest("ben", cave.ID), pinList("c"))
	open.Secret = false
	s.must(s.KeepBoard(ctx, open))
	s.sidesAre("shown again", ": a b d, ana:, ben: c", all...)
	equal(s.t, "pins in the cave since", s.newest("ben", cave.ID), pinList("c"))

	s.must(s.DropBoard(ctx, cave.ID))
	s.sidesAre("its board is gone", ": a b d, ana:, ben: c", all...)
	keep(s.t, s.Records, pinBy("ben", "c", 2))
	s.sidesAre("kept again", ": a b d, ana:, ben: c", all...)
	keep(s.t, s.Records, pinBy("ana", "a", 0, secretBoard("ana", "new")))
	s.sidesAre("a public pin kept on a secret board", ": a b d, ana:, ben: c", all...)
	keep(s.t, s.Records, pinBy("ben", "c", 2, engine.BoardOf("ben", "out")))
	s.sidesAre("kept on a public board", ": a b c d, ana:, ben:", all...)
}

// nothingIsGivenAway refuses whatever would put a secret into other hands, as if
// it were not there.
func nothingIsGivenAway(s *shelved) {
	ctx := s.t.Context()
	den, cave, out := secretBoard("ana", "den"), secretBoard("ben", "cave"), engine.BoardOf("ben", "out")
	keep(s.t, s.Records, pinBy("ana", "a", 0, den), pinBy("ben", "c", 1, cave), pinBy("ben", "d", 2, out))
	all, boards := pinList("a", "c", "d"), []engine.BoardID{den.ID, cave.ID, out.ID}
	before := s.sight("ana", all, boards) + s.sight("ben", all, boards)
	for _, c := range []struct {
		pin   engine.PinID
		board engine.BoardID
		never string
	}{
		{"a", out.ID, `pin "a"`}, {"a", cave.ID, `pin "a"`}, {"c", den.ID, string(den.ID)}, {"d", den.ID, string(den.ID)},
	} {
		err := s.Save(ctx, c.pin, c.board, "ben", oldest)
		if engine.KindOf(err) != engine.NotFound || !strings.Contains(err.Error(), c.never) {
			s.t.Errorf("ben saves %s to %s: %v", c.pin, c.board, err)
		}
	}
	new := pinBy("ben", "new", 3, cave, secretBoard("ana", "other"))
	new.Pin.Secret = true
	for name, d := range map[string]engine.Deposit{
		"another's secret pin": pinBy("ben", "a", 0), "and made public": pinBy("ben", "a", 0, out),
		"on another's board": pinBy("ana", "a", 0, out), "new on another's secret board": new,
	} {
		if all, err := s.Keep(ctx, []engine.Deposit{pinBy("ben", "d", 5), d}); engine.KindOf(err) != engine.Conflict {
			s.t.Errorf("keeping %s: %v, %v", name, all, err)
		}
	}
	equal(s.t, "what is seen", s.sight("ana", all, boards)+s.sight("ben", all, boards), before)
}

func usersComeAndGo(s *shelved) {
	ctx := s.t.Context()
	users := func(want ...engine.UserID) {
		s.t.Helper()
		var all []engine.UserID
		for {
			after := engine.UserID("")
			if len(all) > 0 {
				after = all[len(all)-1]
			}
			page, err := s.Users(ctx, after, 2)
			s.must(err)
			all = append(all, page...)
			if len(page) < 2 {
				break
			}
		}
		equal(s.t, "users", all, want)
	}
	users()
	den, open, cave, out := secretBoard("ana", "den"), engine.BoardOf("ana", "open"), secretBoard("ben", "cave"), engine.BoardOf("ben", "out")
	keep(s.t, s.Records, pinBy("ana", "a", 0, open), pinBy("ana", "b", 1, den), pinBy("ben", "c", 2, cave), pinBy("ben", "d", 3, out))
	s.must(s.KeepUser(ctx, "cy"))
	s.must(s.KeepUser(ctx, "ana"))
	users("ana", "ben", "cy")
	s.must(s.Save(ctx, "d", open.ID, "ana", oldest))
	s.must(s.Save(ctx, "a", cave.ID, "ben", oldest))
	s.must(s.Save(ctx, "a", out.ID, "ana", oldest))
	s.must(s.DropUser(ctx, "ana"))
	users("ben", "cy", "local")
	s.sidesAre("pins after ana", ": a d, ana:, ben: c", "a", "b", "c", "d")
	pins, err := s.Pins(ctx, "ben", pinList("a", "d"))
	s.must(err)
	equal(s.t, "whose ana's pin is", pins["a"].Owner, engine.LocalUser)
	equal(s.t, "ben's boards of ana's pin", pins["a"].Boards, []string{"cave"})
	equal(s.t, "boards of ben's pin", pins["d"].Boards, []string{"out"})
	boards, err := s.Boards(ctx, "ana", "ana", engine.BoardPosition{}, 9)
	s.must(err)
	equal(s.t, "ana's boards", len(boards), 0)
	for user, kind := range map[engine.UserID]engine.Kind{"ana": engine.NotFound, "nobody": engine.NotFound, engine.LocalUser: engine.NotAllowed} {
		if err := s.DropUser(ctx, user); engine.KindOf(err) != kind {
			s.t.Errorf("dropping %s: %v", user, err)
		}
	}
	users("ben", "cy", "local")
}
