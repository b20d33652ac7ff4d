package engine

import (
	"cmp"
	"context"
	"time"
)

// MergeID names a merge until it is undone.
type MergeID string

// Merges makes one pin of several that are copies, and remembers how they were.
// A merge is for who did it: nobody else hears of it or can undo it.
// Implementations are safe for concurrent use.
type Merges interface {
	// Merge gives the original the saves of the copies and, with JoinWords, their
	// words; the copies are gone then. Of two saves to one board the earlier
	// stays, with its user and its time. It is durable when it returns; with
	// DryRun nothing is kept of it.
	//
	// What By does not see is not merged, nor a pin that has another picture by
	// now, nor what is secret with what is public: neither would words stay
	// secret, nor a board's owner keep what they saved. Such copies are left out;
	// without an original or without any copy it is a Conflict.
	Merge(ctx context.Context, m NewMerge) (Merged, error)

	// Merges returns the merges of a user that are not undone, the last first, then
	// by ID, after that position; limit many at most.
	Merges(ctx context.Context, by UserID, after MergePosition, limit int) ([]MergeInfo, error)

	// IsMergedAway tells whether a pin that is not there, with that ID, owner and
	// picture, was merged into one that is: Records.Keep passes it over.
	IsMergedAway(ctx context.Context, p *Pin) (bool, error)

	// UndoMerge brings the record back to what it would be without the merge: if
	// nothing of it was touched since, to what it was exactly. Copies come back
	// with their words and saves, but for those to boards and by users that are
	// gone, and secret if they would have become so. The original loses what it
	// got, but for what was changed since, which stays as it is.
	//
	// NotFound if that user did no such merge. Conflict if a later merge has any
	// of the pins, or if there is a pin with the ID of a copy again; nothing is
	// changed then.
	UndoMerge(ctx context.Context, by UserID, id MergeID) (UndoneMerge, error)
}

// A NewMerge is a merge to be made.
type NewMerge struct {
	ID       MergeID
	By       UserID
	At       time.Time
	Original MergePin
	Copies   []MergePin // the best first
	DryRun   bool
}

// A MergePin is a pin with the picture by which it was found to be a copy.
type MergePin struct {
	ID      PinID
	Picture PictureID
	How     []string // what was done to make the copy; nil for an original
}

// A Merged says what a merge did, as far as who did it can see.
type Merged struct {
	Copies []PinID  // that are gone, in their order
	Saves  int      // that the original has now, in place of none or of a later one
	Words  []string // of title, description, tags and link those that are new; never nil
}

// A MergeInfo is a merge as a list shows it.
type MergeInfo struct {
	ID       MergeID      `json:"id"`
	MergedAt time.Time    `json:"merged_at"`
	Original PinID        `json:"original"`
	Copies   []MergedCopy `json:"copies"` // in their order
}

// A MergePosition is a place in a list of merges; the zero value is before the
// first.
type MergePosition struct {
	At time.Time
	ID MergeID
}

// A MergedCopy is a pin that was merged away.
type MergedCopy struct {
	ID     PinID    `json:"id"`
	Title  string   `json:"title"`
	Source string   `json:"source"`
	How    []string `json:"how"`
}

// An UndoneMerge says what came of undoing a merge.
type UndoneMerge struct {
	Merge    MergeID `json:"merge"`
	Original PinID   `json:"original"`
	Restored []PinID `json:"restored"` // copies, in their order; never nil

	// Stays lists what was changed since the merge, and so was left as it is: of
	// the original's title, description, tags and link, and boards by their titles as "board Sea".
	Stays []string `json:"stays"` // never nil
}

// A MergeList is one page of merges.
type MergeList struct {
	Items    []MergeInfo `json:"items"`
	Bookmark *string     `json:"bookmark"`
}

// MergeOptions say how to merge.
type MergeOptions struct {
	DuplicateOptions
	DryRun bool // say what would be done, and keep nothing of it
}

// A MergedCluster is a cluster as it was before it was merged, and what that did.
type MergedCluster struct {
	Merge MergeID `json:"merge"` // by which it is undone; empty with DryRun
	Cluster
	Saves int      `json:"saves"` // Merged.Saves
	Words []string `json:"words"` // Merged.Words
}

