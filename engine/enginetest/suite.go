package enginetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"akin/engine"
	"akin/engine/eye"
)

// TestIndex holds an implementation of engine.Index to its promises. open
// returns an empty one with the records and pictures under it, and the library
// of the same records, and cleans up by itself.
func TestIndex(t *testing.T, open func(t *testing.T) (engine.Records, engine.Library, engine.Pictures, engine.Index)) {
	fresh := func(t *testing.T) *joined {
		r, l, p, x := open(t)
		return &joined{t: t, Records: r, library: l, Pictures: p, Index: x, now: map[engine.PinID]engine.Pin{}, on: saves{}}
	}
	t.Run("empty", func(t *testing.T) { emptyIndex(fresh(t)) })
	t.Run("added and changed pins are seen", func(t *testing.T) { changesAreSeen(fresh(t)) })
	t.Run("snapshots do not change", func(t *testing.T) { snapshotsStay(fresh(t)) })
	t.Run("the generation before", func(t *testing.T) { generationBefore(fresh(t)) })
	t.Run("every way gives equal answers", func(t *testing.T) { everyWay(t, fresh) })
	t.Run("boards", func(t *testing.T) { boardsChange(fresh(t)) })
	t.Run("every way of saving gives equal graphs", func(t *testing.T) { everyWayOfSaving(t, fresh) })
	t.Run("secrets are found", func(t *testing.T) { secretsAreFound(fresh(t)) })
	t.Run("pins and boards change sides", func(t *testing.T) { sidesChange(fresh(t)) })
	t.Run("secrets move nothing", func(t *testing.T) { secretsMoveNothing(t, fresh) })
	t.Run("a picture that cannot be read", func(t *testing.T) { unreadable(fresh(t)) })
	t.Run("verification", func(t *testing.T) { verification(fresh(t)) })
	t.Run("cancelled", func(t *testing.T) { cancelled(fresh(t)) })
	t.Run("status", func(t *testing.T) { indexStatus(fresh(t)) })
}

// joined is an index with what is under it, and what it must contain by now.
type joined struct {
	t *testing.T
	engine.Records
	engine.Pictures
	engine.Index
	library engine.Library
	now     map[engine.PinID]engine.Pin
	on      saves
}

// keep puts deposits into the records, and their pictures beside them. Every
// other look is remembered, so that some are decoded again.
func (j *joined) keep(deposits ...engine.Deposit) {
	j.t.Helper()
	j.keepPictures(deposits...)
	keep(j.t, j.Records, deposits...)
	for id, p := range pins(j.t, j.Records, ids(deposits)...) {
		j.now[id] = p
	}
	for _, d := range deposits {
		for _, b := range d.Boards {
			j.on.put(d.Pin.ID, b.ID, b.Owner, d.Pin.Created)
		}
	}
}

func (j *joined) keepPictures(deposits ...engine.Deposit) {
	j.t.Helper()
	for name, data := range Bytes() {
		look := Looks()[name]
		if !slices.ContainsFunc(deposits, func(d engine.Deposit) bool { return d.Pin.Picture == look.Picture }) {
			continue
		}
		j.must(justError(j.Pictures.Keep(data)))
		if look.Picture[0]%2 == 0 {
			j.must(j.Remember([]engine.Look{look}))
		}
	}
}

// reread learns from the records what some pins have become.
func (j *joined) reread(ids ...engine.PinID) {
	j.t.Helper()
	found := pins(j.t, j.Records, ids...)
	for _, id := range ids {
		if p, ok := found[id]; ok {
			j.now[id] = p
			continue
		}
		delete(j.now, id)
	}
}

func justError(_ engine.PictureID, err error) error { return err }

func (j *joined) must(err error) {
	j.t.Helper()
	if err != nil {
		j.t.Fatal(err)
	}
}

func (j *joined) catchUp() { j.t.Helper(); j.must(j.CatchUp(j.t.Context())) }
func (j *joined) rebuild() {
	j.t.Helper()
	j.must(j.Rebuild(j.t.Context(), engine.RebuildOptions{
		Failed: func(id engine.PictureID, err error) { j.t.Errorf("picture %s: %v", id, err) },
	}))
}

// naive is what the index must say by now.
func (j *joined) naive() *snapshot {
	var pins []engine.Pin
	for _, id := range slices.Sorted(maps.Keys(j.now)) {
		pins = append(pins, j.now[id])
	}
	return newSnapshot(pins, j.on.only(every), allSeen(), eye.Default(), j.Tokens, 0)
}

// every save is wanted.
func every(engine.PinID, engine.BoardID) bool { return true }

// allSeen is every picture of the world.
var allSeen = sync.OnceValue(func() map[engine.PictureID]seen {
	all := map[engine.PictureID]seen{}
	for _, l := range Looks() {
		all[l.Picture] = see(l)
	}
	return all
})

// check compares a new snapshot with the naive one.
func (j *joined) check(when string) {
	j.t.Helper()
	snap := j.Snapshot()
	defer snap.Close()
	compare(j.t, when, snap, j.naive())
}

