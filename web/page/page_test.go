package page

import (
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"akin/engine"
)

// everyPage calls a test with each page in each of its states.
func everyPage(t *testing.T, test func(t *testing.T, s *Set, d doc)) {
	s := newSet(t)
	broken := worldPinPage(0)
	broken.Pin.Title, broken.Pin.Description, broken.Pin.Tags, broken.Pin.Boards = hostile, hostile, []string{hostile}, []string{hostile}
	broken.Pin.Link, broken.Pin.Source = "javascript:alert(1)", hostile
	broken.Boards = []engine.BoardView{{ID: "b", Title: hostile}}
	broken.Answer.Items[0].Pin = broken.Pin
	bare := Pin{Pin: engine.PinView{ID: "bare"}}
	for name, write := range map[string]func(io.Writer) error{
		"home": func(w io.Writer) error { return s.Home(w, worldHome()) },
		"home at work": func(w io.Writer) error {
			h := worldHome()
			h.Work = &Work{ID: "a/b", Stage: "painting", Done: 3, All: 9}
			return s.Home(w, h)
		},
		"first home":  func(w io.Writer) error { return s.Home(w, Home{Work: &Work{ID: "1"}}) },
		"empty home":  func(w io.Writer) error { return s.Home(w, Home{}) },
		"later home":  func(w io.Writer) error { return s.Home(w, Home{Later: true}) },
		"pin":         func(w io.Writer) error { return s.Pin(w, worldPinPage(0)) },
		"words alone": func(w io.Writer) error { return s.Pin(w, worldPinPage(17)) },
		"hostile pin": func(w io.Writer) error { return s.Pin(w, broken) },
		"bare pin":    func(w io.Writer) error { return s.Pin(w, bare) },
		"search":      func(w io.Writer) error { return s.Search(w, Search{Text: hostile, Answer: worldAnswer(9)}) },
		"found none":  func(w io.Writer) error { return s.Search(w, Search{Text: "zebra"}) },
		"no words":    func(w io.Writer) error { return s.Search(w, Search{}) },
		"by picture": func(w io.Writer) error {
			return s.Search(w, Search{Picture: true, Text: "red", Answer: postedAnswer()})
		},
		"secret pin": func(w io.Writer) error { return s.Pin(w, worldSecretPage()) },
		"secret board": func(w io.Writer) error {
			return s.Board(w, Board{worldSecretBoard(), engine.PinList{Items: []engine.PinView{worldSecretPage().Pin}}, worldAnswer(3)})
		},
		"boards":    func(w io.Writer) error { return s.Boards(w, Boards{engine.BoardList{Items: worldBoards()}}) },
		"no boards": func(w io.Writer) error { return s.Boards(w, Boards{}) },
		"board": func(w io.Writer) error {
			return s.Board(w, Board{worldBoards()[0], engine.PinList{Items: worldPins(9)}, worldAnswer(12)})
		},
		"board without ideas": func(w io.Writer) error {
			return s.Board(w, Board{Board: worldBoards()[0], Pins: engine.PinList{Items: worldPins(9)}})
		},
		"empty board": func(w io.Writer) error { return s.Board(w, Board{}) },
		"problem": func(w io.Writer) error {
			return s.Problem(w, Problem{404, "Not there", hostile, "look elsewhere", "7"})
		},
		"docs":         func(w io.Writer) error { return s.Docs(w, worldDocs()) },
		"bare docs":    func(w io.Writer) error { return s.Docs(w, Docs{}) },
		"bare problem": func(w io.Writer) error { return s.Problem(w, Problem{}) },
	} {
		t.Run(name, func(t *testing.T) { test(t, s, parse(t, write)) })
	}
}

// Nothing on a page is inline or from elsewhere, whatever pins say.
func TestPolicy(t *testing.T) {
	everyPage(t, func(t *testing.T, s *Set, d doc) {
		for e := range d.all() {
			for _, a := range e.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s> has the attribute %s=%q", e.Data, a.Key, a.Val)
				}
				if slices.Contains([]string{"src", "href", "action", "srcset"}, a.Key) && !allowedAddress(e, a.Val) {
					t.Errorf("<%s %s=%q>", e.Data, a.Key, a.Val)
				}
			}
		}
		for e := range d.all("style", "base", "iframe", "object", "form", "script") {
			switch {
			case e.Data == "form" && strings.HasPrefix(e.get("action"), "/"):
			case e.Data == "script" && e.text() == "" && e.get("src") != "" && e.get("type") == "module":
			default:
				t.Errorf("<%s> with %v: %q", e.Data, e.Attr, e.text())
			}
		}
	})
}

// allowedAddress tells what may stand in an address: paths and fragments, and
// elsewhere only where a person who follows it tells nothing of this page.
func allowedAddress(e doc, address string) bool {
	if e.Data == "a" && strings.HasPrefix(address, "https://") {
		return e.get("rel") == "noopener noreferrer nofollow"
	}
	return address[0] == '#' || address[0] == '/' && !strings.HasPrefix(address, "//") && !strings.Contains(address, ":")
}

