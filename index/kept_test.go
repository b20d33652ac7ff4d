package index

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/graph"
)

// shelved puts as many pins of words alone on as many boards, each on three of
// them, and returns the IDs of the pins.
func shelved(t *testing.T, s *Store, n int) []engine.PinID {
	t.Helper()
	deposits := make([]engine.Deposit, n)
	ids := make([]engine.PinID, n)
	for i := range deposits {
		deposits[i] = wordPin(i)
		ids[i] = deposits[i].Pin.ID
		for _, b := range []int{i, i * 7, i*13 + 5} {
			deposits[i].Boards = append(deposits[i].Boards, engine.BoardOf("ana", fmt.Sprint("board ", b%n/2)))
		}
	}
	_, err := s.Records.Keep(t.Context(), deposits)
	must(t, err)
	return ids
}

func wordPin(i int) engine.Deposit {
	return engine.Deposit{Pin: engine.Pin{
		ID: engine.PinID(fmt.Sprintf("pin-%04d", i)), Title: "x", Created: time.Unix(int64(1_000_000+i), 0).UTC(),
	}}
}

// codesOfLive tells how many directions the live view's codes have.
func codesOfLive(s *Store) int {
	snap := s.Snapshot()
	defer snap.Close()
	if c := snap.Codes(); c != nil {
		return c.Dims()
	}
	return 0
}

// A graph below the size has no codes. One above has them at a rebuild, equal
// to the byte in another folder, and until too much has changed since; a saved
// and unsaved pin changed nothing.
func TestCodesComeAndGo(t *testing.T) {
	small := openStore(t, t.TempDir(), Options{})
	shelved(t, small, leastForCodes)
	rebuild(t, small)
	equal(t, "directions of half as many boards", codesOfLive(small), 0)

	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	ids := shelved(t, s, 2*leastForCodes+10)
	catchUp(t, s)
	equal(t, "directions before a rebuild", codesOfLive(s), 0)
	stages := map[string]int{}
	must(t, s.Rebuild(t.Context(), engine.RebuildOptions{Progress: func(stage string, done, all int) {
		if stages[stage]++; done > all || done < 0 {
			t.Errorf("%s: %d of %d", stage, done, all)
		}
	}}))
	equal(t, "directions", codesOfLive(s), graph.CodeDims)
	if stages["learning"] == 0 {
		t.Errorf("nobody was told of learning: %v", stages)
	}
	clean(t, s)
	first, err := readManifest(filepath.Join(dir, "generations", "000001"))
	must(t, err)

	hall := engine.BoardOf("ana", "hall")
	edges := s.live.generation.kept.graph.Edges()
	var more []engine.Deposit
	for i := range edges / staleness {
		d := wordPin(i)
		d.Boards = []engine.Board{hall}
		more = append(more, d)
	}
	_, err = s.Records.Keep(t.Context(), more)
	must(t, err)
	catchUp(t, s)
	equal(t, "directions after a fifth", codesOfLive(s), graph.CodeDims)
	last := ids[edges/staleness]
	must(t, s.Records.Save(t.Context(), last, hall.ID, "ana", time.Unix(9, 0)))
	catchUp(t, s)
	equal(t, "directions after one more", codesOfLive(s), 0)
	must(t, s.Records.Unsave(t.Context(), last, hall.ID))
	catchUp(t, s)
	equal(t, "directions once it is taken off", codesOfLive(s), graph.CodeDims)
	must(t, s.Close())
	s = openStore(t, dir, Options{})
	equal(t, "directions after a restart", codesOfLive(s), graph.CodeDims)
	equal(t, "drift after a restart", s.live.over.kept.drift, edges/staleness)

	twin := openStore(t, t.TempDir(), Options{})
	shelved(t, twin, 2*leastForCodes+10)
	rebuild(t, twin)
	second, err := readManifest(filepath.Join(twin.dir, "generations", "000001"))
	must(t, err)
	equal(t, "manifest of equal records", second, first)
}

// A thousand saves and unsaves by several people, with others walking meanwhile
// and a rebuild amid it, end in the graph of a model; each is in the next
// snapshot. Those on secret boards are there for their owner alone, without
// anybody's catching up.
func TestSavesAtOnce(t *testing.T) {
	t.Run("public", func(t *testing.T) { savesAtOnce(t, false) })
	t.Run("secret", func(t *testing.T) { savesAtOnce(t, true) })
}

