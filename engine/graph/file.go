package graph

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"
	"unsafe"
)

// A graph as bytes: whole numbers of 32 bits, little-endian, nothing between.
//
//	offset  bytes    what
//	0       8        "akingrph"
//	8       4        version, 1
//	12      4        CRC-32C of bytes 16 to 143
//	16      12       numbers of pins, boards, users
//	28      4        zero
//	32      8 x 14   for Save, Neighbour, FollowBoard, FollowUser, and of each
//	                 first by start, then by end:
//	                   number of rows R, 0 if there are no edges
//	                   number of edges E
//	                   CRC-32C of the list below
//	                   zero
//	                 these are 8 x 16 bytes up to 160
//	160              the eight lists in that order, each
//	                   (R+1) x 4   where each row starts, counted in edges
//	                   E x 4       nodes
//	                   E x 4       values, by start only: the time of a save,
//	                               the weight of a neighbour
//
// Two pins on one board since 7 and 9 seconds after 1970 begin with the header
// (2 pins, 1 board, 0 users; by start 1 row and 2 edges, by end 2 rows and 2
// edges), and then have, as numbers:
//
//	160  0 2                        row of board 0: edges 0 and 1
//	168  0 1                        pin 0, pin 1
//	176  7 9                        their times
//	184  0 1 2                      rows of pin 0 and pin 1
//	196  2147483648 2147483648      board 0, twice
//	204                             end
//
// Versions: 1, the first.
const (
	magic      = "akingrph"
	version    = 1
	atCounts   = 16
	atLists    = 32
	listSize   = 16
	headerSize = atLists + 2*int(edges)*listSize
)

// lists returns all lists of edges in the order of the file, with the kinds
// of nodes they are listed by and lead to.
func (g *Graph) lists() (l [2 * edges]struct {
	*rows
	by, to Kind
	valued bool
}) {
	for e := range edges {
		l[2*e].rows, l[2*e].by, l[2*e].to, l[2*e].valued = &g.out[e], ends[e].from, ends[e].to, ends[e].valued
		l[2*e+1].rows, l[2*e+1].by, l[2*e+1].to = &g.in[e], ends[e].to, ends[e].from
	}
	return l
}

// WriteTo writes the graph as bytes that Open reads, and returns how many.
// Equal graphs give equal bytes.
func (g *Graph) WriteTo(w io.Writer) (int64, error) {
	head := make([]byte, headerSize)
	copy(head, magic)
	binary.LittleEndian.PutUint32(head[8:], version)
	for k, n := range g.counts {
		binary.LittleEndian.PutUint32(head[atCounts+4*k:], n)
	}
	parts := [][]byte{head}
	for i, l := range g.lists() {
		h := head[atLists+i*listSize:]
		binary.LittleEndian.PutUint32(h, uint32(max(len(l.at)-1, 0)))
		binary.LittleEndian.PutUint32(h[4:], uint32(len(l.rows.to)))
		sum := uint32(0)
		for _, p := range [][]byte{bytesOf(l.at), bytesOf(l.rows.to), bytesOf(l.value)} {
			sum = crc32.Update(sum, castagnoli, p)
			parts = append(parts, p)
		}
		binary.LittleEndian.PutUint32(h[8:], sum)
	}
	binary.LittleEndian.PutUint32(head[12:], crc32.Checksum(head[atCounts:], castagnoli))
	done := int64(0)
	for _, p := range parts {
		n, err := w.Write(p)
		done += int64(n)
		if err != nil {
			return done, fmt.Errorf("writing a graph: %w", err)
		}
	}
	return done, nil
}

