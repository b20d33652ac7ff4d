package engine

import (
	"cmp"
	"context"
	"slices"
	"time"

	"akin/engine/copies"
)

// A Cluster is a pin with the pins that are copies of it. Each is a copy of the
// original itself, never only of another copy: pictures that change step by step
// into something else are several clusters.
type Cluster struct {
	Original ClusterPin    `json:"original"` // the largest; of these the oldest, then the one with the smallest ID
	Copies   []ClusterCopy `json:"copies"`   // in the same order; at least one
}

// A ClusterPin is a pin as far as one tells copies apart by it.
type ClusterPin struct {
	ID        PinID     `json:"id"`
	Title     string    `json:"title"`
	Source    string    `json:"source"`
	Width     int       `json:"width"` // of the picture in pixels
	Height    int       `json:"height"`
	Boards    []string  `json:"boards"` // titles, sorted, of those that the viewer sees; never nil
	CreatedAt time.Time `json:"created_at"`
	Secret    bool      `json:"secret,omitempty"` // only the viewer sees it
}

// A ClusterCopy is a copy, and what was done to the original's picture to make
// it.
type ClusterCopy struct {
	ClusterPin
	How []string `json:"how"`
}

// DuplicateOptions say who hears how far it is.
type DuplicateOptions struct {
	Progress func(done, all int) // pins; may be nil
}

func (o *DuplicateOptions) tell(done, all int) {
	if o.Progress != nil {
		o.Progress(done, all)
	}
}

// A DuplicateSummary counts what a search for duplicates came to.
type DuplicateSummary struct {
	Pins     int `json:"pins"`     // with pictures, which were compared
	Clusters int `json:"clusters"` // that were told of
	Copies   int `json:"copies"`   // in these
	Skipped  int `json:"skipped"`  // clusters that were not merged, since they changed meanwhile
}

func (s *DuplicateSummary) count(c *Cluster) {
	s.Clusters++
	s.Copies += len(c.Copies)
}

// Duplicates tells of all copies among the pins that the viewer sees, the
// cluster of the largest original first, until each returns an error, which it
// returns. It costs a scan of all pictures for each that is no copy.
func (e *Engine) Duplicates(ctx context.Context, viewer UserID, opts DuplicateOptions, each func(Cluster) error) (DuplicateSummary, error) {
	var sum DuplicateSummary
	snap, err := e.snapshot(ctx, viewer)
	if err != nil {
		return sum, err
	}
	defer snap.Close()
	w := newClustering(snap)
	sum.Pins = len(w.order)
	return sum, w.walk(ctx, opts, func(rows clusterRows) error {
		c, ok, err := e.cluster(ctx, viewer, snap, rows)
		if err != nil || !ok {
			return err
		}
		sum.count(&c)
		return each(c)
	})
}

// cluster reads from the record what is shown of a cluster; false if it is none
// any more.
func (e *Engine) cluster(ctx context.Context, viewer UserID, snap Snapshot, rows clusterRows) (c Cluster, ok bool, err error) {
	ids := []PinID{snap.Pin(rows.original).ID}
	for _, r := range rows.copies {
		ids = append(ids, snap.Pin(r.row).ID)
	}
	pins, err := e.records.Pins(ctx, viewer, ids)
	if err != nil {
		return c, false, err
	}
	original, there := pins[ids[0]]
	if !there {
		return c, false, nil
	}
	c.Original = clusterPin(&original)
	for i, r := range rows.copies {
		if p, there := pins[ids[i+1]]; there {
			c.Copies = append(c.Copies, ClusterCopy{clusterPin(&p), r.how})
		}
	}
	return c, len(c.Copies) > 0, nil
}

func clusterPin(p *Pin) ClusterPin {
	boards := p.Boards
	if boards == nil {
		boards = []string{}
	}
	return ClusterPin{
		ID: p.ID, Title: p.Title, Source: p.Source, Width: p.Facts.Width, Height: p.Facts.Height,
		Boards: boards, CreatedAt: p.Created, Secret: p.Secret,
	}
}

// clusterRows are the rows of a cluster.
type clusterRows struct {
	original Row
	copies   []copyRow
}

type copyRow struct {
	row Row
	how []string
}

// A clustering makes clusters of a snapshot's pictures: in the order of
// originality each that is no copy of one before it becomes an original, and
// takes the copies of it that none has yet.
type clustering struct {
	snap  Snapshot
	order []Row  // of pins with pictures, the best original first
	place []int  // by row: where it stands in order, -1 for nowhere
	taken []bool // by place
	apart bool   // public pins and the viewer's own make no clusters together
	own   Row    // the first row that is the viewer's own
	crowd *copies.Crowd
}

func newClustering(snap Snapshot) *clustering {
	type entry struct {
		row     Row
		area    int
		created time.Time
		id      PinID
	}
	var all []entry
	last := Row(0)
	w := &clustering{snap: snap}
	eachRow(snap, func(r Row) {
		last = max(last, r)
		if _, ok := snap.Features(r); ok {
			p := snap.Pin(r)
			all = append(all, entry{r, p.Width * p.Height, p.Created, p.ID})
		}
	})
	w.own = last + 1
	if own := snap.Own(); len(own) > 0 {
		w.own = own[0]
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.area, a.area), a.created.Compare(b.created), cmp.Compare(a.id, b.id))
	})
	w.place = slices.Repeat([]int{-1}, int(last)+1)
	w.taken = make([]bool, len(all))
	marks := make([]copies.Mark, len(all))
	for i, en := range all {
		w.order = append(w.order, en.row)
		w.place[en.row], marks[i] = i, snap.Mark(en.row)
	}
	w.crowd = copies.NewCrowd(marks)
	return w
}

// eachRow calls f for all pins of a snapshot. Rows of pins that are gone lie
// between the others; the pins' own IDs do not lead to them.
func eachRow(snap Snapshot, f func(Row)) {
	for r, left := Row(0), snap.Len(); left > 0; r++ {
		if at, ok := snap.Row(snap.Pin(r).ID); ok && at == r {
			f(r)
			left--
		}
	}
	for _, r := range snap.Own() {
		f(r)
	}
}

// walk tells of clusters until f returns an error.
func (w *clustering) walk(ctx context.Context, opts DuplicateOptions, f func(clusterRows) error) error {
	for i, r := range w.order {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !w.taken[i] {
			if c := w.take(i, r); len(c.copies) > 0 {
				if err := f(c); err != nil {
					return err
				}
			}
		}
		opts.tell(i+1, len(w.order))
	}
	return nil
}

// take makes the cluster of an original.
func (w *clustering) take(at int, original Row) clusterRows {
	c := clusterRows{original: original}
	print, ok := w.snap.Print(original)
	if !ok {
		return c
	}
	for _, place := range w.crowd.Likely(print, leastChance) {
		r := w.order[place]
		if place <= at || w.taken[place] || w.apart && (r < w.own) != (original < w.own) {
			continue
		}
		if done, ok := duplicateOf(w.snap, original, r); ok {
			w.taken[place] = true
			c.copies = append(c.copies, copyRow{r, done})
		}
	}
	slices.SortFunc(c.copies, func(a, b copyRow) int { return cmp.Compare(w.place[a.row], w.place[b.row]) })
	return c
}
