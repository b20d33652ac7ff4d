package page

import (
	"io"
	"slices"
	"strings"
	"testing"

	"akin/engine"
)

// What is secret is marked wherever it is named, and what is public is not.
func TestSecretIsMarked(t *testing.T) {
	s := newSet(t)
	boards := []engine.BoardView{worldBoards()[0], worldSecretBoard()}
	d := parse(t, func(w io.Writer) error { return s.Boards(w, Boards{engine.BoardList{Items: boards}}) })
	for i, tile := range d.with("a", "class", "tile") {
		if marked := strings.Contains(tile.text(), "secret"); marked != boards[i].Secret {
			t.Errorf("the tile of %s reads %q", boards[i].Title, tile.text())
		}
	}
	d = parse(t, func(w io.Writer) error { return s.Pin(w, worldSecretPage()) })
	if n := len(d.with("span", "class", "secret")); n != 4 { // the pin; the board it is on, twice; the one to save to
		t.Errorf("%d marks on a secret pin's page, want 4", n)
	}
	if text := d.with("div", "class", "about")[0].text(); !strings.Contains(text, "you alone see this pin") || !strings.Contains(text, "everybody sees this pin, for good") {
		t.Errorf("the page reads %q", text)
	}
	d = parse(t, func(w io.Writer) error { return s.Pin(w, worldPinPage(0)) })
	if n := len(d.with("span", "class", "secret")); n != 0 {
		t.Errorf("%d marks on a public pin's page", n)
	}
}

// Pictures of secret pins are asked for in the name of whose they are; those of
// others are the same for all.
func TestSecretPictureAddresses(t *testing.T) {
	s := newSet(t)
	for name, write := range map[string]func(io.Writer) error{
		"pin": func(w io.Writer) error { p := worldSecretPage(); p.Answer = engine.Answer{}; return s.Pin(w, p) },
		"board": func(w io.Writer) error {
			return s.Board(w, Board{Board: worldSecretBoard(), Pins: engine.PinList{Items: []engine.PinView{worldSecretPin()}}})
		},
		"tile": func(w io.Writer) error {
			return s.Boards(w, Boards{engine.BoardList{Items: []engine.BoardView{worldSecretBoard()}}})
		},
	} {
		d := parse(t, write)
		n := 0
		for e := range d.all("img", "a") {
			for _, list := range []string{e.get("src"), e.get("href"), e.get("srcset")} {
				for address := range strings.SplitSeq(list, ", ") {
					address, _, _ = strings.Cut(address, " ")
					if !strings.HasPrefix(address, "/pictures/") {
						continue
					}
					if n++; !strings.HasSuffix(address, "?viewer=local") {
						t.Errorf("%s: %s", name, address)
					}
				}
			}
		}
		if n < 2 {
			t.Errorf("%s: %d addresses of pictures", name, n)
		}
	}
	d := parse(t, func(w io.Writer) error { return s.Home(w, worldHome()) })
	if strings.Contains(d.source, "viewer=") {
		t.Error("public pictures are asked for in somebody's name")
	}
}

// One's own board can be hidden and shown, by a plain form; another's cannot.
func TestHideControl(t *testing.T) {
	s := newSet(t)
	hers := worldBoards()[0]
	hers.Owner = "ana"
	for _, test := range []struct {
		board engine.BoardView
		want  []string
	}{
		{worldBoards()[0], []string{"/boards/0000000000000001/secret secret=true"}},
		{worldSecretBoard(), []string{"/boards/s%2F1/secret secret=false"}},
		{hers, nil},
	} {
		d := parse(t, func(w io.Writer) error { return s.Board(w, Board{Board: test.board}) })
		var got []string
		for f := range d.all("form") {
			for e := range f.all("button", "input") {
				if f.get("method") == "post" && e.get("name") == "secret" {
					got = append(got, f.get("action")+" "+e.get("name")+"="+e.get("value"))
				}
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s of %s: the form sends %q, want %q", test.board.Title, test.board.Owner, got, test.want)
		}
	}
}
