package index

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"

	"akin/engine"
	"akin/engine/eye"
)

// A likening is the visual neighbours of a generation's pins and of those that
// came since. Pins have numbers in it: those of the generation their rows, a new
// one, or one whose picture is another, the next. Whatever else changes about a
// pin, its number stays.
//
// Only one goroutine at a time may change it; the graphs taken from it may be
// read by any. A change that ends half-way is made good by the next, since pins
// are brought to what the record says, whatever they were before.
type likening struct {
	pins    *pinTable
	codes   eye.Codes // of the generation
	near    *eye.Neighbours
	encoder *eye.Encoder

	added atomic.Pointer[[][]byte] // IDs of the pins with numbers after the generation's
	now   map[engine.PinID]likened // what is not as in the generation
}

// likened is what a likening knows of a pin.
type likened struct {
	number  uint32 // eye.NoPin without a picture
	picture engine.PictureID
	code    eye.Code
}

func newLikening(s *sight, pins *pinTable) *likening {
	l := &likening{pins: pins, codes: s.codes, encoder: s.fit.NewEncoder(), now: map[engine.PinID]likened{}}
	l.added.Store(new([][]byte))
	return l
}

// firstLikening is that of a generation without pins.
func firstLikening(s *sight, pins *pinTable) (l *likening, err error) {
	l = newLikening(s, pins)
	l.near, err = eye.NewNeighbours(context.Background(), nil, s.weights, eye.NeighboursOptions{Order: l.compare})
	return l, err
}

// openLikening reads neighbours.bin through: 13 MB for 100,000 pins.
func openLikening(s *sight, pins *pinTable) (l *likening, err error) {
	l = newLikening(s, pins)
	l.near, err = eye.OpenNeighbours(s.codes, s.near, s.weights, eye.NeighboursOptions{Order: l.compare})
	return l, err
}

// compare is the order of pins, which is that of their IDs: the same whatever
// their numbers.
func (l *likening) compare(a, b uint32) int {
	first := uint32(l.pins.rows)
	if a < first && b < first {
		return int(a) - int(b)
	}
	added := *l.added.Load()
	id := func(n uint32) []byte {
		if n < first {
			return l.pins.id(n)
		}
		return added[n-first]
	}
	return bytes.Compare(id(a), id(b))
}

// of returns what is known of a pin of g, the generation of the likening.
func (l *likening) of(g *generation, id engine.PinID) likened {
	if known, ok := l.now[id]; ok {
		return known
	}
	row, ok := g.pins.find(id)
	if !ok || len(g.sight.raws.packed(row)) == 0 {
		return likened{number: eye.NoPin}
	}
	return likened{row, g.pins.pin(row).Picture, l.codes.At(int(row))}
}

// change brings pins to what they look like now, and notes that with them; those
// that are not among now are gone. It costs nothing for pins whose picture is
// the same, a fifth of a microsecond for each pin there is to insert one, and 16
// times that to take one out.
func (l *likening) change(ctx context.Context, g *generation, ids []engine.PinID, now map[engine.PinID]derived) error {
	if err := l.takeOut(g, ids, now); err != nil {
		return err
	}
	for _, id := range ids {
		d, ok := now[id]
		if !ok {
			continue
		}
		d.like = l.of(g, id)
		if d.like.number == eye.NoPin && d.looks != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			var err error
			if d.like, err = l.insert(&d); err != nil {
				return err
			}
		}
		now[id] = d
	}
	return nil
}

// takeOut takes out the pins that are gone or have another picture now.
func (l *likening) takeOut(g *generation, ids []engine.PinID, now map[engine.PinID]derived) error {
	var going []engine.PinID
	var numbers []uint32
	for _, id := range ids {
		have := l.of(g, id)
		if d := now[id]; have.number != eye.NoPin && (d.looks == nil || d.pin.Picture != have.picture) {
			going, numbers = append(going, id), append(numbers, have.number)
		}
	}
	if len(going) == 0 {
		return nil
	}
	// ended half-way, the neighbours could not be used any more
	if err := l.near.Delete(context.Background(), numbers...); err != nil {
		return fmt.Errorf("taking pins out of the visual neighbours: %w", err)
	}
	for _, id := range going {
		l.now[id] = likened{number: eye.NoPin}
	}
	return nil
}

// insert gives a pin a number and its neighbours.
func (l *likening) insert(d *derived) (likened, error) {
	raw, err := eye.UnpackRaw(d.raw)
	if err != nil {
		return likened{}, fmt.Errorf("pin %s: %w", d.pin.ID, err)
	}
	code := l.encoder.Encode(raw, nil)
	added := append(*l.added.Load(), []byte(d.pin.ID))
	l.added.Store(&added) // who reads the shorter one goes on
	number, err := l.near.Insert(context.Background(), code)
	if err != nil {
		return likened{}, fmt.Errorf("adding a pin to the visual neighbours: %w", err)
	}
	known := likened{number, d.pin.Picture, code}
	l.now[d.pin.ID] = known
	return known, nil
}
