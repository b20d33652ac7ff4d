package enginetest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"akin/engine"
	"akin/engine/graph"
)

// The index's laws of what is secret: each viewer finds what is theirs, in every
// way and at once; nobody else finds it or can tell that it is there.

// secretsAreFound takes secrets in, in each state that an index can be in, and
// asks as each viewer.
func secretsAreFound(j *joined) {
	j.keep(Deposits()[:8]...)
	j.catchUp()
	j.addSecrets()
	j.checkAll("at once")
	j.catchUp()
	j.checkAll("caught up with")
	j.rebuild()
	j.checkAll("rebuilt")
	j.keep(Deposits()...)
	j.catchUp()
	j.checkAll("and more that is public")
	den := engine.BoardOf("ana", "den").ID
	j.must(j.library.Save(j.t.Context(), "grey-slope", den, "ana", oldest)) // on no other board
	j.must(j.library.Save(j.t.Context(), "words-sea", den, "ana", oldest))
	j.checkAll("saved in secret")
	j.rebuild()
	j.checkAll("rebuilt again")
	j.must(j.library.Unsave(j.t.Context(), "grey-slope", den))
	j.must(j.library.DropPin(j.t.Context(), "kept-dark"))
	j.checkAll("taken off, and dropped")
	j.must(j.library.DropBoard(j.t.Context(), den))
	j.checkAll("the board is gone")
	j.dropPin("blue-blobs") // which ben has in his cave
	j.catchUp()
	j.checkAll("a public pin is gone")
}

// addSecrets keeps pins that ana alone sees, with and without pictures, words
// and boards; and some of ben's.
func (j *joined) addSecrets() {
	j.t.Helper()
	den, cave := secretBoard("ana", "den"), secretBoard("ben", "cave")
	seen := pinBy("ana", "seen", 4, den) // green-blobs, which is a picture of the world
	dark := pinBy("ana", "kept-dark", 16, den)
	dark.Pin.Title, dark.Pin.Tags = "Zanzibar by the sea", []string{"Journey", "cold"}
	alone := pinBy("ana", "alone", 10)
	alone.Pin.Picture, alone.Pin.Facts, alone.Pin.Secret = Looks()["stranger"].Picture, Looks()["stranger"].Facts, true
	bens := pinBy("ben", "bens", 2, cave)
	bens.Pin.Title = "Zanzibar, too"
	j.keepPictures(seen, dark, alone, bens)
	keep(j.t, j.Records, seen, dark, alone, bens)
	j.must(j.library.Save(j.t.Context(), "red-blobs", den.ID, "ana", oldest.Add(time.Hour)))
	j.must(j.library.Save(j.t.Context(), "red-blobs", cave.ID, "ben", oldest))
	j.must(j.library.Save(j.t.Context(), "blue-blobs", cave.ID, "ben", oldest))
}

// viewers are those with secrets, one without, and nobody.
var viewers = []engine.UserID{"", "ana", "ben", "eve"}

func (j *joined) checkAll(when string) {
	j.t.Helper()
	public := j.Snapshot()
	defer public.Close()
	for _, viewer := range viewers {
		snap, err := j.Snapshot().With(j.t.Context(), viewer)
		j.must(err)
		want := j.naiveFor(viewer)
		compare(j.t, fmt.Sprintf("%s, for %q", when, viewer), snap, want)
		j.keepsNumbers(fmt.Sprintf("%s, for %q", when, viewer), public, snap, want)
		snap.Close()
	}
}

// naiveFor is what the index must say to a viewer by now, by what the library
// says.
func (j *joined) naiveFor(viewer engine.UserID) *snapshot {
	j.t.Helper()
	ctx := j.t.Context()
	boards, err := j.library.BoardsBy(ctx, viewer)
	j.must(err)
	own, saved := map[engine.PinID]bool{}, saves{}
	for _, id := range boards {
		b, err := j.library.Board(ctx, viewer, id)
		j.must(err)
		on, err := j.library.Newest(ctx, viewer, id, engine.PinPosition{}, 1000)
		j.must(err)
		for _, p := range on {
			if b.Secret {
				saved.put(p.ID, id, viewer, p.At)
			}
		}
	}
	newest, err := j.library.Newest(ctx, viewer, "", engine.PinPosition{}, 1000)
	j.must(err)
	for _, p := range newest {
		own[p.ID] = true
	}
	found, err := j.Pins(ctx, viewer, slices.Collect(maps.Keys(own)))
	j.must(err)
	var pins []engine.Pin
	for _, id := range slices.Sorted(maps.Keys(found)) {
		if found[id].Secret {
			pins = append(pins, found[id])
		}
	}
	if len(pins)+len(saved) == 0 {
		return j.naive()
	}
	return j.naive().with(pins, saved, allSeen(), j.Tokens)
}

