package engine

import (
	"context"
	"slices"
)

// preview compares deposits with the pins that are kept, as far as the owner of
// each sees them.
func (im *importing) preview(ctx context.Context, deposits []Deposit) ([]Status, error) {
	known, err := im.knownPins(ctx, deposits)
	if err != nil {
		return nil, err
	}
	out := make([]Status, len(deposits))
	for i := range deposits {
		p := &deposits[i].Pin
		old, ok := known[p.Owner][p.ID]
		switch {
		case !ok:
			if out[i], err = im.previewNew(ctx, p); err != nil {
				return nil, err
			}
		case sameDeposit(&old, &deposits[i]):
			out[i] = Unchanged
		default:
			out[i] = Changed
		}
	}
	return out, nil
}

// previewNew tells what would come of a pin that is not there.
func (im *importing) previewNew(ctx context.Context, p *Pin) (Status, error) {
	if im.merges == nil {
		return Added, nil
	}
	away, err := im.merges.IsMergedAway(ctx, p)
	if away {
		return Unchanged, err
	}
	return Added, err
}

// knownPins returns, for each owner of deposits, the pins of theirs that are kept
// and that the owner sees.
func (im *importing) knownPins(ctx context.Context, deposits []Deposit) (map[UserID]map[PinID]Pin, error) {
	ids := map[UserID][]PinID{}
	for i := range deposits {
		p := &deposits[i].Pin
		ids[p.Owner] = append(ids[p.Owner], p.ID)
	}
	known := make(map[UserID]map[PinID]Pin, len(ids))
	for owner, ids := range ids {
		var err error
		if known[owner], err = im.records.Pins(ctx, owner, ids); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// sameDeposit tells whether keeping d would leave a pin as it is.
func sameDeposit(old *Pin, d *Deposit) bool {
	p := &d.Pin
	for _, b := range d.Boards {
		if !slices.Contains(old.Boards, b.Title) {
			return false
		}
	}
	return old.Owner == p.Owner && old.Title == p.Title && old.Description == p.Description &&
		slices.Equal(old.Tags, p.Tags) && old.Link == p.Link && old.Source == p.Source &&
		old.Picture == p.Picture && old.Created.Equal(p.Created)
}
