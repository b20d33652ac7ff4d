package enginetest

import (
	"context"
	"sync"
	"time"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/score"
)

// The world: three motifs in four palettes make twelve paintings, "red-stripes"
// to "grey-slope", each on a board of its motif. Four copies and two pins of
// words alone come beside them. Each pin is a day younger than the one before
// it in this table.
//
// What can be told without a computer: a painting's nearest by shape are those
// of its motif, by colour those of its palette; "sea" is a word of the blue
// paintings and of one pin without a picture; "lamp" stands in grey-blobs and
// in the other one.
var world = []struct {
	id          engine.PinID
	picture     string // a name in Bytes; empty for a pin of words alone
	title       string
	description string
	tags        []string
	boards      []string
	link        string
}{
	{"red-stripes", "red-stripes", "Red stripes", "Three bars, the last one broad", []string{"pattern", "warm"}, []string{"stripes"}, ""},
	{"red-blobs", "red-blobs", "Red blobs", "A large apple and a small one", []string{"fruit", "warm"}, []string{"blobs"}, "https://www.orchard.example/apples?n=2"},
	{"red-slope", "red-slope", "Dusk", "The sky turns red", []string{"sky", "warm"}, []string{"slope", "mood"}, ""},
	{"green-stripes", "green-stripes", "Green stripes", "Bars like a fence", []string{"pattern"}, []string{"stripes"}, ""},
	{"green-blobs", "green-blobs", "Green blobs", "A large apple and a small one, unripe", []string{"fruit"}, []string{"blobs"}, "https://orchard.example/unripe"},
	{"green-slope", "green-slope", "Meadow", "A hill in spring", []string{"sky"}, []string{"slope"}, ""},
	{"blue-stripes", "blue-stripes", "Blue stripes", "Waves of the sea, seen from a pier", []string{"pattern", "cold"}, []string{"stripes"}, ""},
	{"blue-blobs", "blue-blobs", "Blue blobs", "Two islands in the sea", []string{"cold"}, []string{"blobs"}, ""},
	{"blue-slope", "blue-slope", "Deep", "The sea below a boat", []string{"cold", "sky"}, []string{"slope", "mood"}, ""},
	{"grey-stripes", "grey-stripes", "", "", nil, []string{"stripes"}, ""},
	{"grey-blobs", "grey-blobs", "Lamp", "A lamp and its switch", []string{"42"}, []string{"blobs"}, ""},
	{"grey-slope", "grey-slope", "", "", nil, nil, ""},

	// copies of red-blobs: recompressed and small, the same bytes again, only
	// recompressed; and blue-slope half as large as a copy
	{"copy-small", "red-blobs-small", "Apples", "", nil, nil, ""},
	{"copy-same", "red-blobs", "Apples again", "", []string{"fruit"}, nil, ""},
	{"copy-worn", "red-blobs-worn", "", "", nil, nil, ""},
	{"copy-deep", "blue-slope-large", "", "", nil, []string{"mood"}, ""},

	{"words-sea", "", "Sea songs", "Shanties from the pier", []string{"music"}, []string{"mood"}, ""},
	{"words-lamp", "", "How to wire a lamp", "Switch, cord, socket. 42 pages", nil, nil, "https://www.lamps.example"},
}

// oldest is the time of the first pin.
var oldest = time.Date(2024, 5, 17, 12, 0, 0, int(250*time.Millisecond), time.UTC)

// Bytes returns the pictures of the world by name: the twelve paintings as PNG
// and the copies. "posted" is in no pin: green-blobs, recompressed. "stranger"
// is like nothing else.
var Bytes = sync.OnceValue(func() map[string][]byte {
	all := map[string][]byte{}
	for color, p := range palettes {
		for name, m := range motifs {
			all[color+"-"+name] = pngOf(paint(m, p, side))
		}
	}
	all["red-blobs-small"] = jpegOf(paint(motifs["blobs"], palettes["red"], side/2), 85)
	all["red-blobs-worn"] = jpegOf(paint(motifs["blobs"], palettes["red"], side), 60)
	all["blue-slope-large"] = pngOf(paint(motifs["slope"], palettes["blue"], side*2))
	all["posted"] = jpegOf(paint(motifs["blobs"], palettes["green"], side), 70)
	cross := func(x, y int) int { return inside(x > 40 && x < 56 || y > 20 && y < 36) }
	all["stranger"] = pngOf(paint(cross, palette{palettes["blue"].figure, palettes["red"].ground}, side))
	return all
})

// Eye decodes pictures within the usual limits.
var Eye = sync.OnceValue(func() *engine.Eye { return engine.NewEye(picture.Limits{}) })

