package enginetest

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
)

// A sight is all that one viewer sees of some pins and boards, by every method,
// as text.
func (s *shelved) sight(viewer engine.UserID, ids []engine.PinID, ons []engine.BoardID) string {
	s.t.Helper()
	ctx, all := s.t.Context(), []string{}
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	found, err := s.Pins(ctx, viewer, ids)
	s.must(err)
	for _, id := range slices.Sorted(maps.Keys(found)) {
		p := found[id]
		say("pin %s of %s, secret %t, on %q", id, p.Owner, p.Secret, p.Boards)
	}
	for _, id := range ids {
		of, err := s.BoardsOf(ctx, viewer, id)
		s.must(err)
		from, err := s.PinsFrom(ctx, viewer, "from "+string(id))
		s.must(err)
		say("pin %s is on %s, from its source %v", id, inWords(of), from)
	}
	for name, look := range Looks() {
		seen, err := s.Seen(ctx, viewer, look.Picture)
		s.must(err)
		if seen {
			say("sees %s", name)
		}
	}
	slices.Sort(all)
	for _, owner := range []engine.UserID{"", "ana", "ben"} {
		listed, err := s.Boards(ctx, viewer, owner, engine.BoardPosition{}, 100)
		s.must(err)
		say("boards of %q: %s", owner, inWords(listed))
	}
	named, err := s.BoardsNamed(ctx, viewer, ons)
	s.must(err)
	for _, id := range append(ons, "") {
		b, err := s.Board(ctx, viewer, id)
		newest, listing := s.Newest(ctx, viewer, id, engine.PinPosition{}, 100)
		s.must(listing)
		say("board %s: %s %v, named %+v, pins %v", id, inWords([]engine.BoardInfo{b}), err, named[id], newest)
	}
	return strings.Join(all, "\n")
}

func inWords(boards []engine.BoardInfo) string {
	var all []string
	for _, b := range boards {
		all = append(all, fmt.Sprintf("%s of %s, secret %t, %d pins, shows %v", b.Title, b.Owner, b.Secret, b.Pins, b.Covers))
	}
	return strings.Join(all, "; ")
}

// whateverIsDone does the same at random here and to the fakes, and everybody
// must see the same in both.
func whateverIsDone(t *testing.T, fresh func(*testing.T) *shelved) {
	for seed := range uint64(2) {
		random := rand.New(rand.NewPCG(seed, 7))
		records := &Records{}
		both := []*shelved{fresh(t), {t: t, Records: records, Library: Boards(records)}}
		var did []string
		for n := range 120 {
			what, do := anything(random)
			did = append(did, what)
			got, want := do(both[0]), do(both[1])
			if engine.KindOf(got) != engine.KindOf(want) || (got == nil) != (want == nil) {
				t.Fatalf("seed %d: %s gives %v, want %v after:\n%s", seed, what, got, want, strings.Join(did, "\n"))
			}
			if n%4 != 3 {
				continue
			}
			for _, viewer := range []engine.UserID{"", "ana", "ben"} {
				saw, want := both[0].sight(viewer, somePins, boardIDs()), both[1].sight(viewer, somePins, boardIDs())
				if saw != want {
					t.Fatalf("seed %d: %q sees\n%s\nwant\n%s\nafter:\n%s", seed, viewer, saw, want, strings.Join(did, "\n"))
				}
			}
		}
	}
}

var somePins = pinList("a", "b", "c", "d", "e")

// someBoards are two of each of two users.
func someBoards() []engine.Board {
	return []engine.Board{
		engine.BoardOf("ana", "den"), engine.BoardOf("ana", "open"), engine.BoardOf("ben", "cave"), engine.BoardOf("ben", "out"),
	}
}

func boardIDs() (ids []engine.BoardID) {
	for _, b := range someBoards() {
		ids = append(ids, b.ID)
	}
	return ids
}

// anything is a change picked at random.
func anything(random *rand.Rand) (what string, do func(*shelved) error) {
	users := []engine.UserID{"ana", "ben"}
	user, i := users[random.IntN(2)], random.IntN(len(somePins))
	pin := somePins[i]
	board := someBoards()[random.IntN(4)]
	board.Secret = random.IntN(2) == 0
	at := oldest.Add(time.Duration(random.IntN(4)) * time.Hour)
	switch kind := random.IntN(20); {
	case kind < 5:
		d := pinBy(user, string(pin), cmp.Or(i, 16)) // one of words alone among them
		for range random.IntN(3) {
			b := someBoards()[random.IntN(4)]
			b.Secret = random.IntN(2) == 0
			d.Boards = append(d.Boards, b)
		}
		d.Pin.Secret = random.IntN(4) == 0
		return fmt.Sprintf("keep %s of %s, secret %t, on %+v", pin, user, d.Pin.Secret, d.Boards), func(s *shelved) error {
			_, err := s.Keep(s.t.Context(), []engine.Deposit{d})
			return err
		}
	case kind < 11:
		return fmt.Sprintf("%s saves %s to %s", user, pin, board.Title), func(s *shelved) error {
			return s.Save(s.t.Context(), pin, board.ID, user, at)
		}
	case kind < 13:
		return fmt.Sprintf("take %s off %s", pin, board.Title), func(s *shelved) error { return s.Unsave(s.t.Context(), pin, board.ID) }
	case kind < 17:
		return fmt.Sprintf("keep board %+v", board), func(s *shelved) error { return s.KeepBoard(s.t.Context(), board) }
	case kind < 18:
		return "drop board " + board.Title, func(s *shelved) error { return s.DropBoard(s.t.Context(), board.ID) }
	case kind < 19:
		return fmt.Sprintf("drop pin %s", pin), func(s *shelved) error { return s.DropPin(s.t.Context(), pin) }
	}
	return fmt.Sprintf("drop user %s", user), func(s *shelved) error { return s.DropUser(s.t.Context(), user) }
}
