package score

import "strings"

// A BoardName names a board in evidence. Its fields are in the order of their
// names in JSON, in which evidence that was read back is written too.
type BoardName struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	Title string `json:"title"`
}

// A PinName names a pin in evidence, its fields in order as well.
type PinName struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// viaKey is the name under which the evidence of Look has the pin in between.
const viaKey = "via"

// Via returns the pin through which another is near; false if there is none in
// between.
func (e Evidence) Via() (PinName, bool) {
	via, ok := e[viaKey].(PinName)
	return via, ok
}

// The names under which the evidence of Board has the boards on which a pin
// stands beside what was asked with, the strongest first, and what they hold
// where that is no pin asked with. The evidence of Taste has under the first the
// viewer's boards that the pin is near to.
const (
	boardsKey  = "boards"
	throughKey = "through"

	ThroughBoard = "board" // pins of the board asked with
	ThroughLooks = "looks" // pins like the picture asked with
)

// Boards returns the boards that evidence names, nil if it names none.
func (e Evidence) Boards() []BoardName {
	list, _ := e[boardsKey].([]BoardName)
	return list
}

// Together says in a few words what the boards of a part have to do with it;
// their titles follow.
func (p *Part) Together() string {
	switch p.Evidence[throughKey] {
	case ThroughBoard:
		return "beside pins of the board on"
	case ThroughLooks:
		return "beside pictures like it on"
	}
	return "both on"
}

// titles lists boards: "*Lamps*", "*Lamps* and *Brass*", "*Lamps*, *Brass* and
// *Hall*".
func titles(boards []BoardName) string {
	var b strings.Builder
	for i, board := range boards {
		switch {
		case i > 0 && i == len(boards)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString("*" + board.Title + "*")
	}
	return b.String()
}

// boardNames is a list of boards as such, or the list as it is.
func boardNames(list []any) any {
	names := make([]BoardName, len(list))
	for i, v := range list {
		fields, ok := v.(map[string]any)
		id, isID := fields["id"].(string)
		owner, isOwner := fields["owner"].(string)
		title, isTitle := fields["title"].(string)
		if !ok || !isID || !isOwner || !isTitle || len(fields) != 3 {
			return list
		}
		names[i] = BoardName{id, owner, title}
	}
	return names
}

// pinName is the name of a pin as such, or the fields as they are.
func pinName(fields map[string]any) any {
	id, isID := fields["id"].(string)
	title, isTitle := fields["title"].(string)
	if !isID || !isTitle || len(fields) != 2 {
		return fields
	}
	return PinName{id, title}
}
