package enginetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/graph"
)

// shelves compares who is on which board since when, and what a walk finds.
func (c *comparison) shelves() {
	c.t.Helper()
	for i, p := range c.want.pins {
		node, ok := c.got.Node(c.row[i])
		if row, found := c.got.RowOf(node); ok && (!found || row != c.row[i]) {
			c.t.Errorf("%s: pin %s has the number %v, which is row %d (%t), not %d", c.when, p.ID, node, row, found, c.row[i])
		}
		equalAt(c, "boards of "+string(p.ID), c.since(c.got, c.row[i]), c.since(c.want, engine.Row(i)))
	}
	for _, id := range c.want.boards {
		n, ok := c.got.BoardNode(id)
		if !ok || c.got.Board(n) != id {
			c.t.Errorf("%s: board %s has the number %v (%t), which is board %q", c.when, id, n, ok, c.got.Board(n))
			continue
		}
		wantNode, _ := c.want.BoardNode(id)
		equalAt(c, "pins of "+string(id), c.pinsOf(c.got, n), c.pinsOf(c.want, wantNode))
	}
	if n, ok := c.got.BoardNode("nobody's"); ok {
		c.t.Errorf("%s: a board that nobody made has the number %v", c.when, n)
	}
	equalAt(c, "saves", c.got.Graph().Edges(), c.want.Graph().Edges())
	beyond := graph.PinNode(c.got.Graph().Pins())
	if row, ok := c.got.RowOf(beyond); ok {
		c.t.Errorf("%s: %v is beyond all and has row %d", c.when, beyond, row)
	}
	c.walks()
}

// since says when a pin was saved to which boards.
func (c *comparison) since(s engine.Snapshot, r engine.Row) map[engine.BoardID]int64 {
	at := map[engine.BoardID]int64{}
	node, ok := s.Node(r)
	if !ok {
		return at
	}
	for _, b := range s.Graph().BoardsOf(node) {
		at[s.Board(b)], _ = s.Graph().SavedAt(node, b)
	}
	return at
}

func (c *comparison) pinsOf(s engine.Snapshot, board graph.Node) []engine.PinID {
	c.t.Helper()
	var all []engine.PinID
	for _, n := range s.Graph().PinsOf(board) {
		row, ok := s.RowOf(n)
		if !ok {
			c.t.Errorf("%s: %v is on %s and gone", c.when, n, s.Board(board))
			continue
		}
		all = append(all, s.Pin(row).ID)
	}
	slices.Sort(all)
	return all
}

// walks asks who is near to each pin, to the last bit.
func (c *comparison) walks() {
	c.t.Helper()
	for i, p := range c.want.pins {
		if node, ok := c.got.Node(c.row[i]); ok {
			wantNode, _ := c.want.Node(engine.Row(i))
			equalAt(c, "pins near "+string(p.ID), c.near(c.got, node), c.near(c.want, wantNode))
		}
	}
}

func (c *comparison) near(s engine.Snapshot, from graph.Node) map[engine.PinID]float64 {
	c.t.Helper()
	found, err := graph.Walk(s.Graph(), []graph.Seed{{Node: from, Weight: 1}}, s.Graph().Pins(), graph.Options{})
	if err != nil {
		c.t.Errorf("%s: walking from %v: %v", c.when, from, err)
	}
	scores := map[engine.PinID]float64{}
	for _, f := range found.Pins {
		row, ok := s.RowOf(f.Pin)
		if !ok {
			c.t.Errorf("%s: a walk finds %v, which is gone", c.when, f.Pin)
			continue
		}
		scores[s.Pin(row).ID] = f.Score
	}
	return scores
}

// save, unsave, dropPin and dropBoard change the records, and what must be.

func (j *joined) save(pin engine.PinID, board engine.BoardID, at time.Time) {
	j.t.Helper()
	j.must(j.library.Save(j.t.Context(), pin, board, "ana", at))
	j.on.put(pin, board, "ana", at)
	j.reread(pin)
}

func (j *joined) unsave(pin engine.PinID, board engine.BoardID) {
	j.t.Helper()
	j.must(j.library.Unsave(j.t.Context(), pin, board))
	delete(j.on[pin], board)
	j.reread(pin)
}