// Open returns the graph that WriteTo wrote. The graph points into data, which
// must stay as it is, and mapped, as long as the graph or a View of it is
// used; only data that does not lie at a multiple of four bytes is copied. It
// reads everything once, on two goroutines, to compare checksums and to see
// that no number leads out of the graph: other bytes are an error, after which
// nothing can go wrong in use.
func Open(data []byte) (*Graph, error) {
	if len(data) < headerSize || string(data[:8]) != magic {
		return nil, damaged("it does not begin like a graph")
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != version {
		return nil, fmt.Errorf("the graph has version %d, this akin reads version %d: run 'akin reindex'", v, version)
	}
	if crc32.Checksum(data[atCounts:headerSize], castagnoli) != binary.LittleEndian.Uint32(data[12:]) {
		return nil, damaged("its header does not match its checksum")
	}
	g := new(Graph)
	for k, most := range [kinds]int{MaxPins, MaxBoards, MaxUsers} {
		g.counts[k] = binary.LittleEndian.Uint32(data[atCounts+4*k:])
		if int64(g.counts[k]) > int64(most) {
			return nil, damaged("it has too many nodes")
		}
	}
	rest := data[headerSize:]
	bodies := [2 * edges][]byte{}
	for i, l := range g.lists() {
		h := data[atLists+i*listSize:]
		n, m := binary.LittleEndian.Uint32(h), binary.LittleEndian.Uint32(h[4:])
		size := listBytes(n, m, l.valued)
		if size > uint64(len(rest)) {
			return nil, damaged("it ends too early")
		}
		if m > 0 && n != g.counts[l.by] || m == 0 && n > 0 {
			return nil, damaged("it has another number of rows than of nodes")
		}
		bodies[i], rest = rest[:size], rest[size:]
		if m > 0 {
			l.cut(bodies[i], n, m, l.valued)
		}
	}
	if len(rest) > 0 {
		return nil, damaged("something follows it")
	}
	if err := g.check(data, &bodies); err != nil {
		return nil, err
	}
	return g, nil
}

// listBytes is how long a list of n rows and m edges is.
func listBytes(n, m uint32, valued bool) uint64 {
	if m == 0 {
		return 0
	}
	size := 4 * (uint64(n) + 1 + uint64(m))
	if valued {
		size += 4 * uint64(m)
	}
	return size
}

// cut points the rows into their bytes.
func (r *rows) cut(body []byte, n, m uint32, valued bool) {
	r.at = wordsOf[uint32](body[:4*(uint64(n)+1)])
	body = body[4*(uint64(n)+1):]
	r.to = wordsOf[Node](body[:4*uint64(m)])
	if valued {
		r.value = wordsOf[uint32](body[4*uint64(m):])
	}
}

// check compares the lists with their checksums and the graph's numbers. The
// lists by start go on one goroutine, those by end on another.
func (g *Graph) check(data []byte, bodies *[2 * edges][]byte) error {
	var wait sync.WaitGroup
	var errs [2]error
	lists := g.lists()
	for end := range errs {
		wait.Go(func() {
			for i := end; i < len(lists); i += 2 {
				l := &lists[i]
				if crc32.Checksum(bodies[i], castagnoli) != binary.LittleEndian.Uint32(data[atLists+i*listSize+8:]) {
					errs[end] = damaged("a list of edges does not match its checksum")
					return
				}
				if !l.fit(l.to.node(0), g.counts[l.to]) {
					errs[end] = damaged("an edge leads out of it")
					return
				}
			}
		})
	}
	wait.Wait()
	return errors.Join(errs[:]...)
}

// fit tells whether each row ends where the next starts, the last at the end,
// and each node is among the n nodes from first on.
func (r *rows) fit(first Node, n uint32) bool {
	if len(r.at) == 0 {
		return true
	}
	if r.at[0] != 0 || int(r.at[len(r.at)-1]) != len(r.to) {
		return false
	}
	last := uint32(0)
	for _, at := range r.at {
		if at < last {
			return false
		}
		last = at
	}
	most := uint32(0) // a node below first wraps to a number above n
	for _, t := range r.to {
		most = max(most, uint32(t-first))
	}
	return most < n
}

func damaged(why string) error {
	return fmt.Errorf("the graph is damaged: %s: run 'akin reindex'", why)
}

var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// bytesOf returns numbers as little-endian bytes, in place where that is how
// the machine has them.
func bytesOf[T ~uint32](words []T) []byte {
	if len(words) == 0 {
		return nil
	}
	if littleEndian {
		return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), 4*len(words))
	}
	b := make([]byte, 0, 4*len(words))
	for _, x := range words {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return b
}

// wordsOf returns little-endian bytes as numbers, in place where the machine
// has them so and the bytes lie at a multiple of four.
func wordsOf[T ~uint32](b []byte) []T {
	if len(b) == 0 {
		return nil
	}
	if littleEndian && uintptr(unsafe.Pointer(&b[0]))%4 == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), len(b)/4)
	}
	words := make([]T, len(b)/4)
	for i := range words {
		words[i] = T(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return words
}
