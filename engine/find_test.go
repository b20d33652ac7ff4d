package engine_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/engine/picture"
	"akin/engine/score"
)

// Looks by hand. Five pictures are too few to weigh blocks by, so that all ten
// count the same: the value of color is the mean of its three blocks' cosines,
// and it counts three tenths of score.Directly.
func TestLooksByHand(t *testing.T) {
	looks := drawings(t)
	var deposits []engine.Deposit
	for _, l := range looks {
		deposits = append(deposits, pinOf(string(l.Picture), l))
	}
	w := fakeOf(t, deposits, looks...)
	code := func(i int) eye.Code { return eye.Default().Encode(looks[i].Raw, nil) }
	q := pinQuery("anchor")
	q.NoFold = true
	found := find(t, w, q)
	for i := range looks[1:] {
		it := item(t, found, engine.PinID(looks[i+1].Picture))
		for family, c := range map[eye.Family]struct {
			signal score.Signal
			blocks []eye.Block
		}{
			eye.Color:   {score.Color, []eye.Block{eye.OKHistogram, eye.OKSpatial, eye.ColorEdge}},
			eye.Shape:   {score.Shape, []eye.Block{eye.HOGFine, eye.HOGSigned, eye.Gabor, eye.GaborLocal}},
			eye.Texture: {score.Texture, []eye.Block{eye.LBPGrid, eye.LBPWeighted, eye.VLAD}},
		} {
			want := 0.0
			for _, b := range c.blocks {
				want += eye.BlockSimilarity(b, code(0), code(i+1)).Float() / float64(len(c.blocks))
			}
			p := part(t, it, c.signal)
			if got := float64(p.Value) / float64(score.One); math.Abs(got-min(max(want, 0), 1)) > 1e-3 {
				t.Errorf("%s of %s has the value %.6f, want %.6f", family, it.Pin.ID, got, want)
			}
			if share := score.Directly * score.Micro(len(c.blocks)) / 10; p.Weight < share-100 || p.Weight > share+100 {
				t.Errorf("%s weighs %v, want some %v", family, p.Weight, share)
			}
		}
		if sum := part(t, it, score.Color).Weight + part(t, it, score.Shape).Weight + part(t, it, score.Texture).Weight; sum != score.Directly {
			t.Errorf("color, shape and texture weigh %v together, want %v", sum, score.Directly)
		}
	}
	equal(t, "the most alike", itemIDs(found)[:2], []engine.PinID{"b", "c"})
}

// drawings are bars on grey, and two of another kind.
func drawings(t *testing.T) []engine.Look {
	return []engine.Look{
		drawn(t, "anchor", 0, bar(20)), drawn(t, "b", ^uint64(0), bar(22)), drawn(t, "c", ^uint64(0), bar(30)),
		drawn(t, "d", ^uint64(0), checks(8)), drawn(t, "e", ^uint64(0), checks(9)),
	}
}

func part(t *testing.T, it engine.Item, s score.Signal) score.Part {
	t.Helper()
	i := slices.IndexFunc(it.Receipt, func(p score.Part) bool { return p.Signal == s })
	if i < 0 {
		t.Fatalf("%s has no part of %s: %+v", it.Pin.ID, s, it.Receipt)
	}
	return it.Receipt[i]
}

// Several anchors give the mean of what each says, by weight.
func TestSeveralAnchorsByHand(t *testing.T) {
	looks := drawings(t)
	anchor, b, c := looks[0], looks[3], looks[2]
	w := fakeOf(t, []engine.Deposit{pinOf("b", anchor), pinOf("d", b), pinOf("c", c)}, anchor, b, c)
	of := func(anchors ...engine.Anchor) score.Part {
		a := find(t, w, engine.Query{Pins: anchors, Only: []score.Signal{score.Color}})
		return part(t, item(t, a, "c"), score.Color)
	}
	near, far := of(engine.Anchor{ID: "b"}).Value, of(engine.Anchor{ID: "d"}).Value
	if near < far+score.One/5 {
		t.Fatalf("a bar has the value %v from a bar and %v from checks", near, far)
	}
	for _, c := range []struct {
		b, d score.Micro
		want score.Micro
	}{
		{0, 0, (near + far) / 2},
		{score.One, score.One, (near + far) / 2}, // 0 is 1
		{3 * score.One, score.One, (3*near + far) / 4},
		{1, 3, (near + 3*far) / 4},
		{1000 * score.One, 1000 * score.One, (near + far) / 2}, // the largest there are
		{score.One / 4, score.One - score.One/4, (near + 3*far) / 4},
	} {
		p := of(engine.Anchor{ID: "b", Weight: c.b}, engine.Anchor{ID: "d", Weight: c.d})
		equal(t, "value", p.Value, c.want)
		equal(t, "nearest anchor", p.Evidence["anchor"], any("b"))
	}
}

