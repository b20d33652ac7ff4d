package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"akin/assets/demo"
	"akin/engine"
	"akin/engine/source"
)

// paintPause is how often new pictures show while the rest is painted: often
// enough to look busy.
const paintPause = 500 * time.Millisecond

// paintDemo paints what of a demo is not in the collection yet, and takes it in
// with its boards. Pictures are painted where others are decoded, as many at
// once.
func paintDemo(ctx context.Context, c *folder, d *demo.Collection, at func(stage string, done, all int)) (engine.ImportSummary, error) {
	left, err := unpainted(ctx, c, d)
	if err != nil {
		return engine.ImportSummary{}, err
	}
	all := len(d.Pins())
	done := all - len(left)
	var failed error
	sum, err := c.eng.Import(ctx, paintings(d, left), engine.ImportOptions{
		Live: paintPause,
		Report: func(l engine.ImportLine) {
			if l.Status == engine.Failed && failed == nil {
				failed = fmt.Errorf("pin %s: %s", l.Source, l.Error)
			}
			done++
			at("painting", done, all)
		},
		Rebuild: engine.RebuildOptions{Progress: at},
	})
	if err == nil {
		err = failed
	}
	return sum, err
}

// unpainted are the numbers of the pins that the collection does not have.
func unpainted(ctx context.Context, c *folder, d *demo.Collection) ([]int, error) {
	var ids []engine.PinID
	for _, p := range d.Pins() {
		ids = append(ids, engine.PinID(p.ID))
	}
	known, err := c.store.Records.Pins(ctx, "", ids)
	if err != nil {
		return nil, err
	}
	var left []int
	for i, id := range ids {
		if _, there := known[id]; !there {
			left = append(left, i)
		}
	}
	return left, nil
}

// paintings are pins of a demo as entries of an import, each painted when it
// is opened.
func paintings(d *demo.Collection, numbers []int) iter.Seq[source.Entry] {
	pins := d.Pins()
	saves := make([][]source.Save, len(pins))
	for _, b := range d.Boards() {
		for _, i := range b.Pins {
			saves[i] = append(saves[i], source.Save{User: b.Owner, Board: b.Title})
		}
	}
	return func(yield func(source.Entry) bool) {
		for _, i := range numbers {
			p := &pins[i]
			more := yield(source.Entry{
				ID: p.ID, Source: p.ID + ".jpg", Title: p.Title, Description: p.Description, Tags: p.Tags,
				User: p.Owner, Saves: saves[i], Created: p.Created,
				Open: func() (io.ReadCloser, error) {
					data, err := d.Paint(i)
					return io.NopCloser(bytes.NewReader(data)), err
				},
			})
			if !more {
				return
			}
		}
	}
}
