package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"akin/engine"
	"akin/engine/region"
	"akin/engine/score"
)

// parseAnchor reads a pin to start from, as ID, source:PATH or either with a
// weight behind a colon. Whatever looks like a weight there is one: a pin whose
// own name ends so is named with a weight behind it, "photo:12:1".
func parseAnchor(text string) (engine.Anchor, error) {
	whole := engine.Anchor{ID: engine.PinID(text)}
	at := strings.LastIndexByte(text, ':')
	if at < 0 || text[:at+1] == engine.SourcePrefix || strings.Trim(text[at+1:], "+-.0123456789") != "" {
		return whole, nil
	}
	weight, err := strconv.ParseFloat(text[at+1:], 64)
	if err != nil {
		return whole, nil
	}
	a := engine.Anchor{ID: engine.PinID(text[:at]), Weight: score.Micro(math.Round(min(max(weight, 0), 2*maxWeight) * float64(score.One)))}
	if a.Weight < 1 || a.Weight > maxWeight*score.One {
		return a, fmt.Errorf("the weight of pin %q is %s, must be above 0 and at most %d", a.ID, text[at+1:], maxWeight)
	}
	return a, nil
}

// maxWeight is the most that an anchor of a query may weigh.
const maxWeight = 1000

// parseRegion reads a part of a picture as x,y,w,h.
func parseRegion(text string) (*region.Rect, error) {
	var sides []float64
	for side := range strings.SplitSeq(text, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(side), 64)
		if err != nil {
			return nil, fmt.Errorf("%q has %q where a number must stand: write x,y,w,h as 0.25,0,0.5,1", text, side)
		}
		sides = append(sides, v)
	}
	if len(sides) != 4 {
		return nil, fmt.Errorf("%q has %d numbers in place of 4: write x,y,w,h as 0.25,0,0.5,1", text, len(sides))
	}
	r, err := region.RectOf(sides[0], sides[1], sides[2], sides[3])
	if err != nil {
		return nil, err
	}
	return &r, nil
}