// keepsNumbers wants what is public to have the numbers that it has for nobody
// in particular, and the viewer's own pins to come after.
func (j *joined) keepsNumbers(when string, public, snap engine.Snapshot, want *snapshot) {
	j.t.Helper()
	last := engine.Row(0)
	for _, p := range want.pins[:want.public] {
		row, ok := public.Row(p.ID)
		got, found := snap.Row(p.ID)
		equal(j.t, when+": row of "+string(p.ID), []any{got, found}, []any{row, ok})
		last = max(last, row)
		if node, ok := public.Node(row); ok {
			got, found := snap.Node(row)
			equal(j.t, when+": node of "+string(p.ID), []any{got, found}, []any{node, true})
		}
	}
	for i := range public.Graph().Boards() {
		n := graph.BoardNode(i)
		equal(j.t, when+": board of a number", snap.Board(n), public.Board(n))
	}
	var ids []engine.PinID
	own := snap.Own()
	for _, r := range own {
		if r <= last || !slices.IsSorted(own) {
			j.t.Errorf("%s: own rows are %v, after %d", when, own, last)
		}
		ids = append(ids, snap.Pin(r).ID)
	}
	slices.Sort(ids)
	var mine []engine.PinID
	for _, p := range want.pins[want.public:] {
		mine = append(mine, p.ID)
	}
	equal(j.t, when+": own pins", ids, mine)
	equal(j.t, when+": generation", []any{snap.Generation(), snap.Built()}, []any{public.Generation(), public.Built()})
}

// sidesChange moves pins and boards from one side to the other, over an overlay
// and over a generation, and holds on to what was before.
func sidesChange(j *joined) {
	ctx := j.t.Context()
	type held struct {
		engine.Snapshot
		when string
		want *snapshot
	}
	var all []held
	step := func(when string, pins ...engine.PinID) {
		j.t.Helper()
		j.reread(pins...)
		j.catchUp()
		j.checkAll(when)
		snap, err := j.Snapshot().With(ctx, "ana")
		j.must(err)
		all = append(all, held{snap, when, j.naiveFor("ana")})
	}
	j.keep(Deposits()...)
	j.addSecrets()
	step("before")
	for _, built := range []bool{false, true} {
		if built {
			j.rebuild()
		}
		name := fmt.Sprintf(", built %t", built)
		mood, den := engine.BoardOf("ana", "mood"), secretBoard("ana", "den")
		mood.Secret = true
		j.must(j.library.KeepBoard(ctx, mood))
		j.checkAll("a board is hidden, and nobody knows yet" + name)
		for _, on := range j.on { // what is on it alone is hidden with it
			delete(on, mood.ID)
		}
		moody := pinList("red-slope", "blue-slope", "copy-deep", "words-sea")
		step("a board is hidden"+name, moody...)
		mood.Title = "temper"
		j.must(j.library.KeepBoard(ctx, mood))
		step("and renamed"+name, moody...)
		mood.Secret, mood.Title = false, "mood"
		j.must(j.library.KeepBoard(ctx, mood))
		j.checkAll("and shown, and nobody knows yet" + name)
		for i, id := range moody {
			j.on.put(id, mood.ID, "ana", Deposits()[[]int{2, 8, 15, 16}[i]].Pin.Created)
		}
		step("and shown"+name, moody...)
		den.Secret = false
		j.must(j.library.KeepBoard(ctx, den))
		for _, id := range pinList("seen", "kept-dark", "red-blobs") {
			j.on.put(id, den.ID, "ana", j.savedAt(den.ID, id))
		}
		step("a secret one is shown"+name, "seen", "kept-dark", "red-blobs")
		den.Secret = true
		j.must(j.library.KeepBoard(ctx, den))
		for _, on := range j.on {
			delete(on, den.ID)
		}
		step("and hidden again"+name, "seen", "kept-dark", "red-blobs")
	}
	j.save("alone", engine.BoardOf("ana", "blobs").ID, oldest)
	step("a pin is saved to a public board", "alone")
	j.must(j.library.DropUser(ctx, "ana"))
	for _, d := range append(Deposits(), engine.Deposit{Pin: engine.Pin{ID: "alone"}}) {
		delete(j.on, d.Pin.ID)
		j.reread(d.Pin.ID)
	}
	step("she is gone")
	j.rebuild()
	for _, h := range all {
		compare(j.t, "held since: "+h.when, h, h.want)
		h.Close()
	}
}

// savedAt is since when a pin is on a board of ana's.
func (j *joined) savedAt(board engine.BoardID, pin engine.PinID) time.Time {
	j.t.Helper()
	on, err := j.library.Newest(j.t.Context(), "ana", board, engine.PinPosition{}, 1000)
	j.must(err)
	i := slices.IndexFunc(on, func(p engine.PinPosition) bool { return p.ID == pin })
	if i < 0 {
		j.t.Fatalf("%s is not on %s: %v", pin, board, on)
	}
	return on[i].At
}