// answers are the items and the anchors of all queries, as JSON.
func (j *joined) answers() map[string]string {
	return Answers(j.t, engine.New(engine.Parts{Records: j.Records, Library: j.library, Pictures: j.Pictures, Index: j.Index, Eye: Eye()}))
}

// Answers asks all Queries, of a world that may lack some of their pins, and
// returns what an answer says of pins, as JSON by the query's name. It is for
// telling that two engines answer equally.
func Answers(t *testing.T, e *engine.Engine) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, q := range Queries() {
		a, err := e.Find(t.Context(), q.Query)
		if err != nil && engine.KindOf(err) != engine.NotFound {
			t.Fatalf("%s: %v", q.Name, err)
		}
		text, err := json.Marshal(struct {
			Items  []engine.Item
			Anchor engine.AnchorView
		}{a.Items, a.Anchor})
		if err != nil {
			t.Fatalf("%s: %v", q.Name, err)
		}
		all[q.Name] = string(text)
	}
	return all
}

// SameAnswers reports the queries that are answered otherwise.
func SameAnswers(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, q := range Queries() {
		if got[q.Name] != want[q.Name] {
			t.Errorf("%s: %q is answered otherwise:\n got %s\nwant %s", what, q.Name, got[q.Name], want[q.Name])
		}
	}
}

func emptyIndex(j *joined) {
	j.check("before anything")
	j.catchUp()
	j.check("caught up with nothing")
	snap := j.Snapshot()
	equal(j.t, "built", snap.Built(), false)
	snap.Close()
	j.rebuild()
	j.check("rebuilt from nothing")
	snap = j.Snapshot()
	equal(j.t, "built after a rebuild", snap.Built(), true)
	snap.Close()
}

// changes returns the world in another state: other words, other pictures, no
// picture where there is one, and one where there is none.
func changes() []engine.Deposit {
	deposits := Deposits()
	for i := range deposits {
		p := &deposits[i].Pin
		switch i % 4 {
		case 0:
			p.Title, p.Description, p.Tags = "Something "+p.Title, "", nil
		case 1:
			p.Title, p.Description, p.Tags, p.Link = "", "", nil, ""
			p.Picture, p.Facts = Looks()["stranger"].Picture, Looks()["stranger"].Facts
		case 2:
			p.Picture, p.Facts.Width, p.Facts.Height, p.Facts.Bytes, p.Facts.Format, p.Facts.ThumbHash = "", 0, 0, 0, "", nil
			p.Created = oldest
		}
		deposits[i].Boards = nil
	}
	return deposits
}

func changesAreSeen(j *joined) {
	world := Deposits()
	j.keep(changes()[:10]...)
	j.catchUp()
	j.check("added")
	j.keep(world[5:8]...)
	j.catchUp()
	j.check("changed what was added since the index began")
	j.rebuild()
	j.check("rebuilt")
	j.keep(world[:12]...)
	j.catchUp()
	j.check("changed what was built in, and added more")
	j.keep(changes()[3:5]...)
	j.keep(world[12:]...)
	j.catchUp()
	j.check("changed twice")
	j.catchUp()
	j.check("caught up with nothing new")
	j.keep(world...)
	j.rebuild()
	j.check("rebuilt without catching up")
}

func snapshotsStay(j *joined) {
	type held struct {
		engine.Snapshot
		when       string
		want       *snapshot
		generation string
	}
	var all []held
	hold := func(when string) {
		s := j.Snapshot()
		all = append(all, held{s, when, j.naive(), s.Generation()})
	}
	hold("nothing")
	j.keep(changes()...)
	j.catchUp()
	hold("changed pins, caught up")
	j.rebuild()
	hold("changed pins, rebuilt")
	for i, d := range Deposits() {
		j.keep(d)
		j.catchUp()
		if i%5 == 0 {
			hold(fmt.Sprintf("%d pins are as they will be", i))
		}
	}
	j.rebuild()
	hold("rebuilt again")
	j.rebuild()
	for _, h := range all {
		compare(j.t, "held since: "+h.when, h, h.want)
		equal(j.t, "generation held since "+h.when, h.Generation(), h.generation)
		h.Close()
	}
	j.check("at the end")
}

// A list begun before a rebuild can be gone on with after it.
func generationBefore(j *joined) {
	of := func(generation string, want *snapshot) {
		j.t.Helper()
		snap, ok := j.SnapshotOf(generation)
		if !ok {
			j.t.Errorf("there is no snapshot of generation %s", generation)
			return
		}
		compare(j.t, "generation "+generation, snap, want)
		equal(j.t, "generation", snap.Generation(), generation)
		snap.Close()
	}
	j.keep(changes()[:6]...)
	j.rebuild()
	j.keep(changes()[6:12]...)
	j.catchUp()
	old := j.Snapshot()
	before, want := old.Generation(), j.naive()
	old.Close()
	of(before, want)
	j.keep(Deposits()...)
	j.rebuild()
	of(before, want)
	if _, ok := j.SnapshotOf("nothing"); ok {
		j.t.Error("there is a snapshot of a generation that never was")
	}
}

