package engine_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/score"
)

// kept is an engine on pins of words alone, each on the boards that the text
// names by single letters: "a:xy b:x" is a on x and y, and b on x.
func kept(t *testing.T, text string) *fake {
	t.Helper()
	var deposits []engine.Deposit
	for word := range strings.FieldsSeq(text) {
		id, on, _ := strings.Cut(word, ":")
		d := titled(id, "pin")
		for _, title := range on {
			d.Boards = append(d.Boards, engine.BoardOf("ana", string(title)))
		}
		deposits = append(deposits, d)
	}
	return fakeOf(t, deposits)
}

func onlyBoard(q engine.Query) engine.Query {
	q.Only = []score.Signal{score.Board}
	q.Weights = map[score.Signal]score.Micro{score.Board: score.One}
	return q
}

func boardOf(title string) engine.BoardID { return engine.BoardOf("ana", title).ID }

// Boards by hand. x has a b c, y has a b, z has d e. From a, on x and y:
//
//	a itself  (1/3 + 1/2) / 2              = .416667
//	b         the same boards               = .416667, of a's 1
//	c         on x alone: 1/3 / sqrt(2 x 1) = .235702, of a's .565685
//
// and a share r is worth r / (r + .5): 1 is .666667, .565685 is .530818. From b and
// c together, both weighing 1, with what each is beside: b itself has
// .416667 + .235702, c has 1/3 + .235702; their mean is .610702. a has what b
// has, 1.068227 of the mean, which is worth .681169.
func TestBoardsByHand(t *testing.T) {
	w := kept(t, "a:xy b:xy c:x d:z e:z f:")
	for _, c := range []struct {
		q    engine.Query
		want string
	}{
		{pinQuery("a"), "b 0.666667, c 0.530818"},
		{pinQuery("d"), "e 0.666667"},
		{pinQuery("f"), ""},
		{pinQuery("b", "c"), "a 0.681169"},
		// a and b stand for y: to c each gives 1/3 / sqrt(2), to itself and to
		// the other .416667: c has .471405 of .833333
		{engine.Query{Board: boardOf("y")}, "c 0.530818"},
		{engine.Query{Board: boardOf("x")}, ""},
		// z counts as one anchor, d and e half each, and have .5 of each other;
		// a has .416667: the mean is (.416667 + .25 + .25) / 2 = .458333, of
		// which b has .909091 and c .514259
		{engine.Query{Board: boardOf("z"), Pins: pinQuery("a").Pins}, "b 0.645161, c 0.507030"},
	} {
		equal(t, fmt.Sprintf("%+v", c.q), scores(find(t, w, onlyBoard(c.q))), c.want)
	}
}

// A board on which some people put everything says little: of 1,000 pins each
// has a thousandth, half of what counts as much.
func TestALargeBoardSaysLittle(t *testing.T) {
	var text strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&text, "p%d:x ", i)
	}
	w := kept(t, text.String()+"a:y b:y")
	value := func(id engine.PinID) score.Micro { return find(t, w, onlyBoard(pinQuery(id))).Items[0].Score }
	equal(t, "beside a thousand", value("p7"), 500_000) // .5 / (.5 + .5)
	equal(t, "beside one", value("a"), 666_667)
}

// A board is named by its ID, or by a title that it alone has.
func TestBoardsAreNamed(t *testing.T) {
	w := kept(t, "a:xy b:y c:x d:")
	y := engine.BoardOf("ben", "y")
	must(t, w.library.KeepBoard(t.Context(), y))
	byID := find(t, w, engine.Query{Board: boardOf("x")})
	equal(t, "by its title", unmarked(find(t, w, engine.Query{Board: "x"})), unmarked(byID))
	for name, says := range map[engine.BoardID]string{"z": `no board "z"`, "y": `2 boards have the title "y": `} {
		_, err := w.Find(t.Context(), engine.Query{Board: name})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("board %q: %v, want %s", name, err, says)
		}
	}
}

// A save is in the next answer, with its board named; an unsave takes it out,
// and the answer is what it was.
func TestSaveIsInTheNextAnswer(t *testing.T) {
	w := kept(t, "a:x b:x c:")
	before := find(t, w, pinQuery("a"))
	must(t, w.Save(t.Context(), "ana", "c", boardOf("x")))
	c := item(t, find(t, w, onlyBoard(pinQuery("a"))), "c")
	equal(t, "evidence", c.Receipt[0].Evidence, score.Evidence{"boards": []score.BoardName{{ID: string(boardOf("x")), Owner: "ana", Title: "x"}}})
	equal(t, "reason", c.Receipt.Reason(), "both on *x*")
	equal(t, "pin off all boards", len(find(t, w, onlyBoard(pinQuery("c"))).Items), 2)
	must(t, w.Unsave(t.Context(), "ana", "c", boardOf("x")))
	equal(t, "answer", find(t, w, pinQuery("a")), before)
	equal(t, "pin off all boards", len(find(t, w, onlyBoard(pinQuery("c"))).Items), 0)

	must(t, w.DeleteBoard(t.Context(), "ana", boardOf("x")))
	equal(t, "without the board", len(find(t, w, onlyBoard(pinQuery("a"))).Items), 0)
	if _, err := w.Find(t.Context(), engine.Query{Board: boardOf("x")}); engine.KindOf(err) != engine.NotFound {
		t.Errorf("asked with a board that is gone: %v", err)
	}
}

