package page

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/score"
)

// An ID comes back from its path as one segment, whatever is in it.
func TestPathsHoldAnyID(t *testing.T) {
	for _, id := range []string{"3f2a", "a/b c,é%", "?q=1#x", "50%2F50", "a&b\"'<>"} {
		u, err := url.Parse(pinPath(engine.PinID(id)))
		if err != nil || strings.Count(u.EscapedPath(), "/") != 2 || u.Path != "/pins/"+id || u.RawQuery != "" {
			t.Errorf("%q becomes %v: %v", id, u, err)
		}
	}
}

func TestNext(t *testing.T) {
	b := "a&b"
	if got := next("/search", &b, "q", "red lamp"); got != "/search?after=a%26b&q=red+lamp" {
		t.Error(got)
	}
	if got := next("/", nil); got != "" {
		t.Error(got)
	}
}

func TestOutside(t *testing.T) {
	for link, want := range map[string]string{
		"https://www.a.example/b?c": "https://www.a.example/b?c", "http://a.example": "http://a.example",
		"javascript:alert(1)": "", "JAVASCRIPT://a.example/%0aalert(1)": "", "data:text/html,x": "", "//a.example": "",
		"/pins/x": "", "https:///x": "", "mailto:a@b.example": "", " https://a.example": "", "": "",
	} {
		if got := outside(link); got != want {
			t.Errorf("%q leads to %q, want %q", link, got, want)
		}
	}
}

// A picture of 300x400 has no rendition of 474: that file is 300 wide.
func TestSrcset(t *testing.T) {
	id := engine.PictureID("ab")
	for _, c := range []struct {
		width int
		want  string
	}{
		{1000, "/pictures/ab/236 236w, /pictures/ab/474 474w, /pictures/ab/736 736w"},
		{736, "/pictures/ab/236 236w, /pictures/ab/474 474w, /pictures/ab/736 736w"},
		{300, "/pictures/ab/236 236w, /pictures/ab/474 300w"},
		{100, "/pictures/ab/236 100w"},
	} {
		p := engine.PinView{Picture: &id, Width: c.width, Height: 400}
		if got := srcset(&p); got != c.want {
			t.Errorf("%d wide: %s, want %s", c.width, got, c.want)
		}
	}
}

func TestPictureRows(t *testing.T) {
	for _, c := range []struct{ w, h, want int }{
		{100, 100, 32},  // a column of 32 units is 32 high
		{200, 300, 48},  // 32*3/2
		{1200, 800, 21}, // 21.33
		{3000, 100, 12}, // 1.07, at least 12
		{100, 3000, 80}, // 960, at most 80
		{0, 0, 12},      // a broken record
	} {
		if got := pictureRows(c.w, c.h); got != c.want {
			t.Errorf("%dx%d: %d rows, want %d", c.w, c.h, got, c.want)
		}
	}
}

// Every height that a card can have is a class.
func TestRowClasses(t *testing.T) {
	css, err := sheet()
	if err != nil {
		t.Fatal(err)
	}
	for n := leastRows; n <= mostRows; n++ {
		if !strings.Contains(string(css), fmt.Sprintf(".r%d{--rows:%d}\n", n, n)) {
			t.Errorf("no class for %d rows", n)
		}
	}
	for i := range tints {
		if strings.Count(string(css), fmt.Sprintf(".tint%d {", i)) != 2 {
			t.Errorf("ground %d is not there in light and dark", i)
		}
	}
}

