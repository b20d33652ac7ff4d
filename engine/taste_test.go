package engine_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/score"
)

// tasteWorld is like kept, with two who keep things: boards named by a small
// letter are ana's, by a capital ben's.
func tasteWorld(t *testing.T, text string) *fake {
	t.Helper()
	var deposits []engine.Deposit
	for word := range strings.FieldsSeq(text) {
		id, on, _ := strings.Cut(word, ":")
		d := titled(id, "pin")
		for _, title := range on {
			d.Boards = append(d.Boards, lettered(title))
		}
		deposits = append(deposits, d)
	}
	return fakeOf(t, deposits)
}

func lettered(title rune) engine.Board {
	if title < 'a' {
		return engine.BoardOf("ben", string(title))
	}
	return engine.BoardOf("ana", string(title))
}

// byTaste asks for what the viewer's boards say of all pins, and nothing else.
func byTaste(viewer engine.UserID, ids ...engine.PinID) engine.Query {
	q := pinQuery(ids...)
	q.Viewer = viewer
	q.Weights = map[score.Signal]score.Micro{score.Text: 0, score.Board: 0, score.Taste: score.One}
	return q
}

func onlyTaste(q engine.Query) engine.Query {
	q.Only = []score.Signal{score.Taste}
	return q
}

// Taste by hand. x, ana's, has a and b; Y has b and c, Z d and e, both ben's.
// From x, whose pins weigh 1 each, b shares among two boards:
//
//	a   on x: (1 + 1/sqrt 2) / 2                       = .853553
//	b   on x as much, on Y (1/sqrt 2) / 2 = .353553;
//	    together 1.207107 / sqrt 2                     = .853553, the mean of both
//	c   on Y: .353553                                  = .414214 of the mean
//
// and .414214 is worth .414214 / .914214 = .453082. From Y the same holds, with
// c in place of a. Z has d and e, all alike.
func TestTasteByHand(t *testing.T) {
	w := tasteWorld(t, "a:x b:xY c:Y d:Z e:Z f:")
	for _, c := range []struct {
		q    engine.Query
		want string
	}{
		{byTaste("ana", "d"), "a 0.666667, b 0.666667, c 0.453082, e 0.000000, f 0.000000"},
		{byTaste("ben", "d"), "b 0.666667, c 0.666667, e 0.666667, a 0.453082, f 0.000000"},
		{byTaste("ben", "a", "b"), "c 0.666667, d 0.666667, e 0.666667, f 0.000000"},
		{onlyTaste(byTaste("ana", "d")), "c 0.453082"}, // what she does not keep yet
		{onlyTaste(byTaste("ben", "d")), "a 0.453082"},
		{onlyTaste(byTaste("ben", "a")), ""},
		{onlyTaste(byTaste("eve", "a")), ""}, // nobody knows her
		{onlyTaste(byTaste("", "a")), ""},
	} {
		equal(t, fmt.Sprintf("%+v", c.q), scores(find(t, w, c.q)), c.want)
	}
	for id, parts := range map[engine.PinID]int{"e": 3, "f": 1} {
		it := item(t, find(t, w, byTaste("ana", "d")), id)
		equal(t, "parts of "+string(id), len(it.Receipt), parts) // f is on no board: there is nothing to say
	}
	c := item(t, find(t, w, byTaste("ana", "d")), "c").Receipt
	equal(t, "evidence", c[2].Evidence, score.Evidence{"boards": []score.BoardName{{ID: string(lettered('x').ID), Owner: "ana", Title: "x"}}})
	equal(t, "reason", c.Reason(), "words pin; like your *x*")
}

// Two viewers get different answers for the same pin, each nearer to what they
// keep, and nobody in particular gets a third.
func TestTwoViewers(t *testing.T) {
	w := tasteWorld(t, "a:xyU b:xyV c:x d:XYu e:XYv f:X g:xX h:")
	bent := map[engine.UserID]string{}
	for viewer, likes := range map[engine.UserID]string{"": "", "ana": "c", "ben": "f"} {
		q := pinQuery("g")
		q.Viewer = viewer
		a := find(t, w, q)
		bent[viewer] = scores(a)
		if likes != "" {
			better, other := item(t, a, engine.PinID(likes)), item(t, a, engine.PinID(map[string]string{"c": "f", "f": "c"}[likes]))
			if better.Score <= other.Score {
				t.Errorf("%s, who likes %s, finds it at %v and %s at %v", viewer, likes, better.Score, other.Pin.ID, other.Score)
			}
		}
	}
	if bent["ana"] == bent["ben"] || bent["ana"] == bent[""] || bent["ben"] == bent[""] {
		t.Errorf("answers are alike: %v", bent)
	}
}