// Words by hand. All pins are one word in a title, which counts 3, so every
// length is the average, and a word they have saturates at 3/(3+1.2) =
// .714285. Text is worth .4.
func TestWordsByHand(t *testing.T) {
	w := fakeOf(t, []engine.Deposit{titled("a", "sea"), titled("b", "Sea"), titled("c", "sky"), titled("d", "lake")})
	for _, c := range []struct {
		q    engine.Query
		want string
	}{
		// the only word asked for: .714285 x .4
		{engine.Query{Text: "the sea"}, "a 0.285714, b 0.285714"},
		{engine.Query{Text: "sea sea"}, "a 0.285714, b 0.285714"},
		// b is as much about the sea as a is, which is all there is to a
		{pinQuery("a"), "b 0.400000"},
		// the sky is rarer than the sea, so it is more of the question:
		// 4 pins; sky ln(10/3) = 1.203973, sea ln(10/5) = .693147
		// sky .714285 x 1.203973/1.897120 = .453307, sea .260977, x .4
		{engine.Query{Text: "sea sky"}, "c 0.181323, a 0.104391, b 0.104391"},
		{engine.Query{Text: "zebra"}, ""},
		{engine.Query{Text: "the"}, ""},
	} {
		equal(t, "answer", scores(find(t, w, c.q)), c.want)
	}
}

func scores(a engine.Answer) string {
	var all []string
	for _, it := range a.Items {
		all = append(all, string(it.Pin.ID)+" "+it.Score.String())
	}
	return strings.Join(all, ", ")
}

func TestEvidence(t *testing.T) {
	w := smallWorld(t)
	a := find(t, w, engine.Query{Pins: pinQuery("blue-blobs").Pins, Text: "Piers"})
	for _, p := range item(t, a, "blue-stripes").Receipt {
		switch p.Signal {
		case score.Text:
			// a title and a tag, which count 3, before a description; "piers"
			// as it was typed, though the pin has "pier"
			equal(t, "words", p.Evidence["words"], any([]string{"blue", "cold", "piers", "sea"}))
		case score.Color:
			blue, ok := p.Evidence["colors"].([]string)
			if !ok || !slices.Contains(blue, "#1428a0") {
				t.Errorf("shared colors are %v, want #1428a0 among them", p.Evidence["colors"])
			}
		}
	}
}

// Bare numbers come from cameras: 42 stands in both pins of lamps, and only a
// person who types it means it.
func TestBareNumbersOfAnAnchorAreNoWords(t *testing.T) {
	w := smallWorld(t)
	for _, p := range item(t, find(t, w, pinQuery("grey-blobs")), "words-lamp").Receipt {
		if p.Signal == score.Text {
			equal(t, "words", p.Evidence["words"], any([]string{"lamp", "switch"}))
		}
	}
	equal(t, "found by a number", len(find(t, w, engine.Query{Text: "42"}).Items), 2)
}

