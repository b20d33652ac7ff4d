package main

import (
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/region"
	"akin/engine/score"
)

func TestParseAnchor(t *testing.T) {
	for text, want := range map[string]engine.Anchor{
		"a1b2":               {ID: "a1b2"},
		"a1b2:0.5":           {ID: "a1b2", Weight: score.One / 2},
		"a1b2:1000":          {ID: "a1b2", Weight: 1000 * score.One},
		"a1b2:.000001":       {ID: "a1b2", Weight: 1},
		"photo:12:1":         {ID: "photo:12", Weight: score.One},
		"photo:twelve":       {ID: "photo:twelve"},
		"photo:1e3":          {ID: "photo:1e3"},
		"photo:1.2.3":        {ID: "photo:1.2.3"},
		"photo:":             {ID: "photo:"},
		"source:12":          {ID: "source:12"},
		"source:12:3":        {ID: "source:12", Weight: 3 * score.One},
		"source:a b.jpg":     {ID: "source:a b.jpg"},
		"source:a/b.jpg:2.5": {ID: "source:a/b.jpg", Weight: 2_500_000},
		"":                   {},
	} {
		if got, err := parseAnchor(text); err != nil || got != want {
			t.Errorf("%q reads as %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"a:0", "a:-1", "a:0.0000001", "a:1000.1", "source:b:99999999999999999999"} {
		if got, err := parseAnchor(text); err == nil || !strings.Contains(err.Error(), "must be above 0 and at most 1000") {
			t.Errorf("%q reads as %+v, %v", text, got, err)
		}
	}
}

// A region reaches a server to the unit.
func TestRegionOfQuery(t *testing.T) {
	for _, want := range []region.Rect{region.Whole, {X: 1, Y: 2, W: 3, H: 4}, {X: 32766, Y: 11111, W: 1, H: 21657}} {
		sent := clientQuery(&engine.Query{Region: &want}).Region
		if got, err := region.RectOf(sent.X, sent.Y, sent.W, sent.H); err != nil || got != want {
			t.Errorf("%v arrives as %v, %v", want, got, err)
		}
	}
}
