package graph

// Merge returns a graph that equals the view, with the same numbers for the
// same nodes. It is meant to run in the background: it only reads the view,
// and takes time and memory proportional to the whole graph. Give the result
// to Overlay.Rebase together with the view.
func (v *View) Merge() *Graph {
	g := &Graph{counts: v.counts}
	for e := range edges {
		g.setEdges(e, v.flat(e))
	}
	return g
}

// flat lists the edges of a kind by their start.
func (v *View) flat(e Edge) rows {
	n := v.counts[ends[e].from]
	at := make([]uint32, n+1)
	for i := range n {
		at[i] = uint32(len(v.outOf(e, ends[e].from.node(i))))
	}
	startsOf(at)
	if at[n] == 0 {
		return rows{}
	}
	r := rows{at: at, to: make([]Node, at[n])}
	if ends[e].valued {
		r.value = make([]uint32, at[n])
	}
	for i := range n {
		to, values := v.row(e, ends[e].from.node(i))
		copy(r.to[at[i]:], to)
		if r.value != nil {
			copy(r.value[at[i]:], values)
		}
	}
	return r
}