// MergeDuplicates merges the copies among the pins that a user sees into their
// originals, a cluster at a time, and tells of each that is done. Public pins and
// the user's secret ones are clustered apart: see Merges.Merge. Each merge can be
// undone. The index has caught up with all when it returns, be it with an error,
// after which what was told of stays done.
func (e *Engine) MergeDuplicates(ctx context.Context, by UserID, opts MergeOptions, each func(MergedCluster) error) (sum DuplicateSummary, err error) {
	if e.merges == nil {
		return sum, errNoMerges
	}
	by = cmp.Or(by, LocalUser)
	snap, err := e.snapshot(ctx, by)
	if err != nil {
		return sum, err
	}
	defer snap.Close()
	w := newClustering(snap)
	w.apart = true
	sum.Pins = len(w.order)
	err = w.walk(ctx, opts.DuplicateOptions, func(rows clusterRows) error {
		c, ok, err := e.merge(ctx, by, snap, rows, opts.DryRun)
		switch {
		case err != nil:
			return err
		case !ok:
			sum.Skipped++
			return nil
		}
		sum.count(&c.Cluster)
		return each(c)
	})
	if opts.DryRun {
		return sum, err
	}
	return sum, cmp.Or(err, e.index.CatchUp(context.WithoutCancel(ctx)))
}

var errNoMerges = &Error{Kind: NotAllowed, Text: "no merges are kept here"}

// merge merges one cluster; false if it is none any more.
func (e *Engine) merge(ctx context.Context, by UserID, snap Snapshot, rows clusterRows, dry bool) (done MergedCluster, ok bool, err error) {
	c, ok, err := e.cluster(ctx, by, snap, rows)
	if err != nil || !ok {
		return done, false, err
	}
	from := snap.Pin(rows.original)
	m := NewMerge{
		ID: MergeID(randomPinID()), By: by, At: e.now().UTC().Truncate(time.Millisecond),
		Original: MergePin{ID: from.ID, Picture: from.Picture}, DryRun: dry,
	}
	for _, r := range rows.copies {
		p := snap.Pin(r.row)
		m.Copies = append(m.Copies, MergePin{p.ID, p.Picture, r.how})
	}
	merged, err := e.merges.Merge(ctx, m)
	if KindOf(err) == Conflict {
		return done, false, nil
	}
	if err != nil {
		return done, false, err
	}
	gone := map[PinID]bool{}
	for _, id := range merged.Copies {
		gone[id] = true
	}
	done = MergedCluster{Merge: m.ID, Cluster: Cluster{Original: c.Original}, Saves: merged.Saves, Words: merged.Words}
	for _, p := range c.Copies {
		if gone[p.ID] {
			done.Copies = append(done.Copies, p)
		}
	}
	if dry {
		done.Merge = ""
	}
	return done, true, nil
}

// Merges lists the merges of a user that are not undone, the last first.
func (e *Engine) Merges(ctx context.Context, by UserID, page Page) (MergeList, error) {
	out := MergeList{Items: []MergeInfo{}}
	if e.merges == nil {
		return out, errNoMerges
	}
	type entry struct {
		MergePosition
		info MergeInfo
	}
	by = cmp.Or(by, LocalUser)
	entries, bookmark, err := pageOf(ctx, e.records, page, "merges "+string(by), func(after entry, limit int) ([]entry, error) {
		infos, err := e.merges.Merges(ctx, by, after.MergePosition, limit)
		found := make([]entry, len(infos))
		for i, m := range infos {
			found[i] = entry{MergePosition{m.MergedAt, m.ID}, m}
		}
		return found, err
	})
	for _, en := range entries {
		out.Items = append(out.Items, en.info)
	}
	out.Bookmark = bookmark
	return out, err
}

// UndoMerge undoes a merge, as Merges.UndoMerge says; the next answer knows it.
func (e *Engine) UndoMerge(ctx context.Context, by UserID, id MergeID) (UndoneMerge, error) {
	if e.merges == nil {
		return UndoneMerge{}, errNoMerges
	}
	undone, err := e.merges.UndoMerge(ctx, cmp.Or(by, LocalUser), id)
	if err != nil {
		return undone, err
	}
	return undone, e.index.CatchUp(ctx)
}
