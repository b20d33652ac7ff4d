package eye

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// reopened are neighbours written and read, over memory of their own.
func reopened(t *testing.T, n *Neighbours, codes Codes, o NeighboursOptions) (*Neighbours, []byte) {
	t.Helper()
	data := n.AppendTo([]byte("before"))[len("before"):]
	again, err := OpenNeighbours(codes, data, n.weights, o)
	if err != nil {
		t.Fatal(err)
	}
	return again, data
}

// What is read goes on as what was written would have, and leaves the bytes
// and the codes that it was read from as they are.
func TestNeighboursAreReadAsWritten(t *testing.T) {
	for _, exact := range []int{0, 1, 60} {
		t.Run(fmt.Sprintf("%d exact", exact), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(16, 16))
			codes, w := world(rng, 120)
			clear(codes.At(9))
			names := make([]uint64, 0, 120)
			for _, i := range rng.Perm(120) {
				names = append(names, uint64(i))
			}
			o := NeighboursOptions{Exact: exact, Order: func(a, b uint32) int { return cmp.Compare(names[a], names[b]) }}
			n, err := NewNeighbours(t.Context(), codes[:80*CodeSize], w, o)
			if err != nil {
				t.Fatal(err)
			}
			change := func(n *Neighbours, from, to int) {
				for i := from; i < to; i++ {
					if _, err := n.Insert(t.Context(), codes.At(i)); err != nil {
						t.Fatal(err)
					}
					if err := n.Delete(t.Context(), uint32(i-60)); err != nil {
						t.Fatal(err)
					}
				}
			}
			change(n, 80, 100) // written with changes in it, and deleted pins
			held := slices.Clone(codes[:100*CodeSize])
			again, data := reopened(t, n, held, o)
			before := slices.Clone(data)
			again.Graph()
			change(n, 100, 120)
			change(again, 100, 120)
			sameNeighbours(t, "read and changed", named(again, names), named(n, names))
			if !slices.Equal(edgesByName(again.Graph(), again, names), edgesByName(n.Graph(), n, names)) {
				t.Error("the graph is another")
			}
			if !slices.Equal(data, before) || !slices.Equal(held, codes[:100*CodeSize]) {
				t.Error("what was read from was written to")
			}
			if !slices.Equal(again.AppendTo(nil), n.AppendTo(nil)) {
				t.Error("written again they are others")
			}
		})
	}
}

func TestOpenNeighboursRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 17))
	codes, w := world(rng, 30)
	n, err := NewNeighbours(t.Context(), codes, w, NeighboursOptions{})
	if err != nil {
		t.Fatal(err)
	}
	good := n.AppendTo(nil)
	sealed := func(at int, v uint32) []byte {
		b := slices.Clone(good)
		binary.LittleEndian.PutUint32(b[at:], v)
		binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(b[:len(b)-4], castagnoli))
		return b
	}
	bent := slices.Clone(good)
	bent[len(bent)/2] ^= 1
	for _, c := range []struct {
		data    []byte
		codes   Codes
		weights Weights
		exact   int
		want    string
	}{
		{nil, codes, w, 0, "no neighbours"},
		{good[:len(good)-1], codes, w, 0, "checksum"},
		{bent, codes, w, 0, "checksum"},
		{sealed(8, 7), codes, w, 0, "version 7"},
		{good, codes[CodeSize:], w, 0, "other pins"},
		{sealed(12, 8), codes, w, 0, "other pins"},
		{sealed(20, 1), codes, w, 0, "other pins"},
		{good, codes, onlyBlock(1), 0, "other weights"},
		{good, codes, w, 10, "another way"},
		{sealed(neighboursHeader, 30), codes, w, 0, "no pins"},
		{sealed(neighboursHeader, 0), codes, w, 0, "no pins"}, // its own neighbour
	} {
		_, err := OpenNeighbours(c.codes, c.data, c.weights, NeighboursOptions{Exact: c.exact})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want something of %q", err, c.want)
		}
	}
}