func savesAtOnce(t *testing.T, secret bool) {
	s := openStore(t, t.TempDir(), Options{})
	ids := shelved(t, s, 60)
	rebuild(t, s)
	const people, steps = 4, 250
	boards := make([]engine.BoardID, 5)
	for i := range boards {
		b := engine.BoardOf("eve", fmt.Sprint(i))
		b.Secret = secret
		boards[i] = b.ID
		must(t, s.Records.KeepBoard(t.Context(), b))
	}
	models := make([]map[engine.PinID][]engine.BoardID, people)
	var writing, reading sync.WaitGroup
	for who := range people {
		models[who] = map[engine.PinID][]engine.BoardID{}
		writing.Go(func() {
			random := rand.New(rand.NewPCG(3, uint64(who)))
			for step := range steps {
				pin, board := ids[random.IntN(len(ids)/people)*people+who], boards[random.IntN(len(boards))]
				on := models[who][pin]
				i := slices.Index(on, board)
				var err error
				if i < 0 {
					models[who][pin], err = append(on, board), s.Records.Save(t.Context(), pin, board, "eve", time.Unix(5, 0))
				} else {
					models[who][pin], err = slices.Delete(on, i, i+1), s.Records.Unsave(t.Context(), pin, board)
				}
				if err == nil && !secret {
					err = s.CatchUp(t.Context())
				}
				if who == 0 && step == steps/2 && err == nil {
					err = s.Rebuild(t.Context(), engine.RebuildOptions{})
				}
				if err != nil {
					t.Error(err)
					return
				}
				if got := savedTo(t, s, "eve", pin, boards); !slices.Equal(got, sorted(models[who][pin])) {
					t.Errorf("pin %s is on %v, want %v", pin, got, sorted(models[who][pin]))
				}
				if others := savedTo(t, s, "ana", pin, boards); secret && len(others) > 0 {
					t.Errorf("ana sees pin %s on %v", pin, others)
				}
			}
		})
	}
	stop := make(chan struct{})
	for range 2 {
		reading.Go(func() {
			for i := 0; ; i++ {
				walkOnce(t, s, ids[i%len(ids)])
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	reading.Wait()
	for i, pin := range ids {
		equal(t, "boards of "+string(pin), savedTo(t, s, "eve", pin, boards), sorted(models[i%people][pin]))
	}
	clean(t, s)
}

// savedTo returns on which of these boards the live snapshot has a pin for a
// viewer.
func savedTo(t *testing.T, s *Store, viewer engine.UserID, pin engine.PinID, boards []engine.BoardID) []engine.BoardID {
	snap := seenBy(t, s, viewer)
	defer snap.Close()
	row, _ := snap.Row(pin)
	node, _ := snap.Node(row)
	on := []engine.BoardID{}
	for _, b := range snap.Graph().BoardsOf(node) {
		if id := snap.Board(b); slices.Contains(boards, id) {
			on = append(on, id)
		}
	}
	return sorted(on)
}

// seenBy returns the live snapshot as a viewer sees it. It may be called from
// any goroutine.
func seenBy(t *testing.T, s *Store, viewer engine.UserID) engine.Snapshot {
	public := s.Snapshot()
	snap, err := public.With(t.Context(), viewer)
	if err != nil {
		t.Error(err)
		return public
	}
	return snap
}

func sorted(ids []engine.BoardID) []engine.BoardID {
	c := append([]engine.BoardID{}, ids...)
	slices.Sort(c)
	return c
}

// walkOnce walks from a pin over a snapshot and finds only pins that are in it.
func walkOnce(t *testing.T, s *Store, from engine.PinID) {
	snap := seenBy(t, s, "eve")
	defer snap.Close()
	row, _ := snap.Row(from)
	node, _ := snap.Node(row)
	found, err := graph.Walk(snap.Graph(), []graph.Seed{{Node: node, Weight: 1}}, 100, graph.Options{})
	if err != nil {
		t.Error(err)
	}
	for _, f := range found.Pins {
		if _, ok := snap.RowOf(f.Pin); !ok {
			t.Errorf("a walk from %s finds %v, which is gone", from, f.Pin)
		}
	}
}