// everyWay fills an index in every way and wants equal answers, to the byte.
func everyWay(t *testing.T, fresh func(*testing.T) *joined) {
	j := fresh(t)
	j.keep(Deposits()...)
	j.catchUp()
	want := j.answers()
	j.rebuild()
	SameAnswers(t, "rebuilt", j.answers(), want)
	j.rebuild()
	SameAnswers(t, "rebuilt with nothing new", j.answers(), want)

	one := fresh(t)
	for _, d := range Deposits() {
		one.keep(d)
		one.catchUp()
	}
	SameAnswers(t, "one by one", one.answers(), want)

	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 0))
		some := fresh(t)
		for _, d := range changes() {
			if random.IntN(2) == 0 {
				d.Boards = nil
				some.keep(d)
			}
		}
		some.catchUp()
		shuffled := Deposits()
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for _, d := range shuffled {
			some.keep(d)
			switch random.IntN(6) {
			case 0:
				some.rebuild()
			case 1, 2:
				some.catchUp()
			}
		}
		some.catchUp()
		SameAnswers(t, fmt.Sprintf("changed and shuffled with seed %d", seed), some.answers(), want)
	}
}

// A pin whose picture cannot be read is found by its words, and has looks from
// the first rebuild after it can be read.
func unreadable(j *joined) {
	d := Deposits()[1]
	look := Looks()["red-blobs"]
	keep(j.t, j.Records, d)
	j.catchUp()
	without := func(when string) {
		snap := j.Snapshot()
		defer snap.Close()
		row, ok := snap.Row(d.Pin.ID)
		_, looks := snap.Features(row)
		rows, err := snap.Matching(j.t.Context(), []string{j.Tokens("apple")[0].Stem}, nil)
		if !ok || looks || err != nil || !slices.Equal(rows, []engine.Row{row}) {
			j.t.Errorf("%s: in the index %t, with looks %t, found by words %v, %v", when, ok, looks, rows, err)
		}
	}
	without("caught up")
	var failed []engine.PictureID
	j.must(j.Rebuild(j.t.Context(), engine.RebuildOptions{
		Failed: func(id engine.PictureID, _ error) { failed = append(failed, id) },
	}))
	equal(j.t, "pictures that failed", failed, []engine.PictureID{look.Picture})
	without("rebuilt")
	j.keep(d)
	j.rebuild()
	j.check("the picture is there")
}

func cancelled(j *joined) {
	j.keep(Deposits()[:6]...)
	j.catchUp()
	old := j.naive()
	j.keep(Deposits()...)
	ctx, cancel := context.WithCancel(j.t.Context())
	cancel()
	for name, err := range map[string]error{"CatchUp": j.CatchUp(ctx), "Rebuild": j.Rebuild(ctx, engine.RebuildOptions{})} {
		if !errors.Is(err, context.Canceled) {
			j.t.Errorf("%s, cancelled, returns %v", name, err)
		}
	}
	snap := j.Snapshot()
	compare(j.t, "cancelled", snap, old)
	snap.Close()
	j.catchUp()
	j.check("caught up after all")
}

// indexStatus counts by hand: the first six pins of the world all have pictures,
// and sixteen of all eighteen do, until one loses its own.
func indexStatus(j *joined) {
	status := func() engine.IndexStatus {
		j.t.Helper()
		s, err := j.Status()
		j.must(err)
		return s
	}
	before := status()
	equal(j.t, "built before it was", before.Built.IsZero(), true)
	equal(j.t, "pins, pictures and overlay of nothing", [3]int{before.Pins, before.Pictures, before.Overlay}, [3]int{})
	counts := func(when string, want [3]int) {
		j.t.Helper()
		s := status()
		snap := j.Snapshot()
		defer snap.Close()
		equal(j.t, when+": pins, pictures, overlay", [3]int{s.Pins, s.Pictures, s.Overlay}, want)
		equal(j.t, when+": generation", s.Generation, snap.Generation())
		equal(j.t, when+": built", !s.Built.IsZero(), snap.Built())
		equal(j.t, when+": parts", slices.Sorted(maps.Keys(s.Bytes)), slices.Sorted(maps.Keys(before.Bytes)))
	}
	world := Deposits()
	j.keep(world[:6]...)
	j.catchUp()
	counts("caught up", [3]int{6, 6, 6})
	j.rebuild()
	counts("rebuilt", [3]int{6, 6, 0})
	world[0].Pin.Title = "Another"
	world[1].Pin.Picture = ""
	world[1].Pin.Facts = world[16].Pin.Facts // of a pin of words alone
	j.keep(world...)
	j.catchUp()
	counts("two changed and twelve more", [3]int{18, 15, 14})
	j.rebuild()
	counts("rebuilt again", [3]int{18, 15, 0})
	sum := int64(0)
	for part, n := range status().Bytes {
		if n < 0 {
			j.t.Errorf("%s has %d bytes", part, n)
		}
		sum += n
	}
	if sum == 0 {
		j.t.Error("an index of 18 pins takes no bytes at all")
	}
}
