package engine_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
	"akin/engine/source"
)

var modified = time.Date(2023, 3, 4, 5, 6, 7, 8_999_999, time.UTC)

// worldEntries writes the pictures of the world into a folder and returns an
// entry for each of its pins.
func worldEntries(t *testing.T) []source.Entry {
	t.Helper()
	dir := t.TempDir()
	for name, data := range enginetest.Bytes() {
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	var all []source.Entry
	for _, d := range enginetest.Deposits() {
		e := source.Entry{
			ID: string(d.Pin.ID), User: string(d.Pin.Owner), Source: d.Pin.Source, Title: d.Pin.Title,
			Description: d.Pin.Description, Tags: d.Pin.Tags, Link: d.Pin.Link, Created: d.Pin.Created, Modified: modified,
		}
		for name, look := range enginetest.Looks() {
			if look.Picture == d.Pin.Picture {
				e.Path = filepath.Join(dir, name)
			}
		}
		for _, b := range d.Boards {
			e.Boards = append(e.Boards, b.Title)
		}
		all = append(all, e)
	}
	return all
}

// an imported is what an import said.
type imported struct {
	lines []engine.ImportLine
	sum   engine.ImportSummary
	err   error
}

func runImport(ctx context.Context, f *fake, entries iter.Seq[source.Entry], opts engine.ImportOptions) imported {
	var im imported
	report := opts.Report
	opts.Report = func(l engine.ImportLine) {
		im.lines = append(im.lines, l)
		if report != nil {
			report(l)
		}
	}
	im.sum, im.err = f.Import(ctx, entries, opts)
	return im
}

// importAll imports entries that cannot make an import fail.
func importAll(t *testing.T, f *fake, entries []source.Entry, opts engine.ImportOptions) imported {
	t.Helper()
	im := runImport(t.Context(), f, slices.Values(entries), opts)
	must(t, im.err)
	return im
}

// statuses lists "added added failed".
func (im imported) statuses() string {
	var all []string
	for _, l := range im.lines {
		all = append(all, string(l.Status))
	}
	return strings.Join(all, " ")
}

func TestImportedWorldIsTheWorld(t *testing.T) {
	entries := worldEntries(t)
	want := enginetest.Answers(t, smallWorld(t).Engine)
	for _, opts := range []engine.ImportOptions{{}, {Workers: 1}, {Workers: 7, Live: 1}} {
		f := newFake()
		im := importAll(t, f, entries, opts)
		equal(t, "added", im.sum.Added, len(entries))
		for i, l := range im.lines {
			equal(t, "line", l, engine.ImportLine{Source: entries[i].Source, ID: engine.PinID(entries[i].ID), Status: engine.Added})
		}
		enginetest.SameAnswers(t, "imported", enginetest.Answers(t, f.Engine), want)
		equal(t, "built", f.index.Snapshot().Built(), true)
	}
}

func TestImportStatuses(t *testing.T) {
	entries := worldEntries(t)[:3]
	f := newFake()
	equal(t, "first", importAll(t, f, entries, engine.ImportOptions{}).statuses(), "added added added")
	again := importAll(t, f, entries, engine.ImportOptions{})
	equal(t, "again", again.statuses(), "unchanged unchanged unchanged")
	equal(t, "pictures decoded again", again.sum.PicturesPerSecond, 0)

	entries[1].Title = "Another"
	entries[2].Boards = append(entries[2].Boards, "another")
	im := importAll(t, f, entries, engine.ImportOptions{})
	equal(t, "changed", im.statuses(), "unchanged changed changed")
	im.sum.Seconds = 0
	equal(t, "summary", im.sum, engine.ImportSummary{Unchanged: 1, Changed: 2})
	equal(t, "found by new words", len(find(t, f, engine.Query{Text: "another"}).Items), 2)

	entries[0].Path, entries[1].Path = entries[1].Path, entries[0].Path
	equal(t, "pictures changed", importAll(t, f, entries, engine.ImportOptions{}).statuses(), "changed changed unchanged")
	equal(t, "pin on a new picture", find(t, f, pinQuery("red-stripes")).Anchor.Copies, views())
}

func TestImportFailures(t *testing.T) {
	entries := worldEntries(t)[:5]
	broken := filepath.Join(t.TempDir(), "broken.png")
	must(t, os.WriteFile(broken, []byte("no picture"), 0o600))
	entries[0].Err = errors.New("line 7: no JSON")
	entries[1].Path = broken
	entries[2].Path = broken + " is not there"
	entries[3].ID = "source:x"
	im := importAll(t, newFake(), entries, engine.ImportOptions{})
	equal(t, "statuses", im.statuses(), "failed failed failed failed added")
	equal(t, "failed", im.sum.Failed, 4)
	for i, says := range []string{"line 7: no JSON", "send a", "no such file", `starts with "source:"`} {
		if l := im.lines[i]; l.Source != entries[i].Source || !strings.Contains(l.Error, says) {
			t.Errorf("line %d is %+v, want %q", i, l, says)
		}
	}
}

func TestImportOfFailuresAloneBuildsNothing(t *testing.T) {
	f := newFake()
	importAll(t, f, []source.Entry{{Source: "a", Err: errors.New("no")}}, engine.ImportOptions{})
	equal(t, "built", f.index.Snapshot().Built(), false)
}

// What names no ID is named by owner, source and picture, and dated by what is
// known of it.
func TestImportFillsIn(t *testing.T) {
	entry := worldEntries(t)[1]
	entry.ID, entry.User, entry.Created, entry.Boards = "", "", time.Time{}, []string{"two", "one"}
	picture := enginetest.Looks()["red-blobs"].Picture
	for _, c := range []struct {
		opts   engine.ImportOptions
		owner  engine.UserID
		boards []string
	}{
		{engine.ImportOptions{}, engine.LocalUser, []string{"one", "two"}},
		{engine.ImportOptions{User: "ben", Board: "mine"}, "ben", []string{"mine"}},
	} {
		f := newFake()
		id := engine.ImportedPinID(c.owner, entry.Source, picture)
		im := importAll(t, f, []source.Entry{entry}, c.opts)
		equal(t, "ID", im.lines[0].ID, id)
		pins, err := f.records.Pins(t.Context(), "", []engine.PinID{id})
		must(t, err)
		p := pins[id]
		equal(t, "owner", p.Owner, c.owner)
		equal(t, "boards", p.Boards, c.boards)
		equal(t, "created", p.Created, modified.Truncate(time.Millisecond))
		equal(t, "width", p.Facts.Width, 96)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	entries := worldEntries(t)[:4]
	f := newFake()
	dry := engine.ImportOptions{DryRun: true}
	equal(t, "dry", importAll(t, f, entries, dry).statuses(), "added added added added")
	equal(t, "pictures", f.pictures.Len(), 0)
	equal(t, "pins", len(pinsOf(t, f, entries)), 0)

	importAll(t, f, entries, engine.ImportOptions{})
	entries[1].Title = "Another"
	entries[2].Boards = []string{"another"}
	entries[3].Path = entries[0].Path
	want := "unchanged changed changed changed"
	equal(t, "dry", importAll(t, f, entries, dry).statuses(), want)
	equal(t, "title", pinsOf(t, f, entries)["red-blobs"].Title, "Red blobs")
	equal(t, "wet", importAll(t, f, entries, engine.ImportOptions{}).statuses(), want)
}

func pinsOf(t *testing.T, f *fake, entries []source.Entry) map[engine.PinID]engine.Pin {
	t.Helper()
	var ids []engine.PinID
	for _, e := range entries {
		ids = append(ids, engine.PinID(e.ID))
	}
	pins, err := f.records.Pins(t.Context(), "", ids)
	must(t, err)
	return pins
}

// wordEntries are so many entries of words alone that they fill batches.
func wordEntries(n int) []source.Entry {
	var all []source.Entry
	for i := range n {
		all = append(all, source.Entry{ID: fmt.Sprintf("w%03d", i), Source: "words", Title: "sea", Modified: modified})
	}
	return all
}

// Whatever was reported when an import is stopped is kept, in order, and the
// same import again takes in the rest.
func TestCancelledImportKeepsWhatItReported(t *testing.T) {
	entries := append(worldEntries(t), wordEntries(300)...)
	want := answersOf(t, entries)
	for _, stop := range []int{0, 1, 18, 90, 317} {
		f := newFake()
		ctx, cancel := context.WithCancel(t.Context())
		if stop == 0 {
			cancel()
		}
		seen := 0
		im := runImport(ctx, f, slices.Values(entries), engine.ImportOptions{Report: func(engine.ImportLine) {
			if seen++; seen == stop {
				cancel()
			}
		}})
		if !errors.Is(im.err, context.Canceled) {
			t.Errorf("stopped after %d lines: %v", stop, im.err)
		}
		kept := pinsOf(t, f, entries)
		for i, l := range im.lines {
			if _, ok := kept[l.ID]; !ok || l.Source != entries[i].Source {
				t.Errorf("stopped after %d lines: line %d is %+v, pin kept: %t", stop, i, l, ok)
			}
		}
		rest := importAll(t, f, entries, engine.ImportOptions{})
		equal(t, "lines of the second import", len(rest.lines), len(entries))
		equal(t, "kept at first, or added then", len(kept)+rest.sum.Added, len(entries))
		enginetest.SameAnswers(t, "after all", enginetest.Answers(t, f.Engine), want)
	}
}

func answersOf(t *testing.T, entries []source.Entry) map[string]string {
	f := newFake()
	importAll(t, f, entries, engine.ImportOptions{})
	return enginetest.Answers(t, f.Engine)
}

// A record that fails ends the import with its error; nothing of that batch is
// reported, and no goroutine goes on reading.
func TestImportEndsWhenTheRecordFails(t *testing.T) {
	f := newFake()
	full := errors.New("disk full")
	kept := 0
	f.records.Fail = func() error {
		if kept++; kept > 2 {
			return full
		}
		return nil
	}
	read, over := 0, false
	endless := func(yield func(source.Entry) bool) {
		for yield(source.Entry{ID: fmt.Sprint("w", read), Source: "w", Title: "sea", Modified: modified}) {
			read++
		}
		over = true
	}
	im := runImport(t.Context(), f, endless, engine.ImportOptions{})
	if !errors.Is(im.err, full) {
		t.Errorf("the import ends with %v", im.err)
	}
	equal(t, "the entries were given up before it ended", over, true)
	equal(t, "lines", im.sum.Added, len(im.lines))
}

// A live import, here of a pin each millisecond, has all but the last few pins
// in the index at any time; with a long pause it has the first batch, and any
// other import has none before its end.
func TestLiveImportIsFoundAsItGoes(t *testing.T) {
	for _, c := range []struct {
		live        time.Duration
		lag         int // of so many pins before the one that is reported
		least, most int // are found
	}{{10 * time.Millisecond, 15, 85, 85}, {time.Hour, 0, 1, 64}, {0, 0, 0, 0}} {
		synctest.Test(t, func(t *testing.T) {
			f := newFake()
			entries := func(yield func(source.Entry) bool) {
				for _, e := range wordEntries(100) {
					if time.Sleep(time.Millisecond); !yield(e) {
						return
					}
				}
			}
			var reported []engine.PinID
			found := 0
			im := runImport(t.Context(), f, entries, engine.ImportOptions{Live: c.live, Report: func(l engine.ImportLine) {
				reported = append(reported, l.ID)
				if len(reported) <= c.lag {
					return
				}
				if _, err := f.Find(t.Context(), pinQuery(reported[len(reported)-1-c.lag])); err == nil {
					found++
				}
			}})
			must(t, im.err)
			if found < c.least || found > c.most {
				t.Errorf("live %s: %d pins were found when reported, want %d to %d", c.live, found, c.least, c.most)
			}
			equal(t, "found at the end", len(find(t, f, engine.Query{Text: "sea", Limit: 200}).Items), 100)
		})
	}
}

// What was kept when a live import is stopped is found, though nothing else
// will make the index catch up.
func TestStoppedLiveImportIsFound(t *testing.T) {
	f := newFake()
	importAll(t, f, wordEntries(1), engine.ImportOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	im := runImport(ctx, f, slices.Values(wordEntries(200)), engine.ImportOptions{Live: time.Hour, Report: func(l engine.ImportLine) {
		if l.ID == "w150" {
			cancel()
		}
	}})
	if !errors.Is(im.err, context.Canceled) {
		t.Errorf("stopped: %v", im.err)
	}
	for _, l := range im.lines {
		find(t, f, pinQuery(l.ID))
	}
	equal(t, "there is something to find", len(im.lines) > 150, true)
}

// Only the first import builds; later ones are caught up with.
func TestLaterImportsDoNotRebuild(t *testing.T) {
	f := newFake()
	importAll(t, f, wordEntries(1), engine.ImportOptions{})
	importAll(t, f, wordEntries(3), engine.ImportOptions{})
	snap := f.index.Snapshot()
	equal(t, "generation", snap.Generation(), "000001")
	equal(t, "pins", snap.Len(), 3)
}

// A picture that was lost comes back by importing it again, though nothing is
// new about its pin.
func TestImportBringsBackALostPicture(t *testing.T) {
	entries := worldEntries(t)[:2]
	f := newFake()
	importAll(t, f, entries, engine.ImportOptions{})
	lost := enginetest.Looks()["red-blobs"].Picture
	f.pictures.Forget(lost)
	equal(t, "again", importAll(t, f, entries, engine.ImportOptions{}).statuses(), "unchanged unchanged")
	if _, err := f.pictures.Open(lost); err != nil {
		t.Errorf("after importing again: %v", err)
	}
}

// Of one pin named twice the last entry counts, whichever is decoded first.
func TestOnePinTwiceInOneImport(t *testing.T) {
	entries := worldEntries(t)[:1]
	second := entries[0]
	second.Title = "The second"
	f := newFake()
	im := importAll(t, f, append(entries, second, second), engine.ImportOptions{})
	equal(t, "statuses", im.statuses(), "added changed unchanged")
	equal(t, "title", pinsOf(t, f, entries)["red-stripes"].Title, "The second")
}
