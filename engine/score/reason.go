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
	return strings.Join(said, "; ")
}

// telling is the value from which a likeness is worth a word: below it, two
// pictures have as much in common as any two.
const telling = One / 4

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
		return "composed alike"
	case p.Signal == Text && p.Value > 0:
		return "words " + strings.Join(p.list("words"), ", ")
	case p.Signal == Taste && p.Value > 0 && len(p.Evidence.Boards()) > 0:
		return "like your " + titles(p.Evidence.Boards())
	case p.Signal == Board && p.Value > 0 && len(p.Evidence.Boards()) > 0:
		return p.Together() + " " + titles(p.Evidence.Boards())
	}
	return ""
}

func (p *Part) list(key string) []string {
	l, _ := p.Evidence[key].([]string)
	return l
}