// Looks returns what the pictures of Bytes look like, by name.
var Looks = sync.OnceValue(func() map[string]engine.Look {
	all := map[string]engine.Look{}
	for name, data := range Bytes() {
		look, err := Eye().Look(context.Background(), data)
		if err != nil {
			panic("enginetest: " + name + ": " + err.Error()) // painted above
		}
		all[name] = look
	}
	return all
})

// Deposits returns the pins of the world, in the order of its table.
func Deposits() []engine.Deposit {
	var all []engine.Deposit
	for i, w := range world {
		d := engine.Deposit{Pin: engine.Pin{
			ID: w.id, Owner: "ana", Title: w.title, Description: w.description, Tags: w.tags,
			Link: w.link, Source: "world/" + string(w.id), Created: oldest.AddDate(0, 0, i),
		}}
		if w.picture != "" {
			look := Looks()[w.picture]
			d.Pin.Picture, d.Pin.Facts = look.Picture, look.Facts
		}
		for _, title := range w.boards {
			d.Boards = append(d.Boards, engine.BoardOf("ana", title))
		}
		all = append(all, d)
	}
	return all
}

// A NamedQuery is a query of the world with a name to report it by.
type NamedQuery struct {
	Name  string
	Query engine.Query
}

// Queries returns questions about the world: from every pin, from posted
// pictures, by words, with signals off, and several anchors at once.
func Queries() []NamedQuery {
	var all []NamedQuery
	for _, w := range world {
		all = append(all, NamedQuery{"pin " + string(w.id), engine.Query{Pins: []engine.Anchor{{ID: w.id}}}})
	}
	for _, words := range []string{"sea", "apple", "the sea below a lamp", "red stripes", "orchard", "42", "pattern cold", "zebra", "the"} {
		all = append(all, NamedQuery{"words " + words, engine.Query{Text: words}})
	}
	mood := engine.BoardOf("ana", "mood").ID
	posted, stranger := Looks()["posted"], Looks()["stranger"]
	red, sea, song := engine.Anchor{ID: "red-blobs"}, engine.Anchor{ID: "blue-stripes"}, engine.Anchor{ID: "words-sea"}
	light := sea
	light.Weight = 250_000
	return append(all,
		NamedQuery{"posted", engine.Query{Picture: &posted}},
		NamedQuery{"posted, limit 3", engine.Query{Picture: &posted, Limit: 3}},
		NamedQuery{"posted, no fold", engine.Query{Picture: &posted, NoFold: true}},
		NamedQuery{"posted, no copy", engine.Query{Picture: &posted, Off: signals("copy")}},
		NamedQuery{"stranger", engine.Query{Picture: &stranger}},
		NamedQuery{"stranger and words", engine.Query{Picture: &stranger, Text: "fruit"}},
		NamedQuery{"pin, only color", engine.Query{Pins: []engine.Anchor{red}, Only: signals("color")}},
		NamedQuery{"pin, only shape", engine.Query{Pins: []engine.Anchor{red}, Only: signals("shape")}},
		NamedQuery{"pin, only text", engine.Query{Pins: []engine.Anchor{red}, Only: signals("text")}},
		NamedQuery{"pin, no text, no color", engine.Query{Pins: []engine.Anchor{red}, Off: signals("text", "color")}},
		NamedQuery{"pin, no copy", engine.Query{Pins: []engine.Anchor{red}, Off: signals("copy")}},
		NamedQuery{"pin, no fold", engine.Query{Pins: []engine.Anchor{sea}, NoFold: true}},
		NamedQuery{"two pins", engine.Query{Pins: []engine.Anchor{red, sea}}},
		NamedQuery{"two pins, one light", engine.Query{Pins: []engine.Anchor{red, light}}},
		NamedQuery{"pin of words and words", engine.Query{Pins: []engine.Anchor{song}, Text: "lamp"}},
		NamedQuery{"pin, only board", engine.Query{Pins: []engine.Anchor{{ID: "red-slope"}}, Only: signals("board")}},
		NamedQuery{"two pins, no board", engine.Query{Pins: []engine.Anchor{red, sea}, Off: signals("board")}},
		NamedQuery{"posted, only board", engine.Query{Picture: &posted, Only: signals("board")}},
		NamedQuery{"board", engine.Query{Board: mood}},
		NamedQuery{"board and words", engine.Query{Board: mood, Text: "apple"}},
		NamedQuery{"board and pin", engine.Query{Board: mood, Pins: []engine.Anchor{red}}},
		NamedQuery{"everything", engine.Query{Pins: []engine.Anchor{red, song}, Picture: &posted, Text: "pier"}},
	)
}

func signals(names ...score.Signal) []score.Signal { return names }