// With taste off, every answer is the one that nobody in particular gets, to
// the byte, whatever the viewer keeps and hides; and so is that of a viewer who
// keeps nothing.
func TestTasteOffIsNobodysAnswer(t *testing.T) {
	w := smallWorld(t)
	hide(t, w)
	for _, named := range enginetest.Queries() {
		nobody := named.Query
		want := jsonOf(t, find(t, w, nobody))
		eve := nobody
		eve.Viewer = "eve"
		equal(t, named.Name+": of who keeps nothing", jsonOf(t, unmarked(find(t, w, eve))), jsonOf(t, unmarked(find(t, w, nobody))))
		ana := nobody
		ana.Viewer = "ana"
		if jsonOf(t, unmarked(find(t, w, ana))) == want && len(find(t, w, ana).Items) > 2 {
			t.Errorf("%s: to ana's taste it is the same", named.Name)
		}
		ana.Off = append(slices.Clone(ana.Off), score.Taste)
		nobody.Off = ana.Off
		equal(t, named.Name+": with taste off", jsonOf(t, find(t, w, ana)), jsonOf(t, find(t, w, nobody)))
		equal(t, named.Name+": and without taste", jsonOf(t, unmarked(find(t, w, ana))), jsonOf(t, unmarked(find(t, w, named.Query))))
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	must(t, err)
	return string(data)
}

// A second board does not weaken the first: what is near to one stays as near,
// whatever else the viewer keeps.
func TestInterestsAreSeparate(t *testing.T) {
	w := tasteWorld(t, "a:x b:xY c:Y d:Z e:Z f: g:V h:V")
	of := func(id engine.PinID) score.Micro { return item(t, find(t, w, byTaste("ana", "f")), id).Score }
	a, c := of("a"), of("c")
	for _, board := range []string{"cats", "dogs"} {
		_, err := w.CreateBoard(t.Context(), engine.NewBoard{Owner: "ana", Title: board, Secret: board == "dogs"})
		must(t, err)
		for _, pin := range []engine.PinID{"d", "g"} {
			must(t, w.Save(t.Context(), "ana", pin, engine.BoardOf("ana", board).ID))
		}
		equal(t, "a", of("a"), a)
		equal(t, "c", of("c"), c)
		if of("e") == 0 || of("h") == 0 {
			t.Errorf("with %s: e has %v and h %v", board, of("e"), of("h"))
		}
	}
	boards := item(t, find(t, w, byTaste("ana", "f")), "e").Receipt[1].Evidence.Boards()
	equal(t, "boards that like e", len(boards), 2)
	equal(t, "boards that like c", len(item(t, find(t, w, byTaste("ana", "f")), "c").Receipt[1].Evidence.Boards()), 1)
}

// The order of saves, and what came and went between, moves nothing.
func TestTasteDoesNotDependOnTheOrderOfSaves(t *testing.T) {
	type put struct{ pin, board string }
	var puts []put
	for i, board := range []string{"x", "y", "z", "X", "Y"} {
		for j := range 12 {
			if (i*j+i+j)%3 != 0 {
				puts = append(puts, put{fmt.Sprint("p", j), board})
			}
		}
	}
	var want string
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 7))
		random.Shuffle(len(puts), func(i, j int) { puts[i], puts[j] = puts[j], puts[i] })
		var deposits []engine.Deposit
		for j := range 14 {
			deposits = append(deposits, titled(fmt.Sprint("p", j), "pin"))
		}
		random.Shuffle(len(deposits), func(i, j int) { deposits[i], deposits[j] = deposits[j], deposits[i] })
		w := fakeOf(t, deposits)
		for _, p := range puts {
			b := lettered(rune(p.board[0]))
			b.Secret = p.board == "z" || p.board == "Y"
			must(t, w.library.KeepBoard(t.Context(), b))
			must(t, w.library.Save(t.Context(), engine.PinID(p.pin), b.ID, b.Owner, time.Unix(7, 0)))
			if random.IntN(5) == 0 {
				must(t, w.library.Unsave(t.Context(), engine.PinID(p.pin), b.ID))
				must(t, w.library.Save(t.Context(), engine.PinID(p.pin), b.ID, b.Owner, time.Unix(7, 0)))
			}
		}
		must(t, w.index.CatchUp(t.Context()))
		got := ""
		for _, viewer := range []engine.UserID{"ana", "ben"} {
			for _, q := range []engine.Query{byTaste(viewer, "p13"), onlyTaste(byTaste(viewer, "p13")), pinQuery("p1")} {
				q.Viewer, q.Limit = viewer, engine.MaxLimit
				got += jsonOf(t, find(t, w, q).Items) + "\n"
			}
		}
		if want == "" {
			want = got
		}
		equal(t, fmt.Sprintf("answers with seed %d", seed), got, want)
	}
}

// Of more boards than can speak, those last saved to do: a save to a new one
// counts, and the one longest untouched falls silent.
func TestManyInterests(t *testing.T) {
	var deposits []engine.Deposit
	for i := range 70 {
		d := titled(fmt.Sprintf("p%02d", i), "pin")
		d.Pin.Created = time.Unix(int64(1000+i), 0)
		if i > 0 {
			d.Boards = []engine.Board{engine.BoardOf("ana", fmt.Sprintf("b%02d", i))}
		}
		deposits = append(deposits, d)
	}
	w := fakeOf(t, deposits)
	liked := func() (ids []engine.PinID) {
		q := byTaste("ana", "p00")
		q.Limit = engine.MaxLimit
		for _, it := range find(t, w, q).Items {
			if it.Score > 0 {
				ids = append(ids, it.Pin.ID)
			}
		}
		return ids
	}
	first := liked()
	equal(t, "pins liked", len(first), 64)
	equal(t, "the one longest ago", first[0], "p06") // of 69
	must(t, w.Save(t.Context(), "ana", "p03", engine.BoardOf("ana", "b01").ID))
	for id, want := range map[engine.PinID]bool{"p01": true, "p03": true, "p05": false, "p06": false, "p07": true} {
		equal(t, fmt.Sprintf("%s is liked after a save", id), slices.Contains(liked(), id), want)
	}
}

