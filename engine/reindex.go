package engine

import "context"

// A ReindexSummary says what a reindex made.
type ReindexSummary struct {
	Generation string `json:"generation"`
	Pins       int    `json:"pins"`
	Failed     int    `json:"failed"` // pictures that could not be read
}

// Reindex derives the index anew from the records. Who finds pins meanwhile is
// not disturbed, and what is kept meanwhile is in the new index.
func (e *Engine) Reindex(ctx context.Context, opts RebuildOptions) (ReindexSummary, error) {
	var sum ReindexSummary
	told := opts.Failed
	opts.Failed = func(id PictureID, err error) {
		sum.Failed++
		if told != nil {
			told(id, err)
		}
	}
	if err := e.index.Rebuild(ctx, opts); err != nil {
		return sum, err
	}
	snap := e.index.Snapshot()
	defer snap.Close()
	sum.Generation, sum.Pins = snap.Generation(), snap.Len()
	return sum, nil
}
