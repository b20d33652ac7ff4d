package record

import (
	"context"
	"fmt"

	"akin/engine"
)

// Phrases implements engine.Library. It takes 2 us a phrase, so that all 220,000
// of a collection of 200,000 pins take half a second, and the few that are new
// no more than the question, some 100 us.
func (d *DB) Phrases(ctx context.Context, after int64) ([]engine.Phrase, error) {
	rows, err := d.gets.PhrasesAfter(ctx, after)
	if err != nil {
		return nil, fmt.Errorf("read what can be suggested after %d: %w", after, err)
	}
	all := make([]engine.Phrase, len(rows))
	for i, r := range rows {
		all[i] = engine.Phrase{ID: r.ID, Kind: engine.PhraseKind(r.Kind), Text: r.Text, Pins: int(r.Pins), Seq: r.Seq}
	}
	return all, nil
}
