package page

import (
	"fmt"
	"time"

	"akin/engine"
	"akin/engine/score"
)

// The world: 48 pins, most with a painting, some of words alone, some without
// a title, one with words that would break a careless page.

var grounds = [][5]uint32{
	{0xf3d9b1, 0xf28f5b, 0xc8553d, 0x6b2d3c, 0x2d1e2f},
	{0xdfe8ee, 0x9db9cc, 0x4f7c9e, 0x244a6b, 0x12263a},
	{0xeef0dc, 0xb9c98c, 0x6f8f54, 0x36593c, 0x1a2f25},
	{0xf7e6e4, 0xe5a5a2, 0xb95f6d, 0x6d3a56, 0x2f2140},
	{0xf5efe3, 0xe0b441, 0xd2603a, 0x2a6f77, 0x1d2b3a},
	{0xe9e6f2, 0xb4a7d6, 0x7c6bb0, 0x46407c, 0x201d40},
	{0xf2f2f0, 0xc9c7c1, 0x8d8a84, 0x4c4a47, 0x1c1b1a},
	{0xfdf3d0, 0xffd166, 0xef476f, 0x118ab2, 0x073b4c},
}

var sizes = [][2]int{{900, 1200}, {1200, 800}, {800, 1400}, {1000, 1000}, {1600, 900}, {600, 900}, {300, 400}, {1200, 1500}, {2400, 900}, {500, 1900}}

var titles = []string{
	"Dusk over the ridge", "Seven discs", "Awning, folded", "River stones", "Morning fog", "Valley in late autumn, seen from the old railway bridge",
	"", "Beach towels", "Terrazzo sample 12", "Low cloud", "Red hills", "Balloons", "Deck chairs", "", "Haze",
}

var sayings = []struct{ title, description string }{
	{"Make the quiet thing obvious.", ""},
	{"Ideas for the hallway", "Hooks at two heights, a bench that opens, a lamp with a warm bulb, and one picture that is larger than feels right."},
	{"", "Paint the ceiling a shade darker than the walls and the room comes down to you."},
	{"渋い", "A beauty that is simple, subtle and unobtrusive."},
}

const hostile = `<script>alert("x")</script>"'><img src=x onerror=y>`

func worldPin(i int) engine.PinView {
	v := engine.PinView{
		ID: engine.PinID(fmt.Sprintf("%016x", 0x9e3779b97f4a7c15*uint64(i+1))), Tags: []string{"wall", "colour study"}, Boards: []string{"Landscapes"},
		Source: fmt.Sprintf("walls/%03d.jpg", i), CreatedAt: time.Date(2024, 5, 17, 12, 0, 0, 0, time.UTC).AddDate(0, 0, -i),
	}
	if i%12 == 5 {
		s := sayings[i/12%len(sayings)]
		v.Title, v.Description = s.title, s.description
		return v
	}
	id := engine.PictureIDOf([]byte(v.ID))
	v.Picture, v.Title = &id, titles[i%len(titles)]
	v.Description = "Painted for a wall of its own, in five colours.\n\nLooks best from three steps away."
	v.Link = "https://www.studio.example/works/" + string(v.ID)
	v.Width, v.Height = sizes[i*7%len(sizes)][0], sizes[i*7%len(sizes)][1]
	for j, c := range worldPainting(i).colors {
		v.Palette = append(v.Palette, engine.Color{Hex: fmt.Sprintf("#%06x", c), Weight: []score.Micro{400_000, 250_000, 180_000, 100_000, 70_000}[j]})
	}
	return v
}

func worldPainting(i int) painting {
	return painting{kind: i % 5, colors: grounds[i*11/4%len(grounds)], seed: float64(i) * 1.7}
}

func worldPins(n int) []engine.PinView {
	pins := make([]engine.PinView, n)
	for i := range pins {
		pins[i] = worldPin(i)
	}
	return pins
}

func worldHome() Home {
	after := "eyJnIjoiMDAwMDAxIn0.c2lnbmF0dXJl"
	return Home{Pins: engine.PinList{Items: worldPins(48), Bookmark: &after}, Boards: worldBoards()}
}