func TestAssetsAreThere(t *testing.T) {
	everyPage(t, func(t *testing.T, s *Set, d doc) {
		n := 0
		for e := range d.all("link", "script") {
			name, _ := strings.CutPrefix(e.get("href")+e.get("src"), AssetPath)
			if _, contentType, ok := s.Asset(name); !ok || contentType == "" {
				t.Errorf("%q is not there, or of no type", name)
			}
			n++
		}
		if want := 5 + len(d.with("aside", "class", "work")); n != want {
			t.Errorf("%d files, want %d", n, want)
		}
	})
}

// What a screen reader goes by: one h1 first and no level left out, pictures
// with sizes and words, names for all that can be used, IDs that are unique
// and refer to something.
func TestStructure(t *testing.T) {
	everyPage(t, func(t *testing.T, s *Set, d doc) {
		level := 0
		for e := range d.all("h1", "h2", "h3", "h4") {
			n := int(e.Data[1] - '0')
			if n > level+1 || n == 1 && level != 0 {
				t.Errorf("<%s>%s comes after level %d", e.Data, e.text(), level)
			}
			level = n
		}
		if level == 0 {
			t.Error("no heading")
		}
		for e := range d.all("img") {
			w, errW := strconv.Atoi(e.get("width"))
			h, errH := strconv.Atoi(e.get("height"))
			if _, ok := e.attr("alt"); !ok || errW != nil || errH != nil || w < 1 || h < 1 {
				t.Errorf("a picture lacks width, height or alt: %v", e.Attr)
			}
		}
		for e := range d.all("a", "button", "summary") {
			if accessibleName(e) == "" {
				t.Errorf("<%s> without a name: %v", e.Data, e.Attr)
			}
		}
		checkReferences(t, d)
	})
}

// accessibleName is, roughly, what a screen reader says.
func accessibleName(e doc) string {
	name := e.get("aria-label") + e.text()
	for img := range e.all("img") {
		name += img.get("alt")
	}
	return name
}

func checkReferences(t *testing.T, d doc) {
	ids, labelled := map[string]int{}, map[string]bool{}
	for e := range d.all() {
		if id, ok := e.attr("id"); ok {
			ids[id]++
		}
		if e.Data == "label" {
			labelled[e.get("for")] = true
		}
	}
	for id, n := range ids {
		if n > 1 || id == "" {
			t.Errorf("%d elements have the ID %q", n, id)
		}
	}
	for e := range d.all() {
		for _, key := range []string{"for", "popovertarget", "aria-labelledby", "aria-controls"} {
			if id, ok := e.attr(key); ok && ids[id] == 0 {
				t.Errorf("%s=%q refers to nothing", key, id)
			}
		}
		if e.Data == "input" && !labelled[e.get("id")] {
			t.Errorf("no label for the field %q", e.get("name"))
		}
	}
}

// The home page is all of this machine, and small.
// Work that brings pins shows how far it is, and where a script hears of it.
func TestWorkOnHome(t *testing.T) {
	s := newSet(t)
	home := Home{Work: &Work{ID: "a/b", Stage: "painting", Done: 3, All: 9}}
	d := parse(t, func(w io.Writer) error { return s.Home(w, home) })
	work := d.with("aside", "class", "work")
	if len(work) != 1 || work[0].get("data-events") != "/api/v1/jobs/a%2Fb/events" {
		t.Fatalf("%d asides", len(work))
	}
	if text := work[0].text(); !strings.Contains(text, "Painting the demo") || !strings.Contains(text, "3 of 9") {
		t.Errorf("it reads %q", text)
	}
	if bar := d.with("progress", "max", "9"); len(bar) != 1 || bar[0].get("value") != "3" {
		t.Errorf("%d bars", len(bar))
	}
	if text := d.with("section", "class", "empty")[0].text(); strings.Contains(text, "akin import") {
		t.Errorf("while the first pins come it reads %q", text)
	}
}

func TestHome(t *testing.T) {
	s := newSet(t)
	d := parse(t, func(w io.Writer) error { return s.Home(w, worldHome()) })
	if i := strings.Index(d.source, "://"); i >= 0 {
		t.Errorf("an absolute address: %q", d.source[max(0, i-60):i+20])
	}
	if n := len(d.with("a", "class", "face")); n != 48 {
		t.Errorf("%d cards, want 48", n)
	}
	if len(d.with("a", "href", "/?after=eyJnIjoiMDAwMDAxIn0.c2lnbmF0dXJl")) != 1 {
		t.Error("no link to what follows")
	}
	total := zipped(t, d.source)
	for e := range d.all("link", "script") {
		data, _, _ := s.Asset(strings.TrimPrefix(e.get("href")+e.get("src"), AssetPath))
		total += zipped(t, string(data))
	}
	t.Logf("%d bytes of HTML zipped, %d with everything that is not a pin's picture", zipped(t, d.source), total)
	if total > 30_000 { // half of what a first view may take; raise it with a reason
		t.Errorf("the first view takes %d bytes", total)
	}
}

