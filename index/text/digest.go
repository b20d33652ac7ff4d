package text

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"
)

// endOfTerms stands where another term's length could: no term is that long.
const endOfTerms = 1<<32 - 1

// Digest is a SHA-256 of what the index says: which documents there are, and
// which of them each term of each field has. Indexes that hold the same
// documents have the same digest, in whatever order and batches these came and
// whatever was removed between, though the files differ. The number that Apply
// sets is no part of it.
//
// It is over the sorted IDs and then, for each field, over each term in order
// with the places of its documents among the sorted IDs. Counts, places and
// the length before each name are 32 bits, big-endian. It takes about 1 s for
// 25,000 pins.
func (s *Snapshot) Digest(ctx context.Context) ([32]byte, error) {
	d := digest{sha256.New()}
	if err := s.digest(ctx, d); err != nil {
		return [32]byte{}, s.wrap(err)
	}
	return [32]byte(d.Sum(nil)), nil
}

func (s *Snapshot) digest(ctx context.Context, d digest) (err error) {
	defer guard(&err)()
	ids, places, err := s.places()
	if err != nil {
		return err
	}
	d.number(uint32(len(ids)))
	for _, id := range ids {
		d.name(id)
	}
	for _, field := range fields {
		if err := s.digestField(ctx, d, field, places); err != nil {
			return err
		}
	}
	return nil
}

// places returns the sorted IDs, and for each of Bleve's document numbers the
// place of its ID among them.
func (s *Snapshot) places() (ids []string, places []uint32, err error) {
	type numbered struct {
		id     string
		number uint64
	}
	all, err := s.reader.DocIDReaderAll()
	if err != nil {
		return nil, nil, err
	}
	defer all.Close()
	var docs []numbered
	for {
		n, err := all.Next()
		if err != nil {
			return nil, nil, err
		}
		if n == nil {
			break
		}
		id, err := s.reader.ExternalID(n)
		if err != nil {
			return nil, nil, err
		}
		docs = append(docs, numbered{id, n.Value()})
	}
	if len(docs) > 0 {
		places = make([]uint32, docs[len(docs)-1].number+1) // numbers ascend
	}
	slices.SortFunc(docs, func(a, b numbered) int { return strings.Compare(a.id, b.id) })
	for i, doc := range docs {
		ids = append(ids, doc.id)
		places[doc.number] = uint32(i)
	}
	return ids, places, nil
}

// digestField adds a field's terms that some document has. Bleve's dictionary
// also lists terms whose documents are all removed, until a merge.
func (s *Snapshot) digestField(ctx context.Context, d digest, field string, places []uint32) error {
	dict, err := s.reader.FieldDict(field)
	if err != nil {
		return err
	}
	defer dict.Close()
	for {
		entry, err := dict.Next()
		if err != nil {
			return err
		}
		if entry == nil {
			d.number(endOfTerms)
			return nil
		}
		having, err := s.having(ctx, field, entry.Term, places)
		if err != nil {
			return err
		}
		if len(having) == 0 {
			continue
		}
		d.name(entry.Term)
		d.number(uint32(len(having)))
		for _, place := range having {
			d.number(place)
		}
	}
}

// having returns the places of the documents that have the term, ascending.
func (s *Snapshot) having(ctx context.Context, field, term string, places []uint32) ([]uint32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := s.reader.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var having []uint32
	var space index.TermFieldDoc
	for {
		doc, err := r.Next(&space)
		if err != nil {
			return nil, err
		}
		if doc == nil {
			slices.Sort(having)
			return having, nil
		}
		having = append(having, places[doc.ID.Value()])
	}
}

// A digest is a hash that takes numbers and names, so that no two sequences of
// them give it the same bytes.
type digest struct{ hash.Hash }

func (d digest) number(n uint32) {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], n)
	d.Write(b[:])
}

func (d digest) name(s string) {
	d.number(uint32(len(s)))
	d.Write([]byte(s))
}
