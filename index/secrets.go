package index

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"akin/engine"
	"akin/engine/copies"
	"akin/engine/eye"
	"akin/engine/features"
	"akin/index/record"
)

// secrets are what one user alone sees, with what is derived from it whatever
// the view. They are frozen.
type secrets struct {
	record.Secrets
	fit  *eye.Fit     // that the pins' codes are made with
	pins []*secretPin // as in Secrets.Pins
}

// A secretPin is what the text index would hold of a pin that it must not hold.
type secretPin struct {
	derived
	codes  [features.Planes]features.Code
	mark   copies.Mark
	counts map[string]uint32 // weighted, by stem
	length uint32
	tags   []string
	visual []string
}

// secretsOf returns what a user alone sees, at least up to the change of that
// number, see record.DB.SecretHead.
func (s *Store) secretsOf(ctx context.Context, g *generation, user engine.UserID, head int64) (*secrets, error) {
	known, ok := s.secrets.get(user)
	if ok && known.fit != g.sight.fit {
		known, ok = nil, false
	}
	if ok && known.Head >= head {
		return known, nil
	}
	read, err := s.Records.SecretsOf(ctx, user)
	if err != nil {
		return nil, err
	}
	changed, same := map[engine.PinID]engine.Pin{}, map[engine.PinID]*secretPin{}
	for _, p := range read.Pins {
		if old := known.unchanged(&p); old != nil {
			same[p.ID] = old
		} else {
			changed[p.ID] = p
		}
	}
	looks, err := s.looksOf(ctx, g, changed)
	if err != nil {
		return nil, err
	}
	found := &secrets{Secrets: read, fit: g.sight.fit}
	for _, p := range read.Pins {
		if same[p.ID] == nil {
			if same[p.ID], err = newSecretPin(looks[p.ID], g.sight.fit); err != nil {
				return nil, err
			}
		}
		found.pins = append(found.pins, same[p.ID])
	}
	s.secrets.put(user, found, len(found.pins))
	return found, nil
}

// unchanged returns what is known of a pin if it is still right, else nil.
func (s *secrets) unchanged(p *engine.Pin) *secretPin {
	if s == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(s.pins, p.ID, func(q *secretPin, id engine.PinID) int { return cmp.Compare(q.pin.ID, id) })
	if !ok || !reflect.DeepEqual(s.pins[i].pin, *p) || p.Picture != "" && s.pins[i].looks == nil {
		return nil
	}
	return s.pins[i]
}

func newSecretPin(d derived, fit *eye.Fit) (*secretPin, error) {
	p := &secretPin{derived: d, tags: d.pin.TagKeys()}
	p.raw, p.like.number = nil, eye.NoPin // it has no place among the shared
	p.counts, p.length = wordsOf(&d.pin)
	if d.looks == nil {
		return p, nil
	}
	raw, err := eye.UnpackRaw(d.raw)
	if err != nil {
		return nil, fmt.Errorf("pin %s: %w", d.pin.ID, err)
	}
	p.codes, p.visual = codesOf(d.looks.Features), d.looks.VisualWords()
	p.mark, p.like.code = d.looks.print.Mark(), fit.Encode(raw, nil)
	return p, nil
}

// matches decides as text.Snapshot.Matching does; visual words come as a set.
func (p *secretPin) matches(stems []string, visual map[string]bool) bool {
	byWord := slices.ContainsFunc(stems, func(stem string) bool { return p.counts[stem] > 0 })
	if len(visual) == 0 || len(stems) > 0 && !byWord {
		return byWord
	}
	return slices.ContainsFunc(p.visual, func(w string) bool { return visual[w] })
}

// tagged decides as text.Snapshot.Tagged does.
func (p *secretPin) tagged(tags []string) bool {
	lacks := func(tag string) bool { return !slices.Contains(p.tags, tag) }
	return len(tags) > 0 && !slices.ContainsFunc(tags, lacks)
}

// rememberSecret makes sure that the log has the features of all secret
// pictures, since no generation holds them. It tells nobody how many those are:
// the progress of a rebuild is for everybody to see.
func (b *build) rememberSecret(ctx context.Context, view *record.View) error {
	b.secret = map[[32]byte]bool{}
	var missing []engine.PictureID
	err := view.EachSecretPin(ctx, func(p engine.Pin) error {
		key, err := pictureKey(p.Picture)
		if err != nil || b.secret[key] {
			return nil // of words alone, or seen before
		}
		b.secret[key] = true
		if b.store.log.has(key) {
			return nil
		}
		if packed, ok := b.store.packedLook(b.known, p.ID, p.Picture); ok {
			return b.store.log.addPacked(key, packed)
		}
		missing = append(missing, p.Picture)
		return nil
	})
	if err == nil {
		_, err = b.store.decode(ctx, missing, nil)
	}
	return err
}

// perUser keeps a value for each of the users who asked lately. The zero value
// is empty and ready; it is safe for concurrent use.
type perUser[T any] struct {
	mu   sync.Mutex
	of   map[engine.UserID]sized[T]
	pins int // of all of them
}

type sized[T any] struct {
	value T
	pins  int
}

// keptPins is how many pins all values together may hold beside the last one
// put. With its features and words a pin takes some 4 KB.
const keptPins = 20_000

func (c *perUser[T]) get(user engine.UserID) (T, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.of[user]
	return s.value, ok
}

// put keeps a value that holds so many pins, in place of some others where there
// are too many.
func (c *perUser[T]) put(user engine.UserID, value T, pins int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[engine.UserID]sized[T]{}
	}
	pins++ // nobody's are free
	c.drop(user)
	for other := range c.of {
		if c.pins+pins <= keptPins {
			break
		}
		c.drop(other)
	}
	c.of[user] = sized[T]{value, pins}
	c.pins += pins
}

func (c *perUser[T]) drop(user engine.UserID) {
	c.pins -= c.of[user].pins
	delete(c.of, user)
}
