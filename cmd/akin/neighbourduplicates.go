package main

import (
	"context"
	"encoding/json"

	"akin/engine"
	"akin/web/api/client"
)

func (n *neighbour) duplicates(ctx context.Context, viewer engine.UserID, opts engine.DuplicateOptions, each func(engine.Cluster) error) (sum engine.DuplicateSummary, err error) {
	order := client.NewJob{Kind: client.NewJobKindDuplicates, Viewer: said(string(viewer))}
	err = n.work(ctx, order, &sum, clusterEvents(opts, each))
	return sum, err
}

func (n *neighbour) mergeDuplicates(ctx context.Context, by engine.UserID, opts engine.MergeOptions, each func(engine.MergedCluster) error) (sum engine.DuplicateSummary, err error) {
	merge := true
	order := client.NewJob{Kind: client.NewJobKindDuplicates, Viewer: said(string(by)), Merge: &merge, DryRun: said(opts.DryRun)}
	err = n.work(ctx, order, &sum, clusterEvents(opts.DuplicateOptions, each))
	return sum, err
}

// clusterEvents hands on lines about clusters, and how far the search is.
func clusterEvents[C any](opts engine.DuplicateOptions, each func(C) error) func(name string, data []byte) error {
	progress := engine.RebuildOptions{Progress: func(_ string, done, all int) { opts.Progress(done, all) }}
	return func(name string, data []byte) error {
		if name != "line" {
			return rebuildEvent(progress, name, data)
		}
		var c C
		if err := json.Unmarshal(data, &c); err != nil {
			return err
		}
		return each(c)
	}
}

func (n *neighbour) merges(ctx context.Context, by engine.UserID, page engine.Page) (list engine.MergeList, err error) {
	err = decoded(&list)(n.client.ListMerges(ctx, &client.ListMergesParams{
		Limit: limitOf(page), Bookmark: bookmarkOf(page), Viewer: viewerOf(by),
	}))
	return list, err
}

func (n *neighbour) undoMerge(ctx context.Context, by engine.UserID, id engine.MergeID) (undone engine.UndoneMerge, err error) {
	err = decoded(&undone)(n.client.UndoMerge(ctx, string(id), &client.UndoMergeParams{Viewer: viewerOf(by)}))
	return undone, err
}