// A board whose pins are saved everywhere says nothing of its owner.
func TestCrowdedBoardsAreNoInterest(t *testing.T) {
	var deposits []engine.Deposit
	for i := range 251 {
		d := titled(fmt.Sprintf("p%03d", i), "pin")
		for b := range 250 {
			d.Boards = append(d.Boards, engine.BoardOf("ana", fmt.Sprint(b)))
		}
		deposits = append(deposits, d)
	}
	w := fakeOf(t, append(deposits, titled("q", "pin")))
	nobody := pinQuery("q")
	ana := nobody
	ana.Viewer = "ana"
	equal(t, "answer", unmarked(find(t, w, ana)), unmarked(find(t, w, nobody)))
	must(t, w.library.KeepBoard(t.Context(), engine.BoardOf("ana", "one")))
	must(t, w.Save(t.Context(), "ana", "q", engine.BoardOf("ana", "one").ID))
	equal(t, "with an interest, parts", len(find(t, w, ana).Items[0].Receipt), len(find(t, w, nobody).Items[0].Receipt)+1)
}

// Taste alone proposes under a filter too, be it of few pins or of many. By
// hand: x gets 1 + 1/sqrt 2 and gives half to each of its two, Y gets 1/sqrt 2
// and gives .235702 to each of its three. So a has .853553, b .770220, .811887
// in the mean; d has .235702, c the same / sqrt 2.
func TestTasteAloneUnderAFilter(t *testing.T) {
	w := tasteWorld(t, "a:x b:xY c:YZ d:Y e:Z f:U")
	q := onlyTaste(byTaste("ana", "f"))
	equal(t, "all", scores(find(t, w, q)), "d 0.367340, c 0.291065")
	q.Filter.Board = lettered('Z').ID
	equal(t, "few", scores(find(t, w, q)), "c 0.291065")
	q.Filter = engine.Filter{Until: time.Unix(1, 0)}
	equal(t, "many", scores(find(t, w, q)), "d 0.367340, c 0.291065")
	q.Pins = pinQuery("d").Pins
	equal(t, "from d", scores(find(t, w, q)), "c 0.291065")
}

// Of several interests the one that gives the most counts, in whatever order
// they are asked, and a board that gives less than half as much is no reason. b,
// on ana's strong, is on Y with c alone; h, on her weak, on U with c and many.
func TestTheNearestInterestCounts(t *testing.T) {
	for _, strongFirst := range []bool{true, false} {
		w := tasteWorld(t, "b:Y c:YU h:U i:U j:U k:U l:U m:U n:U o:U f:")
		value := func(id engine.PinID) score.Part {
			p := item(t, find(t, w, byTaste("ana", "f")), id).Receipt
			return p[len(p)-1]
		}
		put := func(pin engine.PinID, title string, at int64) {
			must(t, w.library.KeepBoard(t.Context(), engine.BoardOf("ana", title)))
			must(t, w.library.Save(t.Context(), pin, engine.BoardOf("ana", title).ID, "ana", time.Unix(at, 0)))
			must(t, w.index.CatchUp(t.Context()))
		}
		at := map[bool]int64{true: 2000, false: 500}[strongFirst]
		put("h", "weak", 1000)
		weak := value("c").Value
		put("b", "strong", at)
		c, i := value("c"), value("i")
		if weak <= 0 || 2*weak >= c.Value {
			t.Errorf("strong first %t: c has %v by weak alone, %v by both", strongFirst, weak, c.Value)
		}
		equal(t, "of c", c.Evidence.Boards(), []score.BoardName{{ID: string(engine.BoardOf("ana", "strong").ID), Owner: "ana", Title: "strong"}})
		equal(t, "of i", i.Evidence.Boards(), []score.BoardName{{ID: string(engine.BoardOf("ana", "weak").ID), Owner: "ana", Title: "weak"}})
	}
}

// What is on one of the viewer's boards is not proposed to them for another;
// and beside other signals taste proposes nothing, under no filter.
func TestTasteProposesWhatIsNew(t *testing.T) {
	w := tasteWorld(t, "a:x b:xY c:Yy d:Y e:")
	for _, board := range []engine.BoardID{"", lettered('Y').ID} {
		q := byTaste("ana", "e")
		q.Filter.Board = board
		equal(t, "alone", itemIDs(find(t, w, onlyTaste(q))), []engine.PinID{"d"})
		q.Off = []score.Signal{score.Text}
		equal(t, "beside signals that have nothing to say", itemIDs(find(t, w, q)), []engine.PinID{})
	}
}
