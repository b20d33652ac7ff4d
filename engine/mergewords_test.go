package engine_test

import (
	"strings"
	"testing"

	"akin/engine"
)

func TestJoinWords(t *testing.T) {
	long := strings.Repeat("long ", 1999) // 9,995 bytes
	var fifty []string
	for i := range 49 {
		fifty = append(fifty, strings.Repeat("t", i+1))
	}
	type pins = []engine.Pin
	for _, c := range []struct {
		name   string
		pins   pins // the original first
		wanted engine.Pin
	}{
		{"nothing anywhere", pins{{}, {}}, engine.Pin{}},
		{"all of the original", pins{{Title: "A", Description: "B", Tags: []string{"c"}, Link: "d"}, {}}, engine.Pin{Title: "A", Description: "B", Tags: []string{"c"}, Link: "d"}},
		{"all of a copy", pins{{}, {}, {Title: "A", Description: "B", Tags: []string{"c"}, Link: "d"}}, engine.Pin{Title: "A", Description: "B", Tags: []string{"c"}, Link: "d"}},
		{"the first that says it", pins{{Title: " "}, {Title: "A", Link: "x"}, {Title: "a ", Link: "y"}}, engine.Pin{Title: "A", Link: "x"}},
		{"two titles", pins{{Title: "Dusk"}, {Title: "Evening"}}, engine.Pin{Title: "Dusk", Description: "Evening"}},
		{"a title within another", pins{{Title: "Dusk at sea"}, {Title: "dusk", Description: "At  Sea"}}, engine.Pin{Title: "Dusk at sea"}},
		{"two descriptions", pins{{Title: "A", Description: "One."}, {Title: "A", Description: "Two.\nThree."}, {Description: "two. three."}}, engine.Pin{Title: "A", Description: "One.\n\nTwo.\nThree."}},
		{"tags in other letters", pins{{Tags: []string{"Sea", "a"}}, {Tags: []string{"sea", "b"}}, {Tags: []string{" SEA", "B ", "c"}}}, engine.Pin{Tags: []string{"Sea", "a", "b", "c"}}},
		{
			"names of files say nothing beside a title", pins{{Title: "IMG 1", Source: "x/IMG_1.jpg"}, {Title: "img 2", Source: "img-2.png"}, {Title: "Dusk", Source: "y/z.jpg"}},
			engine.Pin{Title: "Dusk", Source: "x/IMG_1.jpg"},
		},
		{"names of files alone", pins{{Title: "IMG 1", Source: "x/IMG_1.jpg"}, {Title: "img 2", Source: "img-2.png"}}, engine.Pin{Title: "IMG 1", Source: "x/IMG_1.jpg"}},
		{"too long by a paragraph", pins{{Title: "x", Description: long}, {Description: "1234"}, {Description: "123"}}, engine.Pin{Title: "x", Description: long + "\n\n123"}},
		{"too many tags", pins{{Tags: fifty}, {Tags: []string{"one", "more"}}}, engine.Pin{Tags: append(append([]string{}, fifty...), "one")}},
		{"nothing else", pins{{ID: "a", Owner: "ana"}, {ID: "b", Owner: "ben", Picture: "p", Secret: true}}, engine.Pin{ID: "a", Owner: "ana"}},
	} {
		got := c.pins[0]
		engine.JoinWords(&got, c.pins[1:])
		equal(t, c.name, got, c.wanted)
	}
}
