package graph

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
)

// An Overlay is what came since a graph was built. Changes count in the next
// View; Views taken before never see them. It is safe for concurrent use:
// changes wait for one another, taking a View waits for nothing.
//
// A change makes a new list of each row it touches, so a save costs the time
// to copy the boards of its pin and the pins of its board, but one of a new
// pin on a board that this overlay has already touched, which appends. Memory
// grows with the rows touched: Merge now and then, then Rebase.
type Overlay struct {
	mu   sync.Mutex // held by whoever changes
	view atomic.Pointer[View]
}

// NewOverlay returns an overlay without changes.
func NewOverlay(g *Graph) *Overlay {
	o := new(Overlay)
	o.view.Store(g.View())
	return o
}

// View returns the graph with all changes so far, frozen. It costs nothing.
func (o *Overlay) View() *View { return o.view.Load() }

// AddPin adds a pin that is on no board and returns its node.
func (o *Overlay) AddPin() (Node, error) { return o.addNode(Pin, MaxPins) }

// AddBoard adds an empty board and returns its node.
func (o *Overlay) AddBoard() (Node, error) { return o.addNode(Board, MaxBoards) }

// AddUser adds a user who follows nobody and returns its node.
func (o *Overlay) AddUser() (Node, error) { return o.addNode(User, MaxUsers) }

// Save puts a pin on a board at a time in Unix seconds. As with a Builder, the
// later time of a save given twice counts.
func (o *Overlay) Save(pin, board Node, at int64) error {
	return o.change(Save, board, pin, func(v *View) { o.link(v, Save, board, pin, seconds(at)) })
}

// Unsave takes a pin off a board; nothing happens if it is not there.
func (o *Overlay) Unsave(pin, board Node) error {
	return o.change(Save, board, pin, func(v *View) { o.unlink(v, Save, board, pin) })
}

// FollowBoard says that a user follows a board.
func (o *Overlay) FollowBoard(user, board Node) error {
	return o.change(FollowBoard, user, board, func(v *View) { o.link(v, FollowBoard, user, board, 0) })
}

// UnfollowBoard says that a user no longer follows a board.
func (o *Overlay) UnfollowBoard(user, board Node) error {
	return o.change(FollowBoard, user, board, func(v *View) { o.unlink(v, FollowBoard, user, board) })
}

// FollowUser says that a user follows another.
func (o *Overlay) FollowUser(user, other Node) error {
	return o.change(FollowUser, user, other, func(v *View) { o.link(v, FollowUser, user, other, 0) })
}

// UnfollowUser says that a user no longer follows another.
func (o *Overlay) UnfollowUser(user, other Node) error {
	return o.change(FollowUser, user, other, func(v *View) { o.unlink(v, FollowUser, user, other) })
}

// SetNeighbours replaces the pins that look like a pin. Both slices have one
// length; of a neighbour given twice the larger weight counts.
func (o *Overlay) SetNeighbours(pin Node, like []Node, weights []uint32) error {
	if len(like) != len(weights) {
		return fmt.Errorf("graph: %d neighbours of %v with %d weights: give one for each", len(like), pin, len(weights))
	}
	return o.apply(func(v *View) error {
		for _, l := range like {
			if err := checkEnds(Neighbour, pin, l, &v.counts); err != nil {
				return err
			}
		}
		if err := checkNode(pin, Pin, &v.counts); err != nil {
			return err
		}
		o.cut(v, Neighbour, pin)
		for i, l := range like {
			o.link(v, Neighbour, pin, l, weights[i])
		}
		return nil
	})
}

// Remove takes away all edges of a pin, a board or a user, which counts at
// once. The node's number stays, without edges, and is not used again unless
// somebody gives it new edges.
func (o *Overlay) Remove(n Node) error {
	return o.apply(func(v *View) error {
		if err := checkNode(n, n.Kind(), &v.counts); err != nil {
			return err
		}
		for e := range edges {
			if ends[e].from == n.Kind() {
				o.cut(v, e, n)
			}
			if ends[e].to == n.Kind() {
				o.cutIn(v, e, n)
			}
		}
		return nil
	})
}