func zipped(t *testing.T, text string) int {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestHostileWordsStayWords(t *testing.T) {
	s := newSet(t)
	p := Pin{Pin: engine.PinView{ID: "p", Title: hostile, Description: hostile, Link: "javascript:alert(1)"}, Answer: worldAnswer(1)}
	p.Answer.Items[0].Pin.Title = hostile
	d := parse(t, func(w io.Writer) error { return s.Pin(w, p) })
	for e := range d.all("h1") {
		if e.text() != hostile {
			t.Errorf("the heading reads %q", e.text())
		}
	}
	if n := len(d.with("img", "alt", hostile)); n != 1 {
		t.Errorf("%d pictures are described by their title, want 1", n)
	}
	if strings.Contains(d.source, `href="javascript`) || !strings.Contains(d.source, "Link: javascript:alert(1)") {
		t.Error("the link is a link, or is not shown")
	}
}

func TestWordsAlone(t *testing.T) {
	s := newSet(t)
	d := parse(t, func(w io.Writer) error { return s.Pin(w, Pin{Pin: worldPin(17)}) })
	for range d.all("img") {
		t.Error("a picture on the page of a pin of words alone")
	}
	d = parse(t, func(w io.Writer) error {
		return s.Home(w, Home{Pins: engine.PinList{Items: []engine.PinView{worldPin(17)}}})
	})
	card := d.with("a", "class", "face")[0]
	if want := sayings[1].title + sayings[1].description; card.text() != want {
		t.Errorf("the card says %q, want %q", card.text(), want)
	}
}

func TestEmptyCollectionTellsTheCommand(t *testing.T) {
	s := newSet(t)
	d := parse(t, func(w io.Writer) error { return s.Home(w, Home{}) })
	for e := range d.all("code") {
		if e.text() == "akin import ~/Pictures" {
			return
		}
	}
	t.Error("the command is not there")
}

// More for a board stands below its pins, each with a receipt whose boards are
// links; a board without any has no empty section.
func TestIdeasOfABoard(t *testing.T) {
	s := newSet(t)
	b := Board{worldBoards()[0], engine.PinList{Items: worldPins(3)}, worldAnswer(2)}
	d := parse(t, func(w io.Writer) error { return s.Board(w, b) })
	if n := len(d.with("section", "id", "ideas")); n != 1 {
		t.Fatalf("%d sections of ideas", n)
	}
	ideas := d.with("section", "id", "ideas")[0]
	if text := ideas.text(); !strings.HasPrefix(text, "More for this board") || !strings.Contains(text, "both on Landscapes") {
		t.Errorf("the ideas read %q", text)
	}
	if n := len(d.with("a", "href", "/pins/copy-a")); n != 1+1 { // through it, and as a copy
		t.Errorf("%d links to the pin in between", n)
	}
	if n := len(d.with("a", "href", "/boards/1")); n != 1 {
		t.Errorf("%d links to the board of the evidence", n)
	}
	b.Ideas = engine.Answer{}
	d = parse(t, func(w io.Writer) error { return s.Board(w, b) })
	if len(d.with("section", "id", "ideas")) != 0 {
		t.Error("a section without ideas")
	}
}

func TestFoundCopyIsTold(t *testing.T) {
	s := newSet(t)
	d := parse(t, func(w io.Writer) error { return s.Search(w, Search{Picture: true, Answer: postedAnswer()}) })
	notes := d.with("p", "class", "notice")
	if len(notes) != 1 || notes[0].text() != "This picture is here already: Seven discs, recompressed." {
		t.Errorf("%d notices", len(notes))
	}
	d = parse(t, func(w io.Writer) error { return s.Search(w, Search{Picture: true, Answer: worldAnswer(3)}) })
	if len(d.with("p", "class", "notice")) != 0 {
		t.Error("a copy is told of where there is none")
	}
}

func TestSaveControl(t *testing.T) {
	s := newSet(t)
	p := Pin{
		Pin: engine.PinView{ID: "a/b", Boards: []string{"Blue", "Hidden"}}, On: []engine.BoardView{
			{ID: "1", Title: "Blue", Owner: engine.LocalUser}, {ID: "3", Title: "Ana's", Owner: "ana"}, // hers is not the viewer's to take it off
		},
		Boards: []engine.BoardView{{ID: "1", Title: "Blue"}, {ID: "2", Title: "Green"}},
	}
	d := parse(t, func(w io.Writer) error { return s.Pin(w, p) })
	var got []string
	for f := range d.all("form") {
		for e := range f.all("button", "input") {
			if f.get("method") == "post" && e.get("name") != "" {
				got = append(got, f.get("action")+" "+e.get("name")+"="+e.get("value"))
			}
		}
	}
	want := []string{"/search/picture image=", "/search/picture text=", "/pins/a%2Fb/unsave board=1", "/pins/a%2Fb/save board=2", "/pins/a%2Fb/save title=", "/pins/a%2Fb/save secret=true"}
	if !slices.Equal(got, want) {
		t.Errorf("the forms send %q, want %q", got, want)
	}
	on := d.with("div", "id", "on")[0]
	if on.text() != "On boardsBlueAna'sHidden" || len(on.with("a", "href", "/boards/1")) != 1 {
		t.Errorf("the boards read %q", on.text())
	}
}
