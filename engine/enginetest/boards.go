package enginetest

import (
	"cmp"
	"context"
	"slices"

	"akin/engine"
)

// Boards is as much of an engine.Library over these records as filters ask for:
// Board and Newest. The rest panics.
func Boards(r *Records) engine.Library { return boards{records: r} }

type boards struct {
	engine.Library
	records *Records
}

func (b boards) Board(_ context.Context, id engine.BoardID) (engine.BoardInfo, error) {
	b.records.mu.Lock()
	defer b.records.mu.Unlock()
	for _, on := range b.records.on {
		if title, ok := on[id]; ok {
			return engine.BoardInfo{Board: engine.Board{ID: id, Title: title}}, nil
		}
	}
	return engine.BoardInfo{}, engine.Errorf(engine.NotFound, "there is no board %q", id)
}

func (b boards) Newest(_ context.Context, board engine.BoardID, after engine.PinPosition, limit int) ([]engine.PinPosition, error) {
	var all []engine.PinPosition
	for _, p := range b.records.all() {
		b.records.mu.Lock()
		_, on := b.records.on[p.ID][board]
		b.records.mu.Unlock()
		if on || board == "" {
			all = append(all, engine.PinPosition{At: p.Created, ID: p.ID})
		}
	}
	slices.SortFunc(all, func(p, q engine.PinPosition) int { return cmp.Or(q.At.Compare(p.At), cmp.Compare(p.ID, q.ID)) })
	if i := slices.Index(all, after); i >= 0 {
		all = all[i+1:]
	}
	return all[:min(limit, len(all))], nil
}
