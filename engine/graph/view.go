package graph

import "slices"

// A View is a graph with the changes of an overlay, frozen: it never changes,
// is safe for concurrent use, and lives as long as it is held. Its nodes are
// those of the graph and those added since.
type View struct {
	base    *Graph
	counts  [kinds]uint32
	edges   int
	changed [edges][2]trie // rows that are not as in base; out and in
}

// The two ends that edges are listed by.
const (
	out = iota
	in
)

// Pins returns how many pins there are, those on no board and removed ones
// included: numbers are not used again.
func (v *View) Pins() int { return int(v.counts[Pin]) }

// Boards returns how many boards there are, empty and removed ones included.
func (v *View) Boards() int { return int(v.counts[Board]) }

// Users returns how many users there are, removed ones included.
func (v *View) Users() int { return int(v.counts[User]) }

// Edges returns how many edges of all kinds there are, each counted once.
func (v *View) Edges() int { return v.edges }

// PinsOf returns the pins of a board, ascending; nil for what is no board. The
// results of this and all other methods must not be written to.
func (v *View) PinsOf(board Node) []Node { return v.outOf(Save, board) }

// BoardsOf returns the boards of a pin, ascending; nil for what is no pin.
func (v *View) BoardsOf(pin Node) []Node { return v.inOf(Save, pin) }

// SavedAt returns when a pin was put on a board, in Unix seconds, and whether
// it is there.
func (v *View) SavedAt(pin, board Node) (at int64, ok bool) {
	to, value := v.row(Save, board)
	i, ok := slices.BinarySearch(to, pin)
	if !ok {
		return 0, false
	}
	return int64(value[i]), true
}

// NeighboursOf returns the pins that look like a pin, ascending, and the
// weight of each.
func (v *View) NeighboursOf(pin Node) (like []Node, weights []uint32) {
	return v.row(Neighbour, pin)
}

// BoardsFollowed returns the boards that a user follows, ascending.
func (v *View) BoardsFollowed(user Node) []Node { return v.outOf(FollowBoard, user) }

// UsersFollowed returns the users that a user follows, ascending.
func (v *View) UsersFollowed(user Node) []Node { return v.outOf(FollowUser, user) }

// Followers returns the users who follow a board or a user, ascending; nil for
// a pin.
func (v *View) Followers(n Node) []Node {
	if n.Kind() == Board {
		return v.inOf(FollowBoard, n)
	}
	return v.inOf(FollowUser, n)
}

// outOf returns the ends of a node's edges of a kind.
func (v *View) outOf(e Edge, n Node) []Node {
	if v.changed[e][out].root != nil && n.Kind() == ends[e].from {
		if p := v.changed[e][out].get(n.index()); p != nil {
			return p.to[:len(p.to):len(p.to)]
		}
	}
	return v.base.outOf(e, n)
}

// inOf returns the starts of a node's edges of a kind.
func (v *View) inOf(e Edge, n Node) []Node {
	if v.changed[e][in].root != nil && n.Kind() == ends[e].to {
		if p := v.changed[e][in].get(n.index()); p != nil {
			return p.to[:len(p.to):len(p.to)]
		}
	}
	return v.base.inOf(e, n)
}

// pinsOfEach is PinsOf of several boards; nil for what is no board.
func (v *View) pinsOfEach(boards []Node, into [][]Node) {
	if v.changed[Save][out].root == nil {
		v.base.out[Save].each(boards, firstBoard, into)
		return
	}
	for i, b := range boards {
		into[i] = v.PinsOf(b)
	}
}

// boardsOfEach is BoardsOf of several pins; nil for what is no pin.
func (v *View) boardsOfEach(pins []Node, into [][]Node) {
	if v.changed[Save][in].root == nil {
		v.base.in[Save].each(pins, 0, into)
		return
	}
	for i, p := range pins {
		into[i] = v.BoardsOf(p)
	}
}

// degree returns how many boards a pin is on, without touching their list.
func (v *View) degree(pin Node) int {
	if v.changed[Save][in].root != nil {
		return len(v.BoardsOf(pin))
	}
	at := v.base.in[Save].at
	if int(pin)+1 >= len(at) {
		return 0
	}
	return int(at[pin+1] - at[pin])
}

// degrees puts down how many boards each of some pins is on. Without changes
// the loop is so short that the processor has the waits of all pins in flight.
func (v *View) degrees(of []Scored, into []int) {
	at := v.base.in[Save].at
	for i, s := range of {
		switch {
		case v.changed[Save][in].root != nil:
			into[i] = len(v.BoardsOf(s.Pin))
		case int(s.Pin)+1 < len(at):
			into[i] = int(at[s.Pin+1] - at[s.Pin])
		default:
			into[i] = 0
		}
	}
}

// row returns the ends and values of a node's edges of a kind.
func (v *View) row(e Edge, n Node) (to []Node, values []uint32) {
	if n.Kind() != ends[e].from {
		return nil, nil
	}
	if p := v.changed[e][out].get(n.index()); p != nil {
		return p.to[:len(p.to):len(p.to)], p.value[:len(p.value):len(p.value)]
	}
	return v.base.out[e].row(n.index()), v.base.out[e].values(n.index())
}

// hasNode tells whether there is such a node, removed or not.
func (v *View) hasNode(n Node) bool { return n.index() < v.counts[n.Kind()] }
