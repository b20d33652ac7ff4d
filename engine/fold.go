package engine

import (
	"cmp"
	"slices"

	"akin/engine/copies"
	"akin/engine/score"
)

// A group is an item in the making: a candidate and the rows folded under it.
type group struct {
	candidate
	copies []Row
}

// folded is the outcome of folding: the groups in order, and the rows that
// are copies of pins asked with.
type folded struct {
	groups   []group
	ofAnchor []Row
}

// foldDepth is how far down the list copies are looked for: somewhat further
// than pages reach, so that they do not change what was shown before.
const foldDepth = maxDepth + MaxLimit

// fold cuts a ranked list to the query's limit, and one more if there is one,
// beside what the pages before showed. Copies of an anchor pin are
// taken out, other copies are put under their original: the largest, then the
// oldest, then the one with the smallest ID. The original stands where its
// own score puts it.
func (s *search) fold(ranked []candidate) folded {
	need := s.skip + s.Limit + 1
	if s.NoFold || !s.on(score.Copy) {
		out := folded{}
		for _, c := range ranked[:min(need, len(ranked))] {
			out.groups = append(out.groups, group{candidate: c})
		}
		return s.enough(out)
	}
	for depth := foldDepth; ; depth *= 2 {
		out := newFolding(s, ranked[:min(depth, len(ranked))]).first(need)
		if len(out.groups) >= need || depth >= len(ranked) {
			return s.enough(out)
		}
	}
}

// enough leaves out what is below the smallest score asked for. It is done
// after folding, so that a copy does not stand in for an original that is
// below.
func (s *search) enough(f folded) folded {
	if i := slices.IndexFunc(f.groups, func(g group) bool { return g.total < s.MinScore }); i >= 0 {
		f.groups = f.groups[:i]
	}
	return f
}

// A folding finds the originals among candidates. A candidate belongs to the
// most original of those that it is directly a copy of and that are originals
// themselves; so copies of copies make no chain, and what is none of anything is
// an original. Who belongs to whom is a function of the candidates; it is worked
// out for those alone that somebody asks about.
type folding struct {
	*search
	all    []foldable
	crowd  *copies.Crowd // of all
	known  []int         // original of each, one more than its number; 0 for not asked yet
	found  [][]int       // see likely
	asked  []bool
	prints map[int]*copies.Print
}

// A foldable is a candidate with what folding needs to know of it.
type foldable struct {
	candidate
	pin   RowPin
	place int // among all, the most original first

	// ofPosted tells a copy of the posted picture. Such a pin comes first, and
	// must not vanish under one that is a copy of it and not of the picture.
	ofPosted bool
	// ofPin tells a copy of a pin asked with, which is no item.
	ofPin bool
}

func newFolding(s *search, ranked []candidate) *folding {
	n := len(ranked)
	f := &folding{
		search: s, all: make([]foldable, n), known: make([]int, n),
		found: make([][]int, n), asked: make([]bool, n), prints: map[int]*copies.Print{},
	}
	marks, byPlace := make([]copies.Mark, n), make([]int, n)
	for i, c := range ranked {
		f.all[i] = foldable{candidate: c, pin: s.snap.Pin(c.row), ofPosted: s.copiedAnchor(c.row) != nil}
		if of, _ := s.origins.pin(c.row); of != nil {
			f.all[i].ofPin = true
		}
		marks[i], byPlace[i] = s.snap.Mark(c.row), i
	}
	f.crowd = copies.NewCrowd(marks)
	slices.SortFunc(byPlace, func(i, j int) int { return originality(&f.all[i].pin, &f.all[j].pin) })
	for place, i := range byPlace {
		f.all[i].place = place
	}
	return f
}

// first returns the first so many groups, by rank.
func (f *folding) first(need int) (out folded) {
	var heads []int
	for i := range f.all {
		switch {
		case f.all[i].ofPin:
			out.ofAnchor = append(out.ofAnchor, f.all[i].row)
		case len(heads) < need && f.original(i) == i:
			heads = append(heads, i)
		}
	}
	for _, head := range heads {
		g := group{candidate: f.all[head].candidate}
		for _, i := range f.likely(head) {
			if i != head && f.original(i) == head {
				g.copies = append(g.copies, f.all[i].row)
			}
		}
		out.groups = append(out.groups, g)
	}
	return out
}

// original is the candidate under which one is folded; itself if under none.
func (f *folding) original(i int) int {
	if f.known[i] > 0 {
		return f.known[i] - 1
	}
	head := i
	for _, j := range f.likely(i) {
		// whether it is an original is asked last: that may ask about many more
		if f.all[j].place < f.all[i].place && f.same(j, i) && f.original(j) == j {
			head = j
			break
		}
	}
	f.known[i] = head + 1
	return head
}

// leastChance keeps candidates from being compared that share a little by chance:
// of strangers no two share so many words, of the hardest copies nineteen of twenty
// more.
const leastChance = 9

// likely are the candidates that may be copies of one and may be folded with it,
// the most original first.
func (f *folding) likely(i int) []int {
	if f.asked[i] {
		return f.found[i]
	}
	f.asked[i] = true
	a := &f.all[i]
	print := f.print(i)
	if a.ofPin || print == nil {
		return nil
	}
	for _, j := range f.crowd.Likely(print, leastChance) {
		if b := &f.all[j]; j != i && !b.ofPin && a.ofPosted == b.ofPosted {
			f.found[i] = append(f.found[i], j)
		}
	}
	slices.SortFunc(f.found[i], func(x, y int) int { return cmp.Compare(f.all[x].place, f.all[y].place) })
	return f.found[i]
}

// same tells whether one candidate is directly a copy of another.
func (f *folding) same(original, copy int) bool {
	if f.all[original].pin.Picture == f.all[copy].pin.Picture {
		return true
	}
	a, b := f.all[original].pin.Picture, f.all[copy].pin.Picture
	return f.verdicts.compare(a, b, f.print(original), f.print(copy)).is
}

// print is nil for a pin without a picture.
func (f *folding) print(i int) *copies.Print {
	p, ok := f.prints[i]
	if !ok {
		p, _ = f.snap.Print(f.all[i].row)
		f.prints[i] = p
	}
	return p
}

// originality orders pins by how likely they are the original.
func originality(p, q *RowPin) int {
	return cmp.Or(
		cmp.Compare(q.Width*q.Height, p.Width*p.Height),
		p.Created.Compare(q.Created),
		cmp.Compare(p.ID, q.ID),
	)
}
