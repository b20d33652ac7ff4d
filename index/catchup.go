package index

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"akin/engine"
)

// chunk is how many changed pins are taken into the overlay at once. Each
// chunk costs a copy of the overlay's maps and one batch in the text index;
// this many fit in memory with their looks, 7 MB a thousand.
const chunk = 4000

// CatchUp implements engine.Index.
func (s *Store) CatchUp(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.catchUp(ctx, s.live.over.through)
}

// catchUp brings the overlay up to the record, with s.writing held. The text
// index holds the changes up to have already, which may be more than the
// overlay does after a start.
func (s *Store) catchUp(ctx context.Context, have int64) error {
	over := s.live.over
	ids, head, err := s.Records.Changed(ctx, over.through)
	if err != nil || head == over.through {
		return err
	}
	texted := map[engine.PinID]bool{}
	if have > over.through {
		if texted, err = s.changedBetween(ctx, ids, have); err != nil {
			return err
		}
	}
	e := extension{s, s.live.generation, s.live.text, s.live.keep, func(id engine.PinID) bool { return !texted[id] }}
	if over, err = e.extend(ctx, over, ids, head); err != nil {
		return err
	}
	v, err := newView(e.gen, over, e.text, e.keep)
	if err != nil {
		return err
	}
	s.publish(v)
	return nil
}

// changedBetween returns which of ids did not change after have.
func (s *Store) changedBetween(ctx context.Context, ids []engine.PinID, have int64) (map[engine.PinID]bool, error) {
	later, _, err := s.Records.Changed(ctx, have)
	if err != nil {
		return nil, err
	}
	settled := make(map[engine.PinID]bool, len(ids))
	for _, id := range ids {
		settled[id] = true
	}
	for _, id := range later {
		delete(settled, id)
	}
	return settled, nil
}

// An extension takes changed pins into the overlay over gen.
type extension struct {
	*Store
	gen    *generation
	text   *overlayText
	keep   *keeping
	wanted func(engine.PinID) bool // tells which pins text lacks
}

// extend returns the overlay after the pins ids changed, up to head.
func (s *extension) extend(ctx context.Context, over *overlay, ids []engine.PinID, head int64) (*overlay, error) {
	for len(ids) > 0 {
		part := ids[:min(chunk, len(ids))]
		ids = ids[len(part):]
		now, err := s.derive(ctx, s.gen, part)
		if err != nil {
			return nil, err
		}
		if err := s.gen.sight.likes.change(ctx, s.gen, part, now); err != nil {
			return nil, err
		}
		through := over.through
		if len(ids) == 0 {
			through = head
		}
		over = over.with(s.gen, through, part, now)
		if err := s.applyText(part, now, through); err != nil {
			return nil, err
		}
		if err := s.changeKeeping(ctx, s.keep, s.gen, part); err != nil {
			return nil, err
		}
		over.kept = s.keep.frozen()
		if len(ids) == 0 {
			over.likes = s.gen.sight.likes.near.Graph()
		}
	}
	if over.through != head {
		over = over.with(s.gen, head, nil, nil)
		return over, s.applyText(nil, nil, head)
	}
	return over, nil
}

func (s *extension) applyText(ids []engine.PinID, now map[engine.PinID]derived, through int64) error {
	var some []engine.PinID
	for _, id := range ids {
		if s.wanted(id) {
			some = append(some, id)
		}
	}
	if s.opts.ReadOnly && len(some) == 0 {
		return nil // the index on disk holds it all
	}
	put, remove := documents(some, now)
	if err := s.text.Apply(put, remove, through); err != nil {
		return fmt.Errorf("adding to the text index: %w", err)
	}
	return nil
}

// derive reads public pins from the record and finds, or works out, their features.
// A picture that cannot be read leaves its pin without looks: it stays
// findable by words, and verify names it.
func (s *Store) derive(ctx context.Context, g *generation, ids []engine.PinID) (map[engine.PinID]derived, error) {
	pins, err := s.Records.Pins(ctx, "", ids)
	if err != nil {
		return nil, err
	}
	return s.looksOf(ctx, g, pins)
}

// looksOf finds, or works out, the features of pins.
func (s *Store) looksOf(ctx context.Context, g *generation, pins map[engine.PinID]engine.Pin) (map[engine.PinID]derived, error) {
	now := make(map[engine.PinID]derived, len(pins))
	var missing []engine.PictureID
	for id, p := range pins {
		d := derived{pin: p}
		if p.Picture != "" {
			if packed, ok := s.packedLook(g, id, p.Picture); ok {
				d.looks, d.raw = packed.unpack(), packed.raw
			} else {
				missing = append(missing, p.Picture)
			}
		}
		now[id] = d
	}
	slices.Sort(missing)
	found, err := s.decode(ctx, slices.Compact(missing), nil)
	if err != nil || len(found) == 0 {
		return now, err
	}
	for id, d := range now {
		if look, ok := found[d.pin.Picture]; ok && d.looks == nil {
			d.looks, d.raw = unpackedOf(look), look.Raw.AppendPacked(nil)
			now[id] = d
		}
	}
	return now, nil
}

// decode works out what pictures look like on all processors and remembers
// them in the log. Pictures that cannot be read are passed to failed, which
// may be nil, and left out. A log that cannot be written is an error.
func (s *Store) decode(ctx context.Context, ids []engine.PictureID, failed func(engine.PictureID, error)) (map[engine.PictureID]*engine.Look, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		found = make(map[engine.PictureID]*engine.Look, len(ids))
		next  = make(chan engine.PictureID)
		full  error // of the log, the last
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for id := range next {
				look, err := s.look(ctx, id)
				var logging error
				if err == nil && !s.opts.ReadOnly {
					logging = s.log.add([]engine.Look{look})
				}
				mu.Lock()
				full = cmp.Or(logging, full)
				if err == nil {
					found[id] = &look
				} else if failed != nil && ctx.Err() == nil {
					failed(id, err)
				}
				mu.Unlock()
			}
		})
	}
	for _, id := range ids {
		if ctx.Err() != nil {
			break
		}
		next <- id
	}
	close(next)
	wg.Wait()
	return found, cmp.Or(ctx.Err(), full)
}