func worldBoards() []engine.BoardView {
	pins := worldPins(48)
	var boards []engine.BoardView
	for i, title := range []string{"Landscapes", "Discs and dots", "Stripes", "Stones", "Fog", "Words to keep", "Living room", "To sort"} {
		b := engine.BoardView{ID: engine.BoardID(fmt.Sprintf("%016x", i+1)), Title: title, Owner: engine.LocalUser, Pins: 7*i + 1}
		for j := i % 5; j < len(pins) && len(b.Covers) < min(4, 7-i); j += 5 {
			if pins[j].Picture != nil {
				b.Covers = append(b.Covers, pins[j])
			}
		}
		boards = append(boards, b)
	}
	return boards
}

// worldAnswer finds the other pins, each a little less alike than the one
// before it.
func worldAnswer(n int) engine.Answer {
	a := engine.Answer{Items: []engine.Item{}, Anchor: engine.AnchorView{Copies: []engine.CopyView{}}}
	for i := 1; i <= n; i++ {
		p := worldPin(i)
		receipt := score.Receipt{}
		add := func(s score.Signal, value score.Micro, e score.Evidence) {
			receipt = append(receipt, score.Part{Signal: s, Value: value, Weight: score.Weight(s), Points: value.Times(score.Weight(s)), Evidence: e})
		}
		if p.Picture != nil {
			add(score.Copy, 0, score.Evidence{})
			add(score.Color, score.One*97/100-score.Micro(i)*23_117, score.Evidence{"similarity": score.One*97/100 - score.Micro(i)*23_117, "colors": []string{p.Palette[0].Hex, p.Palette[1].Hex}})
			add(score.Shape, 700_000-score.Micro(i)*17_031, score.Evidence{"similarity": 700_000 - score.Micro(i)*17_031})
			near := score.Evidence{"similarity": 610_000 - score.Micro(i)*11_007}
			if i%2 == 0 {
				near["via"] = score.PinName{ID: "copy-a", Title: hostile}
			}
			add(score.Look, 800_000-score.Micro(i)*14_321, near)
		}
		if i%3 == 2 {
			add(score.Text, 412_345, score.Evidence{"words": []string{"wall", "colour"}})
		}
		if i%3 == 1 {
			add(score.Taste, 401_234, score.Evidence{"boards": []score.BoardName{{ID: "3", Owner: "local", Title: "Living room"}}})
		}
		if i%4 == 2 {
			on := []score.BoardName{{ID: "1", Owner: "local", Title: "Landscapes"}, {ID: "2", Owner: "ana", Title: hostile}}
			add(score.Board, 321_987, score.Evidence{"boards": on[:1+i/4%2]})
		}
		it := engine.Item{Pin: p, Score: receipt.Total(), Receipt: receipt, Copies: []engine.CopyView{}}
		if i%5 == 1 {
			it.Copies = []engine.CopyView{{ID: "copy-a", How: []string{"resized", "recompressed"}}, {ID: "copy-b", How: []string{"identical"}}}
		}
		a.Items = append(a.Items, it)
	}
	return a
}

// worldSecretBoard is a board of the viewer's that nobody else sees.
func worldSecretBoard() engine.BoardView {
	b := worldBoards()[1]
	b.ID, b.Title, b.Secret, b.Covers = "s/1", "Presents", true, []engine.PinView{worldSecretPin()}
	return b
}

func worldSecretPin() engine.PinView {
	p := worldPin(0)
	p.Secret, p.Boards = true, []string{"Presents"}
	return p
}

func worldSecretPage() Pin {
	p := worldPinPage(0)
	p.Pin, p.On = worldSecretPin(), []engine.BoardView{worldSecretBoard()}
	other := worldSecretBoard()
	other.ID, other.Title = "s/2", "Plans"
	p.Boards = append([]engine.BoardView{other}, p.Boards...)
	return p
}

func worldPinPage(i int) Pin {
	boards := worldBoards()
	a := worldAnswer(20)
	id := worldPin(i).ID
	a.Anchor = engine.AnchorView{ID: &id, Copies: []engine.CopyView{{ID: "copy-of-it", How: []string{"resized", "recompressed"}}}}
	return Pin{Pin: worldPin(i), On: boards[:1], Boards: boards, Answer: a}
}

func postedAnswer() engine.Answer {
	a := worldAnswer(20)
	a.Items[0].Copy = &engine.CopyOf{Of: "anchor", How: []string{"recompressed"}}
	r := &a.Items[0].Receipt[0]
	r.Value, r.Points, r.Evidence = 960_000, 2_400_000, score.Evidence{"of": "anchor", "bits": 4, "how": []string{"recompressed"}}
	a.Items[0].Score = a.Items[0].Receipt.Total()
	return a
}
