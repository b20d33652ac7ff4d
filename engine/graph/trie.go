package graph

// A trie holds the changed rows of a view by the number of their node. It is
// never written to: with returns another trie that shares all but one path
// with the old one, which is what freezes a View in no time.
type trie struct {
	root   *page
	height uint // levels below the root; 0 for a root that is row 0 itself
}

// fanBits is how many bits of a number each level looks at. A change copies
// one array of 1<<fanBits pointers a level: 5 bits keep that at 256 bytes
// while four million pins need five levels.
const fanBits = 5

// A page is a level of a trie, or below the last level a row. The two are one
// type so that levels need no second kind of pointer.
type page struct {
	kids  []*page
	to    []Node
	value []uint32
	// owner is the overlay that made the row and may append to it in place:
	// whoever holds an older row sees no more than its own length of it.
	owner *Overlay
}

// get returns the row of a number, nil if it has not changed.
func (t *trie) get(i uint32) *page {
	p := t.root
	if p == nil || uint64(i)>>(t.height*fanBits) != 0 {
		return nil
	}
	for level := t.height; level > 0 && p != nil; level-- {
		p = p.kids[i>>((level-1)*fanBits)&(1<<fanBits-1)]
	}
	return p
}

// with returns a trie in which a number has another row.
func (t trie) with(i uint32, row *page) trie {
	for uint64(i)>>(t.height*fanBits) != 0 {
		kids := make([]*page, 1<<fanBits)
		kids[0] = t.root
		t.root = &page{kids: kids}
		t.height++
	}
	t.root = t.root.with(i, row, t.height)
	return t
}

func (p *page) with(i uint32, row *page, level uint) *page {
	if level == 0 {
		return row
	}
	kids := make([]*page, 1<<fanBits)
	if p != nil {
		copy(kids, p.kids)
	}
	k := i >> ((level - 1) * fanBits) & (1<<fanBits - 1)
	kids[k] = kids[k].with(i, row, level-1)
	return &page{kids: kids}
}

// since returns the rows of t that old does not have. What the two share is
// not looked at, so it costs what has changed between them.
func (t trie) since(old trie) trie {
	// A root that grew has the old one as its first page.
	for old.root != nil && old.height < t.height {
		kids := make([]*page, 1<<fanBits)
		kids[0] = old.root
		old = trie{root: &page{kids: kids}, height: old.height + 1}
	}
	return trie{root: t.root.since(old.root, t.height), height: t.height}
}

func (p *page) since(old *page, level uint) *page {
	if p == nil || p == old {
		return nil
	}
	if level == 0 {
		return p
	}
	var kids []*page
	for k, kid := range p.kids {
		var before *page
		if old != nil {
			before = old.kids[k]
		}
		if kid = kid.since(before, level-1); kid == nil {
			continue
		}
		if kids == nil {
			kids = make([]*page, 1<<fanBits)
		}
		kids[k] = kid
	}
	if kids == nil {
		return nil
	}
	return &page{kids: kids}
}