// More words never make a smaller card, and a card of the most words fits.
func TestTextCardRows(t *testing.T) {
	last := 0
	for n := range 300 {
		p := engine.PinView{ID: "p", Title: strings.Repeat("word ", n/5), Description: strings.Repeat("x ", n)}
		c := newTextCard(&p)
		if c.rows() < last || c.rows() > mostRows {
			t.Fatalf("%d words: %d rows after %d", n, c.rows(), last)
		}
		last = c.rows()
	}
	if c := newTextCard(&engine.PinView{ID: "p", Tags: []string{"a", "b"}}); c.Say != "a, b" {
		t.Errorf("a pin of tags says %q", c.Say)
	}
	if c := newTextCard(&engine.PinView{ID: "p"}); c.Say != untitled {
		t.Errorf("a pin of nothing says %q", c.Say)
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"a lamp", 6, "a lamp"}, {"a  red\nlamp", 20, "a red lamp"}, {"the red lamp", 9, "the red…"},
		{"abcdefgh", 3, "abc…"}, {"ééé", 2, "éé…"}, {"", 5, ""},
	} {
		if got := shorten(c.text, c.n); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

func TestWhy(t *testing.T) {
	it := engine.Item{
		Receipt: score.Receipt{
			{Signal: score.Copy, Weight: 2_500_000, Evidence: score.Evidence{}},
			{Signal: score.Color, Value: 500_000, Weight: 450_000, Points: 225_000, Evidence: score.Evidence{"similarity": score.Micro(500_000), "colors": []string{"#1", "#2", "#3", "#4"}}},
			{Signal: score.Shape, Value: 100_000, Weight: 150_000, Points: 15_000, Evidence: score.Evidence{}}, // too little to be said in words
			{Signal: score.Text, Value: 625_000, Weight: 400_000, Points: 250_000, Evidence: score.Evidence{"words": []string{"lamp", "red"}}},
		},
		Copies: []engine.CopyView{{ID: "c", How: []string{"resized", "recompressed"}}},
	}
	it.Score = it.Receipt.Total()
	w := newWhy("why-1", &it)
	if want := []reason{{Text: "words lamp, red"}, {Colors: []string{"#1", "#2", "#3"}, Text: "colors"}}; !reflect.DeepEqual(w.Reasons, want) {
		t.Errorf("reasons %v, want %v", w.Reasons, want)
	}
	want := part{
		Label: "Colors", Value: "0.500000", Weight: "0.45", Points: "0.225000", Percent: "50",
		Colors: []string{"#1", "#2", "#3", "#4"},
	}
	if !reflect.DeepEqual(w.Parts[1], want) {
		t.Errorf("part %+v, want %+v", w.Parts[1], want)
	}
	if !w.Parts[0].Silent || w.Parts[2].Silent || w.Score != "0.490000" { // .225 + .015 + .25
		t.Errorf("silent %v and %v, score %s", w.Parts[0].Silent, w.Parts[2].Silent, w.Score)
	}
	if want := []pinCopy{{"/pins/c", "c", "resized and recompressed"}}; !reflect.DeepEqual(w.Copies, want) {
		t.Errorf("copies %v, want %v", w.Copies, want)
	}
}

// Boards are named in the reason, and linked to in the receipt.
func TestWhyTogether(t *testing.T) {
	on := []score.BoardName{{ID: "a/b", Owner: "ana", Title: "Brass"}, {ID: "c", Owner: "ben"}}
	it := engine.Item{Receipt: score.Receipt{
		{Signal: score.Board, Value: 500_000, Weight: 300_000, Points: 150_000, Evidence: score.Evidence{"boards": on, "through": score.ThroughLooks}},
		{Signal: score.Taste, Value: 200_000, Weight: 150_000, Points: 30_000, Evidence: score.Evidence{"boards": on[:1]}},
		{Signal: score.Follow, Points: 1, Evidence: score.Evidence{"boards": []score.BoardName{}}},
	}}
	w := newWhy("why-1", &it)
	if want := []reason{{Text: "beside pictures like it on", Titles: []string{"Brass", untitled}}, {Text: "like your", Titles: []string{"Brass"}}}; !reflect.DeepEqual(w.Reasons, want) {
		t.Errorf("reasons %v, want %v", w.Reasons, want)
	}
	if want := []link{{"/boards/a%2Fb", "Brass"}, {"/boards/c", untitled}}; !reflect.DeepEqual(w.Parts[0].Boards, want) {
		t.Errorf("boards %v, want %v", w.Parts[0].Boards, want)
	}
	if want := []link{{"/boards/a%2Fb", "Brass"}}; w.Parts[1].Label != "Your boards" || !reflect.DeepEqual(w.Parts[1].Boards, want) {
		t.Errorf("taste is %+v", w.Parts[1])
	}
	if w.Parts[0].Label != "Boards" || len(w.Parts[2].Boards)+len(w.Parts[2].Notes) > 0 {
		t.Errorf("parts %+v", w.Parts)
	}
}

// The pin in between is named in the reason, and linked to in the receipt.
func TestWhyThroughAnother(t *testing.T) {
	through := func(title string) score.Part {
		return score.Part{Signal: score.Look, Value: 600_000, Weight: 400_000, Points: 240_000, Evidence: score.Evidence{
			"similarity": score.Micro(310_000), "via": score.PinName{ID: "a/b", Title: title},
		}}
	}
	w := newWhy("why-1", &engine.Item{Receipt: score.Receipt{through("Dawn"), through("")}})
	want := []reason{{Text: "looks like", Titles: []string{"Dawn"}, After: ", which looks like it"}, {Text: "looks like a pin that looks like it"}}
	if !reflect.DeepEqual(w.Reasons, want) {
		t.Errorf("reasons %v, want %v", w.Reasons, want)
	}
	for i, title := range []string{"Dawn", untitled} {
		p := w.Parts[i]
		if p.Via == nil || *p.Via != (link{"/pins/a%2Fb", title}) || p.Label != "Looks" || p.Notes != nil {
			t.Errorf("part %+v through %v", p, p.Via)
		}
	}
}

// A switch leads to the page with its signal switched and no other.
func TestToggles(t *testing.T) {
	want := []toggle{
		{"Copy", "/pins/a?off=copy%2Ctext#more", true},
		{"Colors", "/pins/a?off=color%2Ctext#more", true},
		{"Shapes", "/pins/a?off=shape%2Ctext#more", true},
		{"Textures", "/pins/a?off=texture%2Ctext#more", true},
		{"Looks", "/pins/a?off=look%2Ctext#more", true},
		{"Words", "/pins/a#more", false},
		{"Boards", "/pins/a?off=text%2Cboard#more", true},
		{"Your boards", "/pins/a?off=text%2Ctaste#more", true},
	}
	if got := toggles("/pins/a", []score.Signal{score.Text}); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestBandsFillTheStrip(t *testing.T) {
	got := bands([]engine.Color{{Hex: "#a", Weight: 600_000}, {Hex: "#b", Weight: 400_000}})
	if want := []band{{"#a", 0, 600}, {"#b", 600, 400}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
