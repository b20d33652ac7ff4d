package page

import (
	"cmp"
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"akin/engine"
)

// Home is the first page, "/": the newest pins, and boards above them.
type Home struct {
	Pins   engine.PinList
	Boards []engine.BoardView // may be nil, as on pages after the first
	Later  bool               // the page is not the first
	Work   *Work              // that brings more pins just now; nil for none
}

// Work is a job that brings pins while the page is looked at.
type Work struct {
	ID    string
	Stage string // as job.Job has it
	Done  int
	All   int // 0 if it is not known
}

// Says names the work for a person.
func (w *Work) Says() string {
	switch w.Stage {
	case "painting":
		return "Painting the demo"
	case "importing", "counting":
		return "Importing"
	}
	return "Indexing"
}

// Events is the address of the job's events.
func (w *Work) Events() string { return "/api/v1/jobs/" + url.PathEscape(w.ID) + "/events" }

// Home writes the page. More leads to "/?after=BOOKMARK". Without any pins, and
// if it is the first, it says how to import some.
func (s *Set) Home(w io.Writer, h Home) error {
	return s.render(w, "home", shell{Title: "akin", Main: struct {
		Empty, Later bool
		Boards       []tile
		Cards        []card
		Next         string
		Work         *Work
	}{
		Work:  h.Work,
		Empty: len(h.Pins.Items) == 0 && !h.Later, Later: h.Later,
		Boards: tiles(h.Boards), Cards: pinCards(h.Pins.Items), Next: next("/", h.Pins.Bookmark),
	}})
}

// Boards is the list of boards, "/boards".
type Boards struct{ List engine.BoardList }

// Boards writes the page. More leads to "/boards?after=BOOKMARK".
func (s *Set) Boards(w io.Writer, b Boards) error {
	return s.render(w, "boards", shell{Title: "Boards · akin", Main: struct {
		Tiles []tile
		Next  string
	}{tiles(b.List.Items), next("/boards", b.List.Bookmark)}})
}

// Board is one board, "/boards/{id}".
type Board struct {
	Board engine.BoardView
	Pins  engine.PinList
	Ideas engine.Answer // pins that would belong there; none on pages after the first
}

// Board writes the page. More leads to "/boards/{id}?after=BOOKMARK". On a board
// of the viewer's own, a form posts "secret" (true or false) to
// "/boards/{id}/secret" and expects to come back here.
func (s *Set) Board(w io.Writer, b Board) error {
	title := cmp.Or(b.Board.Title, untitled)
	return s.render(w, "board", shell{Title: title + " · akin", Main: struct {
		Title, Count, Next string
		Secret, Own        bool
		Hide               string // where the form goes
		Cards, Ideas       []card
	}{
		title, countPins(b.Board.Pins) + byOwner(b.Board.Owner), next(boardPath(b.Board.ID), b.Pins.Bookmark),
		b.Board.Secret, b.Board.Owner == engine.LocalUser, boardPath(b.Board.ID) + "/secret",
		pinCards(b.Pins.Items), itemCards(b.Ideas.Items),
	}})
}

// Search is what was found by words, "/search?q=...", or by a picture, posted
// to "/search/picture" as the field image of a form, with words in its field
// text.
type Search struct {
	Text    string
	Picture bool // a picture was posted
	Answer  engine.Answer
}

// Search writes the page. By words, More leads to "/search?q=...&after=BOOKMARK";
// a posted picture is not kept, so nothing can follow. Without words and
// picture it asks for some, and Answer is not looked at.
func (s *Set) Search(w io.Writer, q Search) error {
	m := results{Heading: q.Text, Cards: itemCards(q.Answer.Items), Nothing: "No pin has any of these words. Fewer or other words may find more."}
	field := q.Text
	switch {
	case q.Picture:
		m.Heading, m.Words, m.Copy, field = "Pins like your picture", q.Text, foundCopy(q.Answer.Items), ""
		m.Nothing = "No pin is like this picture."
	case strings.TrimSpace(q.Text) == "":
		m = results{Heading: "Search", Nothing: "Type words above, or choose a picture."}
	default:
		m.Next = next("/search", q.Answer.Bookmark, "q", q.Text)
	}
	return s.render(w, "results", shell{Title: m.Heading + " · akin", Query: field, Main: m})
}

type results struct {
	Heading, Words string
	Copy           *found
	Cards          []card
	Nothing, Next  string
}

// found names the pin that a posted picture is a copy of.
type found struct{ Href, Title, How string }

func foundCopy(items []engine.Item) *found {
	if len(items) == 0 || items[0].Copy == nil {
		return nil
	}
	p := &items[0].Pin
	return &found{pinPath(p.ID), cmp.Or(p.Title, untitled), strings.Join(items[0].Copy.How, " and ")}
}

// Problem says what went wrong, or what is not there.
type Problem struct {
	Status    int
	Title     string
	Detail    string
	Hint      string // may be empty
	RequestID string // may be empty
}

// sentence makes one of an error's text; nothing of nothing.
func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	text = string(unicode.ToUpper(first)) + text[size:]
	if strings.ContainsRune(".!?", rune(text[len(text)-1])) {
		return text
	}
	return text + "."
}

// Problem writes the page; nothing of it depends on the rest of akin.
func (s *Set) Problem(w io.Writer, p Problem) error {
	p.Detail, p.Hint = sentence(p.Detail), sentence(p.Hint)
	return s.render(w, "problem", shell{Title: p.Title + " · akin", Main: p})
}