func TestPinsOfWordsAlone(t *testing.T) {
	w := smallWorld(t)
	song := item(t, find(t, w, engine.Query{Text: "songs"}), "words-sea")
	equal(t, "picture", song.Pin.Picture, nil)
	equal(t, "palette", song.Pin.Palette, []engine.Color{})

	a := find(t, w, pinQuery("words-sea"))
	if !slices.Contains(itemIDs(a), "blue-stripes") {
		t.Errorf("a pin about the sea and a pier finds %v, want blue-stripes among them", itemIDs(a))
	}
	picture := enginetest.Looks()["stranger"]
	b := find(t, w, engine.Query{Text: "songs", Picture: &picture, Off: []score.Signal{score.Board}})
	for name, it := range map[string]engine.Item{
		"found by words": song, "found by a pin of words": item(t, a, "blue-stripes"), "found beside pictures": item(t, b, "words-sea"),
	} {
		said := slices.DeleteFunc(slices.Clone(it.Receipt), func(p score.Part) bool { return p.Points == 0 })
		if len(said) != 1 || said[0].Signal != score.Text {
			t.Errorf("%s: %s has the receipt %+v, want words alone", name, it.Pin.ID, it.Receipt)
		}
	}
}

func TestFindErrors(t *testing.T) {
	w := smallWorld(t)
	for _, c := range []struct {
		q    engine.Query
		kind engine.Kind
		says string
	}{
		{engine.Query{}, engine.BadQuery, "nothing to start from"},
		{engine.Query{Palette: []engine.Color{{Hex: "red", Weight: 1}}}, engine.BadQuery, "#rrggbb"},
		{engine.Query{Palette: []engine.Color{{Hex: "#f00"}}}, engine.BadQuery, "share of #ff0000"},
		{engine.Query{Palette: make([]engine.Color, 13)}, engine.BadQuery, "where a color must stand"},
		{engine.Query{Palette: slices.Repeat([]engine.Color{{Hex: "#f00", Weight: 1}}, 13)}, engine.BadQuery, "13 colors"},
		{engine.Query{Board: "nobody's"}, engine.NotFound, `no board "nobody's"`},
		{pinQuery("nobody"), engine.NotFound, `"nobody"`},
		{pinQuery("red-blobs", "nobody"), engine.NotFound, `"nobody"`},
		{engine.Query{Text: "sea", Limit: -1}, engine.BadQuery, "limit is -1"},
		{engine.Query{Text: "sea", Limit: engine.MaxLimit + 1}, engine.BadQuery, "limit is 201"},
		{engine.Query{Pins: []engine.Anchor{{ID: "red-blobs", Weight: -1}}}, engine.BadQuery, "weight"},
		{engine.Query{Pins: []engine.Anchor{{ID: "red-blobs", Weight: 1001 * score.One}}}, engine.BadQuery, "weight"},
		{engine.Query{Text: "sea", Off: []score.Signal{"smell"}}, engine.BadQuery, `"smell"`},
		{engine.Query{Text: "sea", Only: []score.Signal{"smell"}}, engine.BadQuery, `"smell"`},
	} {
		_, err := w.Find(t.Context(), c.q)
		if err == nil || engine.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want kind %d and %q", c.q, err, c.kind, c.says)
		}
	}
}

// A bookmark is good for one query, unchanged, and as long as its generation.
func TestBookmarkErrors(t *testing.T) {
	w := smallWorld(t)
	q := engine.Query{Text: "sea", Limit: 1}
	mark := *find(t, w, q).Bookmark
	next := func(q engine.Query, bookmark string) engine.Kind {
		q.Bookmark = bookmark
		_, err := w.Find(t.Context(), q)
		return engine.KindOf(err)
	}
	equal(t, "as it was given", next(q, mark), engine.Internal) // no error at all
	equal(t, "cut", next(q, mark[:len(mark)-1]), engine.BadQuery)
	equal(t, "made up", next(q, "made.up"), engine.BadQuery)
	equal(t, "for other words", next(engine.Query{Text: "apple", Limit: 1}, mark), engine.BadQuery)
	must(t, w.index.Rebuild(t.Context(), engine.RebuildOptions{}))
	equal(t, "after a rebuild", next(q, mark), engine.Internal)
	must(t, w.index.Rebuild(t.Context(), engine.RebuildOptions{}))
	equal(t, "after two", next(q, mark), engine.Gone)
}

