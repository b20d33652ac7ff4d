package graph

// rows are lists of nodes, one after the other: row i is to[at[i]:at[i+1]],
// and value[j] belongs to to[j]. Without edges all three are nil. value is nil
// for edges without values.
type rows struct {
	at    []uint32
	to    []Node
	value []uint32
}

// row returns row i, nil beyond the last.
func (r *rows) row(i uint32) []Node {
	if int(i)+1 >= len(r.at) {
		return nil
	}
	return r.to[r.at[i]:r.at[i+1]:r.at[i+1]]
}

// each puts down the rows of some nodes, which count from first; nil for one
// that has none. The loop is kept short, so that the processor has the waits of
// many nodes in flight at once.
func (r *rows) each(of []Node, first Node, into [][]Node) {
	at, to := r.at, r.to
	into = into[:len(of)]
	for i, n := range of {
		if k := int(n - first); k < len(at)-1 {
			into[i] = to[at[k]:at[k+1]:at[k+1]]
		} else {
			into[i] = nil
		}
	}
}

// values returns the values of row i, nil if there are none.
func (r *rows) values(i uint32) []uint32 {
	if r.value == nil || int(i)+1 >= len(r.at) {
		return nil
	}
	return r.value[r.at[i]:r.at[i+1]:r.at[i+1]]
}

// transpose returns the same edges listed by their other end, without values:
// to has n nodes from first on, and row i of r is the edges of node start+i.
// Rows come out ascending because r is read in ascending order.
func (r *rows) transpose(first Node, n uint32, start Node) rows {
	if len(r.to) == 0 {
		return rows{}
	}
	at := make([]uint32, n+1)
	for _, t := range r.to {
		at[t-first]++
	}
	startsOf(at)
	to := make([]Node, len(r.to))
	for i := range len(r.at) - 1 {
		for _, t := range r.to[r.at[i]:r.at[i+1]] {
			to[at[t-first]] = start + Node(i)
			at[t-first]++
		}
	}
	shift(at)
	return rows{at: at, to: to}
}

// startsOf turns counts into the places where each count's items start.
func startsOf(counts []uint32) {
	sum := uint32(0)
	for i, c := range counts {
		counts[i] = sum
		sum += c
	}
}

// shift moves places that items were put at, which now are the items' ends,
// one on, so that they are starts again.
func shift(at []uint32) {
	copy(at[1:], at)
	at[0] = 0
}