// Rebase puts the overlay on a graph that was merged from one of its earlier
// views, and keeps the changes made since that view. It costs the changes.
func (o *Overlay) Rebase(merged *Graph, from *View) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.view.Load()
	if merged.counts != from.counts || now.base != from.base {
		return fmt.Errorf("graph: rebase on a graph that is not this overlay's: give Merge's result and the view that was merged")
	}
	next := &View{base: merged, counts: now.counts, edges: now.edges}
	for e := range edges {
		for end := range next.changed[e] {
			next.changed[e][end] = now.changed[e][end].since(from.changed[e][end])
		}
	}
	o.view.Store(next)
	return nil
}

// apply makes a view with a change and shows it, unless the change fails.
func (o *Overlay) apply(change func(*View) error) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	next := *o.view.Load()
	if err := change(&next); err != nil {
		return err
	}
	o.view.Store(&next)
	return nil
}

func (o *Overlay) change(e Edge, from, to Node, do func(*View)) error {
	return o.apply(func(v *View) error {
		if err := checkEnds(e, from, to, &v.counts); err != nil {
			return err
		}
		do(v)
		return nil
	})
}

func (o *Overlay) addNode(k Kind, most int) (n Node, err error) {
	err = o.apply(func(v *View) error {
		if int(v.counts[k]) >= most {
			return fmt.Errorf("graph: there are %d %ss already, which is the most there can be", most, k)
		}
		n = k.node(v.counts[k])
		v.counts[k]++
		return nil
	})
	return n, err
}

// link adds an edge, or raises its value.
func (o *Overlay) link(v *View, e Edge, from, to Node, value uint32) {
	row, values := v.row(e, from)
	i, found := slices.BinarySearch(row, to)
	if found {
		if ends[e].valued && values[i] < value {
			values = slices.Clone(values)
			values[i] = value
			o.setOut(v, e, from, &page{to: row, value: values})
		}
		return
	}
	o.setOut(v, e, from, o.inserted(v.changed[e][out].get(from.index()), row, values, i, to, value, ends[e].valued))
	starts := v.inOf(e, to)
	j, _ := slices.BinarySearch(starts, from)
	o.setIn(v, e, to, o.inserted(v.changed[e][in].get(to.index()), starts, nil, j, from, 0, false))
	v.edges++
}

// unlink takes an edge away if it is there.
func (o *Overlay) unlink(v *View, e Edge, from, to Node) {
	row, _ := v.row(e, from)
	if _, found := slices.BinarySearch(row, to); found {
		o.dropOut(v, e, from, to)
		o.dropIn(v, e, to, from)
		v.edges--
	}
}

// cut takes away all edges of a kind that start at a node.
func (o *Overlay) cut(v *View, e Edge, from Node) {
	row, _ := v.row(e, from)
	for _, to := range row {
		o.dropIn(v, e, to, from)
	}
	if len(row) > 0 {
		v.edges -= len(row)
		o.setOut(v, e, from, new(page))
	}
}

// cutIn takes away all edges of a kind that end at a node.
func (o *Overlay) cutIn(v *View, e Edge, to Node) {
	starts := v.inOf(e, to)
	for _, from := range starts {
		o.dropOut(v, e, from, to)
	}
	if len(starts) > 0 {
		v.edges -= len(starts)
		o.setIn(v, e, to, new(page))
	}
}

func (o *Overlay) dropOut(v *View, e Edge, from, to Node) {
	row, values := v.row(e, from)
	o.setOut(v, e, from, without(row, values, to))
}

func (o *Overlay) dropIn(v *View, e Edge, to, from Node) {
	o.setIn(v, e, to, without(v.inOf(e, to), nil, from))
}

func (o *Overlay) setOut(v *View, e Edge, n Node, p *page) {
	v.changed[e][out] = v.changed[e][out].with(n.index(), p)
}

func (o *Overlay) setIn(v *View, e Edge, n Node, p *page) {
	v.changed[e][in] = v.changed[e][in].with(n.index(), p)
}
