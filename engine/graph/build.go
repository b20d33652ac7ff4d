package graph

import (
	"errors"
	"fmt"
	"math"
)

// A Builder collects edges and makes a Graph of them. Edges come in any order;
// the same edges make the same graph. It is not safe for concurrent use.
type Builder struct {
	counts [kinds]uint32
	lists  [edges][]edge
	err    error
}

// An edge is an edge whose kind is known, by the numbers of its ends.
type edge struct{ from, to, value uint32 }

// NewBuilder returns a builder of a graph with so many pins, boards and users.
// Wrong numbers are told by Build.
func NewBuilder(pins, boards, users int) *Builder {
	b := new(Builder)
	for k, n := range [kinds]int{pins, boards, users} {
		most := [kinds]int{MaxPins, MaxBoards, MaxUsers}[k]
		if n < 0 || n > most {
			b.fail(fmt.Errorf("graph: %d %ss: there can be 0 to %d", n, Kind(k), most))
			continue
		}
		b.counts[k] = uint32(n)
	}
	return b
}

// Save puts a pin on a board at a time in Unix seconds, which is kept as 32
// bits: before 1970 is 1970, after 2106 is 2106. Of a save given twice the
// later time counts.
func (b *Builder) Save(pin, board Node, at int64) {
	b.add(Save, board, pin, seconds(at))
}

// Neighbour says that one pin looks like another. Only the ratios of a pin's
// weights matter. Of a neighbour given twice the larger weight counts.
func (b *Builder) Neighbour(pin, like Node, weight uint32) {
	b.add(Neighbour, pin, like, weight)
}

// FollowBoard says that a user follows a board.
func (b *Builder) FollowBoard(user, board Node) { b.add(FollowBoard, user, board, 0) }

// FollowUser says that a user follows another.
func (b *Builder) FollowUser(user, other Node) { b.add(FollowUser, user, other, 0) }

// Build returns the graph. Its error is the first that any call met: a node
// that is not of the kind it must be, or beyond the numbers given to
// NewBuilder. Time and memory are proportional to nodes and edges.
func (b *Builder) Build() (*Graph, error) {
	if b.err != nil {
		return nil, b.err
	}
	g := &Graph{counts: b.counts}
	for e := range edges {
		g.setEdges(e, sorted(b.lists[e], g.counts[ends[e].from], ends[e].to.node(0), g.counts[ends[e].to], ends[e].valued))
	}
	return g, nil
}

// setEdges sets the edges of a kind, listed by their start.
func (g *Graph) setEdges(e Edge, out rows) {
	end := ends[e]
	g.out[e] = out
	g.in[e] = out.transpose(end.to.node(0), g.counts[end.to], end.from.node(0))
}

func (k Kind) node(i uint32) Node { return [kinds]Node{0, firstBoard, firstUser}[k] + Node(i) }

func (b *Builder) add(e Edge, from, to Node, value uint32) {
	if err := checkEnds(e, from, to, &b.counts); err != nil {
		b.fail(err)
		return
	}
	if len(b.lists[e]) == math.MaxUint32 {
		b.fail(errors.New("graph: more than 4,294,967,295 edges of one kind: offsets have 32 bits"))
		return
	}
	b.lists[e] = append(b.lists[e], edge{from.index(), to.index(), value})
}

func (b *Builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// checkEnds tells whether an edge of a kind can be between two nodes.
func checkEnds(e Edge, from, to Node, counts *[kinds]uint32) error {
	if err := checkNode(from, ends[e].from, counts); err != nil {
		return err
	}
	return checkNode(to, ends[e].to, counts)
}

func checkNode(n Node, want Kind, counts *[kinds]uint32) error {
	if k := n.Kind(); k != want {
		return fmt.Errorf("graph: %v where a %v must be: make nodes with PinNode, BoardNode, UserNode", n, want)
	}
	if n.index() >= counts[want] {
		return fmt.Errorf("graph: no %v: there are %d %ss, add it first", n, counts[want], want)
	}
	return nil
}

// seconds brings a time to 32 bits.
func seconds(at int64) uint32 { return uint32(min(max(at, 0), math.MaxUint32)) }

// sorted lists edges by their start, each row ascending and without
// repetitions, the largest value of equal edges kept. It sorts by the edges'
// ends, then by their starts, both by counting, which is linear and keeps
// equals in order.
func sorted(list []edge, from uint32, first Node, to uint32, valued bool) rows {
	if len(list) == 0 {
		return rows{}
	}
	byEnd := make([]edge, len(list))
	at := make([]uint32, to+1)
	for i := range list {
		at[list[i].to]++
	}
	startsOf(at)
	for _, e := range list {
		byEnd[at[e.to]] = e
		at[e.to]++
	}
	return gather(byEnd, from, first, valued)
}

// gather makes rows of edges that are sorted by their ends.
func gather(list []edge, from uint32, first Node, valued bool) rows {
	at := make([]uint32, from+1)
	for i := range list {
		at[list[i].from]++
	}
	startsOf(at)
	to, value := make([]Node, len(list)), make([]uint32, len(list))
	for _, e := range list {
		to[at[e.from]], value[at[e.from]] = first+Node(e.to), e.value
		at[e.from]++
	}
	shift(at)
	r := rows{at: at, to: to, value: value}
	r.dedupe()
	if !valued {
		r.value = nil
	}
	return r
}

// dedupe makes one of equal edges beside each other, with the largest value.
func (r *rows) dedupe() {
	kept := uint32(0)
	start := uint32(0)
	for i := range len(r.at) - 1 {
		end, first := r.at[i+1], kept
		for j := start; j < end; j++ {
			if kept > first && r.to[kept-1] == r.to[j] {
				r.value[kept-1] = max(r.value[kept-1], r.value[j])
				continue
			}
			r.to[kept], r.value[kept] = r.to[j], r.value[j]
			kept++
		}
		start = end
		r.at[i+1] = kept
	}
	r.to, r.value = r.to[:kept:kept], r.value[:kept:kept]
}
