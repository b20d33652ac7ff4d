package score

import "strings"

// Reason says in a few words why the score is what it is: what each part that
// counts rests on, in the order of the signals.
func (r Receipt) Reason() string {
	var said []string
	for _, p := range r {
		if words := p.reason(); words != "" {
			said = append(said, words)
		}
	}
	if not := r.pushedBy(); not != "" && len(said) > 0 {
		said = append(said, "less for being like "+not)
	}
	return strings.Join(said, "; ")
}

// pushedBy is the pin asked against that took most from a signal, "" for none.
func (r Receipt) pushedBy() (by string) {
	most := Micro(0)
	for _, p := range r {
		lost, _ := p.Evidence.micro("pushed")
		if name, ok := p.Evidence["not"].(string); ok && lost > most {
			most, by = lost, name
		}
	}
	return by
}

// From these values on a likeness is worth a word. Of a thousand photographs, the
// 20th most alike to one has a little more than a quarter by each of colours,
// shapes and textures, and than a fifth by all together; the 50th of a walk has
// half of its value. Where there are few pins a walk comes to all of them, so
// that its last step must be one to something alike as well.
const (
	telling = One / 4
	linked  = One / 5
	near    = One / 2
)

func (p *Part) reason() string {
	switch {
	case p.Signal == Copy && p.Value > 0:
		return "the same picture, " + strings.Join(p.list("how"), " and ")
	case p.Signal == Color && p.Value >= telling:
		if colors := p.list("colors"); len(colors) > 0 {
			return "colors " + strings.Join(colors[:min(3, len(colors))], " ")
		}
		return "alike in colors"
	case p.Signal == Shape && p.Value >= telling:
		return "shapes alike"
	case p.Signal == Texture && p.Value >= telling:
		return "textures alike"
	case p.Signal == Look && p.Value >= near && p.Evidence.similarity() >= linked:
		return p.look()
	case p.Signal == Region && p.Value >= telling:
		return "a part is alike"
	case p.Signal == Text && p.Value > 0:
		return "words " + strings.Join(p.list("words"), ", ")
	case p.Signal == Taste && p.Value > 0 && len(p.Evidence.Boards()) > 0:
		return "like your " + titles(p.Evidence.Boards())
	case p.Signal == Board && p.Value > 0 && len(p.Evidence.Boards()) > 0:
		return p.Together() + " " + titles(p.Evidence.Boards())
	}
	return ""
}

// look says how a pin is near, and through which other.
func (p *Part) look() string {
	via, ok := p.Evidence.Via()
	switch {
	case !ok:
		return "looks like it"
	case via.Title == "":
		return "looks like a pin that looks like it"
	}
	return "looks like *" + via.Title + "*, which looks like it"
}

func (p *Part) list(key string) []string {
	l, _ := p.Evidence[key].([]string)
	return l
}
