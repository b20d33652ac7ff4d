// Package graph holds pins, boards and users with what ties them together, and
// walks over it to find the pins that people keep beside given ones.
//
// It is for the question "which pins stand on boards beside these, and on
// which boards?", answered in about a millisecond and equally each time. It is
// not for storing anything: nodes are numbers, whoever calls maps names to
// them, and a Graph can always be built again from the record.
//
// A Builder makes a Graph, which never changes; Open reads one from the bytes
// that WriteTo wrote. An Overlay holds what came since, and its View is both
// together, frozen. Start with Walk, which finds pins, and Links, which says
// why.
package graph

import "fmt"

// A Node is a pin, a board or a user as a number. The three kinds have ranges
// of their own, so that a node keeps its number whatever is added: pins count
// from 0, boards from 1<<31, users from 3<<30.
type Node uint32

const (
	firstBoard Node = 1 << 31
	firstUser  Node = 3 << 30
)

// The most nodes of each kind that there can be.
const (
	MaxPins   = int(firstBoard)
	MaxBoards = int(firstUser - firstBoard)
	MaxUsers  = 1<<30 - 1 // the last number is noNode
)

// noNode is no node.
const noNode = ^Node(0)

// A Kind says what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Pin Kind = iota
	Board
	User
	kinds
)

// String returns the kind's name: "pin", "board" or "user".
func (k Kind) String() string {
	if k >= kinds {
		return fmt.Sprintf("kind %d", uint8(k))
	}
	return [kinds]string{"pin", "board", "user"}[k]
}

// PinNode returns the node of pin i, 0 <= i < MaxPins.
func PinNode(i int) Node { return Node(i) }

// BoardNode returns the node of board i, 0 <= i < MaxBoards.
func BoardNode(i int) Node { return firstBoard + Node(i) }

// UserNode returns the node of user i, 0 <= i < MaxUsers.
func UserNode(i int) Node { return firstUser + Node(i) }

// Kind returns what the node is.
func (n Node) Kind() Kind {
	switch {
	case n < firstBoard:
		return Pin
	case n < firstUser:
		return Board
	}
	return User
}

// Index returns the node's number among those of its kind, from 0: the i of
// PinNode, BoardNode or UserNode.
func (n Node) Index() int { return int(n.index()) }

func (n Node) index() uint32 { return uint32(n - [...]Node{0, firstBoard, firstUser}[n.Kind()]) }

// String returns kind and number, such as "board 3".
func (n Node) String() string { return fmt.Sprintf("%s %d", n.Kind(), n.Index()) }

// An Edge is a kind of tie between two nodes.
type Edge uint8

// The kinds of edges. Each has a direction, and is found from both ends.
const (
	// Save is a board that holds a pin, with the time of the save.
	Save Edge = iota
	// Neighbour is a pin that looks like another, with a weight.
	Neighbour
	// FollowBoard is a user who follows a board.
	FollowBoard
	// FollowUser is a user who follows a user.
	FollowUser
	edges
)

// ends says which kinds of nodes an edge goes from and to, and whether it has
// a value.
var ends = [edges]struct {
	from, to Kind
	valued   bool
}{
	Save:        {Board, Pin, true},
	Neighbour:   {Pin, Pin, true},
	FollowBoard: {User, Board, false},
	FollowUser:  {User, User, false},
}

// A Graph is pins, boards and users with the edges between them, in compressed
// sparse rows of 32-bit numbers: 12 bytes an edge with a value, 8 without,
// and 8 bytes for each node that its kind's edges are listed by. It never
// changes and is safe for concurrent use.
type Graph struct {
	counts [kinds]uint32
	out    [edges]rows // by the edge's start; the values are here
	in     [edges]rows // by the edge's end
}

// Pins returns how many pins there are, those on no board included.
func (g *Graph) Pins() int { return int(g.counts[Pin]) }

// Boards returns how many boards there are, empty ones included.
func (g *Graph) Boards() int { return int(g.counts[Board]) }

// Users returns how many users there are.
func (g *Graph) Users() int { return int(g.counts[User]) }

// Edges returns how many edges of all kinds there are, each counted once.
func (g *Graph) Edges() int {
	n := 0
	for e := range g.out {
		n += len(g.out[e].to)
	}
	return n
}

// PinsOf returns the pins of a board, ascending; nil for what is no board of
// this graph. The result points into the graph and must not be written to.
func (g *Graph) PinsOf(board Node) []Node { return g.outOf(Save, board) }

// BoardsOf returns the boards of a pin, ascending; nil for what is no pin of
// this graph. The result points into the graph and must not be written to.
func (g *Graph) BoardsOf(pin Node) []Node { return g.inOf(Save, pin) }

// View returns the graph as it is, without an overlay. It costs nothing.
func (g *Graph) View() *View {
	v := &View{base: g, counts: g.counts}
	for e := range g.out {
		v.edges += len(g.out[e].to)
	}
	return v
}

func (g *Graph) outOf(e Edge, n Node) []Node {
	if n.Kind() != ends[e].from {
		return nil
	}
	return g.out[e].row(n.index())
}

func (g *Graph) inOf(e Edge, n Node) []Node {
	if n.Kind() != ends[e].to {
		return nil
	}
	return g.in[e].row(n.index())
}
