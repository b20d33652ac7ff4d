package enginetest

import (
	"bytes"
	"fmt"
	"reflect"

	"akin/engine"
	"akin/engine/copies"
)

// telling compares what tells copies and finds parts: prints, marks and regions of
// every pin, and what is likely and near for every picture of the world.
func (c *comparison) telling() {
	c.t.Helper()
	for i, p := range c.want.pins {
		print, ok := c.got.Print(c.row[i])
		want, has := c.want.Print(engine.Row(i))
		if ok != has || !bytes.Equal(packed(print), packed(want)) {
			c.t.Errorf("%s: the print of %s is there %t, want it there: %t", c.when, p.ID, ok, has)
		}
		equalAt(c, "the mark of "+string(p.ID), c.got.Mark(c.row[i]), c.want.Mark(engine.Row(i)))
		got, ought := c.got.Regions(c.row[i]), c.want.Regions(engine.Row(i))
		if len(got.Parts)+len(ought.Parts) > 0 && !reflect.DeepEqual(got, ought) {
			c.t.Errorf("%s: the regions of %s are %d parts in %v, want %d in %v", c.when, p.ID, len(got.Parts), got.Frame, len(ought.Parts), ought.Frame)
		}
	}
	for name, look := range Looks() {
		for _, n := range []int{0, 1, 1000} {
			probe := look.Print.Probe()
			equalAt(c, fmt.Sprintf("%d likely for %s", n, name), idsOf(c.got, c.got.Likely(probe, n)), idsOf(c.want, c.want.Likely(probe, n)))
			if len(look.Regions.Parts) > 0 {
				code := look.Regions.Parts[0].Desc.Code()
				equalAt(c, fmt.Sprintf("%d with parts near to %s", n, name), idsOf(c.got, c.got.NearestParts(code, n)), idsOf(c.want, c.want.NearestParts(code, n)))
			}
		}
	}
}

// packed is nothing of no print.
func packed(p *copies.Print) []byte {
	if p == nil {
		return nil
	}
	return p.AppendPacked(nil)
}

func idsOf(s engine.Snapshot, rows []engine.Row) (ids []engine.PinID) {
	for _, r := range rows {
		ids = append(ids, s.Pin(r).ID)
	}
	return ids
}
