package graph

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func written(t testing.TB, g *Graph) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := g.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("%d of %d bytes written: %v", n, b.Len(), err)
	}
	return b.Bytes()
}

// full has edges of all kinds.
func full(t testing.TB) *Graph {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	b := NewBuilder(40, 10, 5)
	for range 100 {
		b.Save(PinNode(rng.IntN(40)), BoardNode(rng.IntN(10)), rng.Int64N(1<<31))
		b.Neighbour(PinNode(rng.IntN(40)), PinNode(rng.IntN(40)), rng.Uint32())
	}
	for range 10 {
		b.FollowBoard(UserNode(rng.IntN(5)), BoardNode(rng.IntN(10)))
		b.FollowUser(UserNode(rng.IntN(5)), UserNode(rng.IntN(5)))
	}
	g, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestRoundTrip(t *testing.T) {
	empty, err := NewBuilder(0, 0, 0).Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []*Graph{empty, built(t, 3, 2, nil), small(t), full(t)} {
		data := written(t, g)
		for shift := range 4 { // wherever the bytes lie
			moved := make([]byte, shift+len(data))[shift:]
			copy(moved, data)
			back, err := Open(moved)
			if err != nil {
				t.Fatal(err)
			}
			sameEdges(t, back.View(), g.View())
			if !bytes.Equal(written(t, back), data) {
				t.Fatal("written again it is not the same")
			}
		}
	}
}

// The example of the format's description.
func TestFormat(t *testing.T) {
	data := written(t, built(t, 2, 1, []saved{{0, 0, 7}, {1, 0, 9}}))
	words := make([]uint32, (len(data)-headerSize)/4)
	for i := range words {
		words[i] = binary.LittleEndian.Uint32(data[headerSize+4*i:])
	}
	if want := []uint32{0, 2, 0, 1, 7, 9, 0, 1, 2, 2147483648, 2147483648}; !slices.Equal(words, want) || headerSize != 160 || len(data) != 204 {
		t.Errorf("%d bytes, after %d of header %v, want %v", len(data), headerSize, words, want)
	}
	for at, want := range map[int]uint32{8: 1, 16: 2, 20: 1, 24: 0, 28: 0, 32: 1, 36: 2, 48: 2, 52: 2, 64: 0} {
		if got := binary.LittleEndian.Uint32(data[at:]); got != want {
			t.Errorf("at %d of the header stands %d, want %d", at, got, want)
		}
	}
}

func TestDamageIsAnError(t *testing.T) {
	data := written(t, full(t))
	for i := range data {
		bad := slices.Clone(data)
		bad[i] ^= 1 << (i % 8)
		if _, err := Open(bad); err == nil {
			t.Fatalf("byte %d is wrong and nobody notices", i)
		}
	}
	for n := range data {
		if _, err := Open(data[:n]); err == nil {
			t.Fatalf("only %d bytes and nobody notices", n)
		}
	}
	if _, err := Open(append(slices.Clone(data), 0)); err == nil {
		t.Error("one byte too many and nobody notices")
	}
	newer := slices.Clone(data)
	newer[8] = 2
	if _, err := Open(newer); err == nil || !strings.Contains(err.Error(), "version 2") {
		t.Errorf("a newer version: %v", err)
	}
}

// summed puts right checksums on wrong bytes, so that what they guard is
// reached.
func summed(data []byte) []byte {
	data = slices.Clone(data)
	if len(data) < headerSize {
		return data
	}
	rest := data[headerSize:]
	for i := range 2 * int(edges) {
		h := data[atLists+i*listSize:]
		size := listBytes(binary.LittleEndian.Uint32(h), binary.LittleEndian.Uint32(h[4:]), i%2 == 0 && ends[i/2].valued)
		if size > uint64(len(rest)) {
			break
		}
		binary.LittleEndian.PutUint32(h[8:], crc32.Checksum(rest[:size], castagnoli))
		rest = rest[size:]
	}
	binary.LittleEndian.PutUint32(data[12:], crc32.Checksum(data[atCounts:headerSize], castagnoli))
	return data
}

// Whatever Open takes can be used: wrong bytes with right checksums too.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("akingrph"))
	f.Add(written(f, small(f)))
	f.Add(written(f, full(f)))
	f.Add(written(f, built(f, 2, 1, []saved{{0, 0, 7}, {1, 0, 9}})))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, d := range [][]byte{data, summed(data)} {
			g, err := Open(d)
			if err != nil {
				continue
			}
			if !bytes.Equal(written(t, g)[headerSize:], d[headerSize:]) {
				t.Error("written again it is not the same")
			}
			use(t, g)
		}
	})
}

// use goes everywhere in a graph.
func use(t *testing.T, g *Graph) {
	v := g.View()
	for e := range edges {
		for i := range min(v.counts[ends[e].from], 1000) {
			v.row(e, ends[e].from.node(i))
		}
	}
	all := Crossing(Save, Neighbour, FollowBoard, FollowUser)
	for i := range min(v.Pins(), 10) {
		for _, o := range []Options{{Cross: all}, {Cross: all, Budget: 1, Steps: 100}} {
			if _, err := Walk(v, []Seed{{PinNode(i), 1}}, 5, o); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Links(v, []Seed{{PinNode(0), 1}}, []Node{PinNode(i)}, 3, Options{Cross: all}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range min(v.Users(), 10) {
		if _, err := Walk(v, []Seed{{UserNode(i), 1}}, 5, Options{Cross: all}); err != nil {
			t.Fatal(err)
		}
	}
}