// A pin that is kept and not caught up with yet is no anchor yet.
func TestAnchorMustBeInTheIndex(t *testing.T) {
	f := newFake()
	_, err := f.records.Keep(t.Context(), enginetest.Deposits()[:2])
	must(t, err)
	if _, err := f.Find(t.Context(), pinQuery("red-blobs")); engine.KindOf(err) != engine.NotFound {
		t.Errorf("before: %v, want kind NotFound", err)
	}
	must(t, f.index.CatchUp(t.Context()))
	find(t, f, pinQuery("red-blobs"))
}

func TestProvenance(t *testing.T) {
	got := find(t, smallWorld(t), engine.Query{Text: "sea"}).Index
	equal(t, "index", got, engine.Provenance{Generation: "000001", FeaturesVersion: features.Version})
}

func TestPinIsShownAsInAnswers(t *testing.T) {
	w := smallWorld(t)
	got, err := w.Pin(t.Context(), "", "red-blobs")
	must(t, err)
	equal(t, "pin", got, item(t, find(t, w, engine.Query{Text: "apple"}), "red-blobs").Pin)
	equal(t, "boards", got.Boards, []string{"blobs"})
	var sum score.Micro
	for _, c := range got.Palette {
		sum += c.Weight
	}
	equal(t, "sum of the palette", sum, score.One)

	bare, err := w.Pin(t.Context(), "", "grey-slope")
	must(t, err)
	equal(t, "tags of a pin without", bare.Tags, []string{})
	if _, err := w.Pin(t.Context(), "", "nobody"); engine.KindOf(err) != engine.NotFound {
		t.Errorf("a pin that is not there: %v", err)
	}
}

// An anchor is named by its ID, or by a source that one pin has.
func TestAnchorsAreNamed(t *testing.T) {
	deposits := enginetest.Deposits()
	for i := range 30 {
		d := titled("many-"+string(rune('A'+i)), "")
		d.Pin.Source = "many"
		deposits = append(deposits, d)
	}
	deposits[1].Pin.Source = "two"
	deposits[2].Pin.Source = "two"
	w := fakeOf(t, deposits)
	for _, c := range []struct {
		name string
		want engine.PinID
		kind engine.Kind
		says string
	}{
		{"red-stripes", "red-stripes", 0, ""},
		{"world/red-stripes", "", engine.NotFound, `"world/red-stripes"`},
		{"source:world/red-stripes", "red-stripes", 0, ""},
		{"source:world/", "", engine.NotFound, `"world/"`},
		{"source:two", "", engine.BadQuery, "2 pins have the source \"two\": red-blobs, red-slope"},
		{"source:many", "", engine.BadQuery, ", and 10 more"},
	} {
		a, err := w.Find(t.Context(), pinQuery(engine.PinID(c.name)))
		if c.says == "" && (err != nil || *a.Anchor.ID != c.want) {
			t.Errorf("%q is %v, %v, want %q", c.name, a.Anchor.ID, err, c.want)
		}
		if c.says != "" && (err == nil || engine.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%q: %v, want kind %d and %q", c.name, err, c.kind, c.says)
		}
	}
}

func TestLook(t *testing.T) {
	look, err := newFake().Look(t.Context(), bytes.NewReader(enginetest.Bytes()["posted"]), nil)
	must(t, err)
	equal(t, "look", *look, enginetest.Looks()["posted"])

	small := engine.NewEye(picture.Limits{Bytes: 100})
	for _, c := range []struct {
		eye  *engine.Eye
		data []byte
		kind engine.Kind
	}{
		{enginetest.Eye(), []byte("no picture"), engine.BadPicture},
		{enginetest.Eye(), enginetest.Bytes()["posted"][:500], engine.BadPicture},
		{small, make([]byte, 101), engine.TooLarge},
		{enginetest.Eye(), []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miafMA1A"), engine.Unsupported},
	} {
		f := engine.New(engine.Parts{Eye: c.eye})
		_, err := f.Look(t.Context(), bytes.NewReader(c.data), nil)
		if e, ok := errors.AsType[*engine.Error](err); !ok || e.Kind != c.kind || e.Hint == "" {
			t.Errorf("%.20q: %v, want kind %d and a hint", c.data, err, c.kind)
		}
	}
}
