package engine

import "akin/engine/eye"

// Alike is the graph of visual neighbours: each public pin with a picture is
// linked with those most alike. It is a function of these pins, their pictures
// and the fit. A viewer's own pins have no place in it: like a posted picture,
// such a pin is looked for by the pins nearest to its code.
type Alike interface {
	// Walk walks from the seeds as eye.Graph.Walk does, and returns the n pins
	// where most arrives, most first, those with equal scores by ID; seeds are
	// among them, and all that score the same as the last one. Seeds that are
	// not in the graph, as a viewer's own pins or those without a picture, are
	// left out; without any other, nothing is found. It costs no more the more
	// pins there are.
	Walk(seeds []RowWeight, n int) []RowFound

	// NearestTo returns the n pins whose codes are most alike to the code, which
	// the snapshot's fit made, most alike first, those equally alike by ID; fewer
	// if there are not as many. It looks at all pins, .2 microseconds at each.
	NearestTo(code eye.Code, n int) []RowSimilarity
}

// A RowWeight is where a walk starts, and with what part of the whole: weights
// are positive and count by their proportions.
type RowWeight struct {
	Row    Row
	Weight float64
}

// A RowFound is a pin that a walk reached, see eye.Found. Via is the pin in
// between; HasVia is false for a seed to which more was given than came back.
type RowFound struct {
	Row    Row
	Score  float64
	Via    Row
	HasVia bool
}

// A RowSimilarity is a pin, and how much it is alike.
type RowSimilarity struct {
	Row        Row
	Similarity eye.Similarity
}

// LookSeeds are the seeds of a walk from a picture that is not in the graph,
// made of the pins nearest to it: ten are usual. See eye.SeedsOf.
func LookSeeds(near []RowSimilarity) []RowWeight {
	pins := make([]eye.Neighbour, len(near))
	for i, s := range near {
		pins[i] = eye.Neighbour{Pin: uint32(s.Row), Similarity: s.Similarity}
	}
	var seeds []RowWeight
	for _, s := range eye.SeedsOf(pins) {
		seeds = append(seeds, RowWeight{Row(s.Pin), s.Weight})
	}
	return seeds
}
