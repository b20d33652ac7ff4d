package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"akin/engine"
	"akin/engine/score"
)

// why is what a card says of its place: a few words, and the receipt they
// stand for.
type why struct {
	ID      string // of the receipt on the page
	Reasons []reason
	Parts   []part
	Score   string
	Copies  []pinCopy
}

// A reason is a few words, with the colours or the titles they are about.
type reason struct {
	Colors []string
	Text   string
	Titles []string // of boards, or of a pin
	After  string
}

// A part is one line of a receipt.
type part struct {
	Label                 string
	Value, Weight, Points string
	Percent               string // of the full value, for the bar
	Silent                bool   // it was asked and had no points to give
	Colors                []string
	Boards                []link
	Via                   *link // the pin in between
	Notes                 []note
}

// A note is a piece of evidence that is not a colour.
type note struct{ Name, Text string }

func newWhy(id string, it *engine.Item) *why {
	w := &why{ID: id, Score: it.Score.String(), Reasons: reasons(it.Receipt), Copies: pinCopies(it.Copies)}
	for _, p := range it.Receipt {
		w.Parts = append(w.Parts, part{
			Label: label(p.Signal), Value: p.Value.String(), Weight: trimmed(p.Weight), Points: p.Points.String(),
			Percent: percent(p.Value), Silent: p.Points == 0, Colors: colors(p.Evidence), Boards: boards(p.Evidence), Via: via(p.Evidence), Notes: notes(p.Evidence),
		})
	}
	return w
}

// chipsInReason is as many as are told apart in small print.
const chipsInReason = 3

// reasons are the parts that a receipt says in words, what counted most first:
// a narrow card shows the beginning.
func reasons(r score.Receipt) []reason {
	r = slices.Clone(r)
	slices.SortStableFunc(r, func(a, b score.Part) int { return cmp.Compare(b.Points, a.Points) })
	var list []reason
	for _, p := range r {
		text := score.Receipt{p}.Reason()
		if text == "" {
			continue
		}
		shared := colors(p.Evidence)
		if p.Signal == score.Color && len(shared) > 0 {
			list = append(list, reason{Colors: shared[:min(chipsInReason, len(shared))], Text: "colors"})
			continue
		}
		if on := boards(p.Evidence); len(on) > 0 {
			text = p.Together()
			if p.Signal == score.Taste {
				text = "like your"
			}
			list = append(list, reason{Text: text, Titles: linkTexts(on)})
			continue
		}
		if pin, ok := p.Evidence.Via(); ok && pin.Title != "" {
			list = append(list, reason{Text: "looks like", Titles: []string{pin.Title}, After: ", which looks like it"})
			continue
		}
		list = append(list, reason{Text: text})
	}
	return list
}

func colors(e score.Evidence) []string {
	list, _ := e["colors"].([]string)
	return list
}

// boards are those that evidence names.
func boards(e score.Evidence) []link {
	var list []link
	for _, b := range e.Boards() {
		list = append(list, link{boardPath(engine.BoardID(b.ID)), cmp.Or(b.Title, untitled)})
	}
	return list
}

// via is the pin that evidence says is in between, nil if there is none.
func via(e score.Evidence) *link {
	pin, ok := e.Via()
	if !ok {
		return nil
	}
	return &link{pinPath(engine.PinID(pin.ID)), cmp.Or(pin.Title, untitled)}
}

func linkTexts(links []link) []string {
	texts := make([]string, len(links))
	for i, l := range links {
		texts[i] = l.Text
	}
	return texts
}

// notes are the rest of the evidence, by name.
func notes(e score.Evidence) []note {
	var list []note
	for _, name := range slices.Sorted(maps.Keys(e)) {
		if slices.Contains([]string{"colors", "boards", "through", "via", "similarity"}, name) {
			continue // shown otherwise, or said by the reason
		}
		text := fmt.Sprint(e[name])
		if several, ok := e[name].([]string); ok {
			text = strings.Join(several, ", ")
		}
		if text != "" {
			list = append(list, note{name, text})
		}
	}
	return list
}

// trimmed is a number without the zeros at its end: "0.45", "2.5", "1".
func trimmed(m score.Micro) string {
	return strings.TrimSuffix(strings.TrimRight(m.String(), "0"), ".")
}

// percent is a number between 0 and 1 as hundredths, for an attribute.
func percent(m score.Micro) string { return trimmed(100 * min(max(m, 0), score.One)) }

// labels are the signals' names for people, where they are not plain.
var labels = map[score.Signal]string{score.Color: "Colors", score.Shape: "Shapes", score.Texture: "Textures", score.Look: "Looks", score.Text: "Words", score.Board: "Boards", score.Taste: "Your boards"}

func label(s score.Signal) string {
	name := string(s)
	return cmp.Or(labels[s], strings.ToUpper(name[:1])+name[1:])
}

// A toggle is a link that shows the same page with a signal switched.
type toggle struct {
	Label, Href string
	On          bool
}

// toggles are the signals that have a weight, and where each leads.
func toggles(path string, off []score.Signal) []toggle {
	var list []toggle
	for _, s := range score.Signals {
		if score.Weight(s) == 0 || s == score.Region {
			continue // which speaks of no answer, or of none of a page's: these ask with whole pictures
		}
		on := !slices.Contains(off, s)
		list = append(list, toggle{label(s), withQuery(path, "off", offText(off, s, on)) + "#more", on})
	}
	return list
}

// offText lists the signals that are off, with s added or taken out.
func offText(off []score.Signal, s score.Signal, add bool) string {
	var names []string
	for _, known := range score.Signals {
		is := slices.Contains(off, known)
		if known == s {
			is = add
		}
		if is {
			names = append(names, string(known))
		}
	}
	return strings.Join(names, ",")
}