func (j *joined) dropPin(pin engine.PinID) {
	j.t.Helper()
	j.must(j.library.DropPin(j.t.Context(), pin))
	delete(j.on, pin)
	j.reread(pin)
}

func (j *joined) dropBoard(board engine.BoardID) {
	j.t.Helper()
	j.must(j.library.DropBoard(j.t.Context(), board))
	for pin, on := range j.on {
		if _, ok := on[board]; ok {
			delete(on, board)
			j.reread(pin)
		}
	}
}

func (j *joined) makeBoard(title string) engine.BoardID {
	j.t.Helper()
	b := engine.BoardOf("ana", title)
	j.must(j.library.KeepBoard(j.t.Context(), b))
	return b.ID
}

// boardsChange takes each kind of change over a generation, and again after a
// rebuild, and wants it to count at once.
func boardsChange(j *joined) {
	now := oldest.AddDate(1, 0, 0)
	j.keep(Deposits()...)
	j.rebuild()
	step := func(when string) {
		j.t.Helper()
		j.catchUp()
		j.check(when)
	}
	stripes, mood := engine.BoardOf("ana", "stripes").ID, engine.BoardOf("ana", "mood").ID
	hall := j.makeBoard("hall")
	step("an empty board")
	j.save("red-blobs", stripes, now)
	j.save("grey-slope", hall, now)
	step("saved to a board of the generation, and to a new one")
	j.unsave("red-stripes", stripes)
	j.unsave("grey-slope", hall)
	step("taken off both")
	j.save("red-stripes", stripes, now.Add(time.Hour))
	step("saved again, later")
	j.unsave("red-stripes", stripes)
	j.save("red-stripes", stripes, oldest)
	step("saved again, as it was")
	j.dropPin("blue-stripes")
	step("a pin is gone")
	j.keep(Deposits()[6])
	step("and is back")
	j.dropBoard(mood)
	step("a board is gone")
	new := Deposits()[0]
	new.Pin.ID, new.Pin.Picture, new.Pin.Facts = "new", "", Deposits()[16].Pin.Facts
	new.Boards = []engine.Board{engine.BoardOf("ana", "hall"), engine.BoardOf("ana", "attic")}
	j.keep(new)
	step("a new pin on a new board")
	j.dropPin("new")
	step("is gone")
	j.keep(new)
	step("and is back")
	j.rebuild()
	j.check("rebuilt")
	j.dropBoard(hall)
	j.unsave("new", engine.BoardOf("ana", "attic").ID)
	step("and off all boards")
}

// everyWayOfSaving ends with the same saves by several ways: their order, what
// came and went between, and when it was indexed, do not show.
func everyWayOfSaving(t *testing.T, fresh func(*testing.T) *joined) {
	type put struct {
		pin   engine.PinID
		board engine.BoardID
	}
	titles := []string{"stripes", "blobs", "hall", "attic"}
	var want map[string]string
	for seed := range uint64(5) {
		random := rand.New(rand.NewPCG(seed, 1))
		j := fresh(t)
		var puts, others []put
		world := Deposits()
		for _, d := range world {
			for i, title := range titles {
				p := put{d.Pin.ID, engine.BoardOf("ana", title).ID}
				if (len(d.Pin.ID)+i)%3 == 0 {
					puts = append(puts, p)
				} else if random.IntN(3) == 0 {
					others = append(others, p)
				}
			}
		}
		for i := range world {
			world[i].Boards = nil
		}
		random.Shuffle(len(puts), func(a, b int) { puts[a], puts[b] = puts[b], puts[a] })
		random.Shuffle(len(world), func(a, b int) { world[a], world[b] = world[b], world[a] })
		j.keep(world...)
		for _, title := range titles {
			j.makeBoard(title)
		}
		for _, p := range append(others, puts...) {
			j.save(p.pin, p.board, oldest)
			switch random.IntN(12) {
			case 0:
				j.rebuild()
			case 1, 2, 3:
				j.catchUp()
			}
		}
		for _, p := range others {
			j.unsave(p.pin, p.board)
			if random.IntN(4) == 0 {
				j.catchUp()
			}
		}
		j.catchUp()
		j.check(fmt.Sprintf("saved with seed %d", seed))
		if want == nil {
			j.rebuild()
			want = j.answers()
			continue
		}
		SameAnswers(t, fmt.Sprintf("saved with seed %d", seed), j.answers(), want)
	}
}