// At most three boards are named, the strongest first: the smaller ones.
func TestEvidenceNamesTheStrongestBoards(t *testing.T) {
	w := kept(t, "a:wxyz b:wxyz c:x d:xy e:xyz f:xyz g:xyz")
	boards := item(t, find(t, w, onlyBoard(pinQuery("a"))), "b").Receipt[0].Evidence.Boards()
	var titles []string
	for _, b := range boards {
		titles = append(titles, b.Title)
	}
	equal(t, "boards", titles, []string{"w", "z", "y"})
}

// What is on the board asked with is no item, whoever proposes it, and also
// with board off.
func TestPinsOfTheBoardAreNoItems(t *testing.T) {
	w := smallWorld(t)
	mood := boardOf("mood")
	on := []engine.PinID{"red-slope", "blue-slope", "copy-deep", "words-sea"}
	for name, q := range map[string]engine.Query{
		"alone":            {Board: mood},
		"with words":       {Board: mood, Text: "sea mood"},
		"with a pin on it": {Board: mood, Pins: pinQuery("blue-slope").Pins},
		"with board off":   {Board: mood, Text: "sea mood", Off: []score.Signal{score.Board}},
		"filtered":         {Board: mood, Text: "sea mood", Filter: engine.Filter{Tags: []string{"cold"}}},
	} {
		a := find(t, w, q)
		if len(a.Items) == 0 {
			t.Errorf("%s: no items at all", name)
		}
		for _, it := range a.Items {
			if slices.Contains(on, it.Pin.ID) {
				t.Errorf("%s: %s, which is on the board, is an item", name, it.Pin.ID)
			}
		}
	}
	equal(t, "board alone, and board off", len(find(t, w, engine.Query{Board: mood, Off: []score.Signal{score.Board}}).Items), 0)
}

// A posted picture is on no board; the pins like it are, and say so. They may
// be items themselves, near by the others and not by themselves.
func TestBoardsOfAPostedPicture(t *testing.T) {
	a, b, c, d := drawn(t, "a", 1, bar(18)), drawn(t, "b", ^uint64(1), bar(24)), drawn(t, "c", 7, checks(8)), drawn(t, "d", 99, bar(20))
	on := func(l engine.Look, titles ...string) engine.Deposit {
		dep := pinOf(string(l.Picture), l)
		for _, title := range titles {
			dep.Boards = append(dep.Boards, engine.BoardOf("ana", title))
		}
		return dep
	}
	posted := drawn(t, "posted", 1<<40-1, bar(21))
	w := fakeOf(t, []engine.Deposit{on(a, "x"), on(b, "x"), on(c, "x"), on(d, "y")}, a, b, c, d)
	found := find(t, w, onlyBoard(engine.Query{Picture: &posted}))
	equal(t, "items", len(found.Items), 3) // d is like it, and beside nobody
	for _, it := range found.Items {
		equal(t, "reason", it.Receipt.Reason(), "beside pictures like it on *x*")
		if it.Score <= 0 || it.Score >= score.One {
			t.Errorf("%s has %v", it.Pin.ID, it.Score)
		}
	}
	equal(t, "the best is like none of them", found.Items[0].Pin.ID, "c")
}

// A pin far below what the walk keeps, and one that nobody keeps, are told
// apart: the one has a part of nothing, the other none.
func TestSilentIsNotZero(t *testing.T) {
	w := kept(t, "a:x b:x c:y d:")
	for id, parts := range map[engine.PinID]int{"b": 2, "c": 2, "d": 1} {
		it := item(t, find(t, w, pinQuery("a")), id)
		equal(t, "parts of "+string(id), len(it.Receipt), parts)
	}
	c := part(t, item(t, find(t, w, pinQuery("a")), "c"), score.Board)
	equal(t, "part of c", c, score.Part{Signal: score.Board, Weight: score.Weight(score.Board), Evidence: score.Evidence{"boards": []score.BoardName{}}})
}

// Far more pins than are proposed have one score: all of them are, or none of
// the rest; and filters and pages change nothing of it.
func TestManyEquallyNear(t *testing.T) {
	var text strings.Builder
	random := rand.New(rand.NewPCG(1, 1))
	for _, i := range random.Perm(500) {
		fmt.Fprintf(&text, "p%03d:x ", i)
	}
	w := kept(t, text.String())
	q := onlyBoard(pinQuery("p250"))
	q.Limit = engine.MaxLimit
	var ids []engine.PinID
	for more := true; more; {
		a := find(t, w, q)
		ids = append(ids, itemIDs(a)...)
		if more = a.Bookmark != nil; more {
			q.Bookmark = *a.Bookmark
		}
	}
	equal(t, "items", len(ids), 499)
	equal(t, "in order of IDs", slices.IsSorted(ids), true)
}
