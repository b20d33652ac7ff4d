package text

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// A Snapshot is an index as it stood at one moment: what is applied later does
// not change what it says. It is safe for concurrent use until closed.
type Snapshot struct {
	reader *scorch.IndexSnapshot
	dir    string
}

// Snapshot returns the present state, at next to no cost. The caller closes it.
func (x *Index) Snapshot() (*Snapshot, error) {
	low, err := x.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("reading text index %s: %w", x.dir, err)
	}
	r, err := low.Reader()
	if err != nil {
		return nil, fmt.Errorf("reading text index %s: %w", x.dir, err)
	}
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok || reader == nil { // nil is what a closed index gives
		return nil, fmt.Errorf("reading text index %s: it is closed", x.dir)
	}
	return &Snapshot{reader: reader, dir: x.dir}, nil
}

// Close lets go of the snapshot. It is called once.
func (s *Snapshot) Close() error { return s.reader.Close() }

// Seq is the number that the last Apply set, 0 before the first.
func (s *Snapshot) Seq() (int64, error) {
	b, err := s.reader.GetInternal(seqKey)
	switch {
	case err != nil:
		return 0, s.wrap(err)
	case len(b) == 0:
		return 0, nil
	case len(b) != 8:
		return 0, s.wrap(fmt.Errorf("its number has %d bytes, not 8", len(b)))
	}
	return int64(binary.BigEndian.Uint64(b)), nil
}

// Count is the number of documents.
func (s *Snapshot) Count() (uint64, error) { return s.reader.DocCount() }

// IDs calls each once for every document, in no order. It ends early with
// each's error or the context's.
func (s *Snapshot) IDs(ctx context.Context, each func(id string) error) error {
	return s.stream(ctx, each, func(seg *scorch.SegmentSnapshot) (*roaring.Bitmap, error) {
		return seg.DocNumbersLive(), nil
	})
}

// Matching calls each once for every document that has at least one of the
// stems and, if visual words are given, at least one of those too; without
// stems, for every document that has one of the visual words; without either,
// for none. The set is complete and its order means nothing. It ends early with
// each's error or the context's.
//
// It takes about 3 us for each term and 100 ns for each document: sets are
// joined as bitmaps below Bleve's searchers, which took eight times as long.
func (s *Snapshot) Matching(ctx context.Context, stems, visual []string, each func(id string) error) error {
	return s.stream(ctx, each, func(seg *scorch.SegmentSnapshot) (*roaring.Bitmap, error) {
		return matching(ctx, seg, stems, visual)
	})
}

// Tagged calls each once for every document that has all of the tags; without
// any, for none. Its order means nothing. It ends early with each's error or
// the context's, and costs what Matching does.
func (s *Snapshot) Tagged(ctx context.Context, tags []string, each func(id string) error) error {
	return s.stream(ctx, each, func(seg *scorch.SegmentSnapshot) (*roaring.Bitmap, error) {
		return tagged(ctx, seg, tags)
	})
}

// tagged is the set that Tagged is about within one segment.
func tagged(ctx context.Context, seg *scorch.SegmentSnapshot, tags []string) (set *roaring.Bitmap, err error) {
	defer guard(&err)()
	for _, tag := range tags {
		having, err := union(ctx, seg, tagsField, []string{tag})
		if err != nil {
			return nil, err
		}
		if set == nil {
			set = having
			continue
		}
		set.And(having)
	}
	if set == nil {
		set = roaring.New()
	}
	return set, nil
}

// stream calls each for the IDs of the documents that choose picks out of each
// segment. The callers' own errors pass as they are.
func (s *Snapshot) stream(ctx context.Context, each func(id string) error,
	choose func(*scorch.SegmentSnapshot) (*roaring.Bitmap, error)) error {
	// So many at once that neither guard nor context costs anything.
	ids := make([]string, 0, 1024)
	for _, seg := range s.reader.Segments() {
		set, err := choose(seg)
		if err != nil {
			return s.wrap(err)
		}
		for it := set.Iterator(); it.HasNext(); {
			if err := ctx.Err(); err != nil {
				return err
			}
			if ids, err = nextIDs(seg, it, ids[:0]); err != nil {
				return s.wrap(err)
			}
			for _, id := range ids {
				if err := each(id); err != nil {
					return err
				}
			}
		}
	}
	return ctx.Err()
}

// nextIDs appends the next IDs of a set, up to the capacity of ids.
func nextIDs(seg *scorch.SegmentSnapshot, it roaring.IntPeekable, ids []string) (_ []string, err error) {
	defer guard(&err)()
	for len(ids) < cap(ids) && it.HasNext() {
		id, err := seg.DocID(uint64(it.Next()))
		if err != nil {
			return nil, err
		}
		ids = append(ids, string(id))
	}
	return ids, nil
}

// matching is the set that Matching is about within one segment.
func matching(ctx context.Context, seg *scorch.SegmentSnapshot, stems, visual []string) (set *roaring.Bitmap, err error) {
	defer guard(&err)()
	words, err := union(ctx, seg, wordsField, stems)
	if err != nil || len(visual) == 0 {
		return words, err
	}
	set, err = union(ctx, seg, visualField, visual)
	if err == nil && len(stems) > 0 {
		set.And(words)
	}
	return set, err
}

// union is the set of documents of one segment that have at least one of the
// terms in the field.
func union(ctx context.Context, seg *scorch.SegmentSnapshot, field string, terms []string) (*roaring.Bitmap, error) {
	set := roaring.New()
	dict, err := seg.Segment().Dictionary(field)
	if err != nil {
		return nil, err
	}
	for _, term := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		list, err := dict.PostingsList([]byte(term), nil, nil)
		if err != nil {
			return nil, err
		}
		// Beside their interface, Bleve's lists join a set as a whole, two to
		// three times as fast as one document after another.
		joiner, ok := list.(interface{ OrInto(*roaring.Bitmap) })
		if !ok {
			return nil, fmt.Errorf("lists of type %T are unknown to this akin", list)
		}
		joiner.OrInto(set)
	}
	if gone := seg.Deleted(); gone != nil {
		set.AndNot(gone)
	}
	return set, nil
}

func (s *Snapshot) wrap(err error) error {
	return fmt.Errorf("reading text index %s: %w", s.dir, err)
}
