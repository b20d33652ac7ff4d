package engine

import (
	"context"
	"time"
)

// The stages that Parts.Stages hears of, and Stages all of them in the order of
// a query.
const (
	StageDecode     = "decode"     // bytes of a posted picture to pixels
	StageFeatures   = "features"   // pixels to what it looks like
	StageCandidates = "candidates" // a filter is looked up, signals propose
	StageWalk       = "walk"       // reserved for walks over the graph: none is measured yet
	StageScore      = "score"      // candidates are judged, ranked and folded
)

// Stages lists the names of all stages.
var Stages = []string{StageDecode, StageFeatures, StageCandidates, StageWalk, StageScore}

// A meter times stages. The nil meter reads no clock.
type meter func(stage string, took time.Duration)

// start begins a stage; what it returns ends it. What failed is not told of: a
// broken file takes no time that says anything.
func (m meter) start(stage string) (end func()) {
	if m == nil {
		return func() {}
	}
	began := time.Now() // not Parts.Now, which dates pins and may stand still
	return func() { m(stage, time.Since(began)) }
}

// Status measures the index.
func (e *Engine) Status(context.Context) (IndexStatus, error) { return e.index.Status() }
