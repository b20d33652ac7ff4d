package index

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
)

// secretWorld keeps the world, and two secret pins of ana's beside it: "mine"
// with a picture that no other pin has, "twin" with one of the world.
func secretWorld(t *testing.T, s *Store) {
	t.Helper()
	keep(t, s, enginetest.Deposits()...)
	den := engine.BoardOf("ana", "den")
	den.Secret = true
	mine, twin := enginetest.Deposits()[0], enginetest.Deposits()[1]
	mine.Pin.ID, twin.Pin.ID = "mine", "twin"
	mine.Pin.Picture, mine.Pin.Facts = enginetest.Looks()["stranger"].Picture, enginetest.Looks()["stranger"].Facts
	mine.Boards, twin.Boards = []engine.Board{den}, []engine.Board{den}
	keep(t, s, mine, twin)
}

// The files of two folders that differ in secrets alone are equal to the byte,
// as far as anything there is; so is what a status tells.
func TestSecretsLeaveNoTraceInAGeneration(t *testing.T) {
	var manifests []string
	var stats []engine.IndexStatus
	for _, secret := range []bool{true, false} {
		s := openStore(t, t.TempDir(), Options{})
		if secret {
			secretWorld(t, s)
		} else {
			keep(t, s, enginetest.Deposits()...)
		}
		rebuild(t, s)
		data, err := os.ReadFile(filepath.Join(s.dir, "generations", "000001", manifestFile))
		must(t, err)
		manifests = append(manifests, string(data))
		st, err := s.Status()
		must(t, err)
		st.Built = time.Time{}
		delete(st.Bytes, textPart) // Bleve's files differ from build to build
		delete(st.Bytes, overlayTextPart)
		stats = append(stats, st)
		clean(t, s)
	}
	equal(t, "manifest", manifests[0], manifests[1])
	equal(t, "status", stats[0], stats[1])
}

// What a secret pin looks like outlasts rebuilds and restarts without its
// picture being read again, be the picture its own, a public pin's too, or its
// own once it was hidden.
func TestSecretFeaturesAreKept(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	secretWorld(t, s)
	rebuild(t, s)
	mood := engine.BoardOf("ana", "mood")
	mood.Secret = true
	must(t, s.Records.KeepBoard(t.Context(), mood)) // hides blue-slope and copy-deep, whose features the generation has
	catchUp(t, s)
	rebuild(t, s)
	must(t, os.RemoveAll(s.path("pictures")))
	looks := func(when string) {
		t.Helper()
		snap := seenBy(t, s, "ana")
		defer snap.Close()
		for _, id := range []engine.PinID{"mine", "twin", "copy-deep"} {
			row, ok := snap.Row(id)
			f, has := snap.Features(row)
			if !ok || !slices.Contains(snap.Own(), row) || !has {
				t.Errorf("%s: pin %s is there %t, with features %t", when, id, ok, has)
				continue
			}
			for _, l := range enginetest.Looks() {
				if l.Picture == snap.Pin(row).Picture {
					equal(t, when+": features of "+string(id), f, l.Features)
				}
			}
		}
	}
	looks("rebuilt")
	rebuild(t, s)
	looks("rebuilt again")
	must(t, s.Close())
	s = openStore(t, dir, Options{})
	looks("opened again")
	must(t, s.Close())
	s = openStore(t, dir, Options{ReadOnly: true})
	looks("opened for reading")
}

// A log that is lost costs decoding once.
func TestSecretFeaturesAreWorkedOutAgain(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	secretWorld(t, s)
	must(t, s.Close())
	must(t, os.Remove(filepath.Join(dir, "overlay", "features.log")))
	for _, opts := range []Options{{ReadOnly: true}, {}} {
		s = openStore(t, dir, opts)
		snap := seenBy(t, s, "ana")
		row, _ := snap.Row("mine")
		_, ok := snap.Features(row)
		equal(t, fmt.Sprintf("features with %+v", opts), ok, true)
		snap.Close()
		must(t, s.Close())
	}
}

// What is laid over a view is made once, and again when something changes for
// its viewer; who has no secrets gets the view itself.
func TestOwnIsMadeOnce(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	secretWorld(t, s)
	must(t, s.Records.KeepUser(t.Context(), "ben"))
	catchUp(t, s)
	made := func(viewer engine.UserID) any {
		t.Helper()
		snap := seenBy(t, s, viewer)
		defer snap.Close()
		if p, ok := snap.(*personal); ok {
			return p.own
		}
		return nil
	}
	same := func(when string, a, b any, want bool) {
		t.Helper()
		if (a == b) != want {
			t.Errorf("%s: the same %t, want %t", when, a == b, want)
		}
	}
	first := made("ana")
	same("of ana", first, nil, false)
	same("of ben", made("ben"), nil, true)
	same("of nobody", made(""), nil, true)
	same("again", made("ana"), first, true)
	bens := engine.BoardOf("ben", "cave")
	bens.Secret = true
	must(t, s.Records.KeepBoard(t.Context(), bens))
	must(t, s.Records.Save(t.Context(), "red-blobs", bens.ID, "ben", time.Unix(3, 0)))
	same("after a secret of another", made("ana"), first, true)
	live := s.live
	catchUp(t, s)
	same("the view after that", s.live, live, true)
	must(t, s.Records.Save(t.Context(), "red-blobs", engine.BoardOf("ana", "den").ID, "ana", time.Unix(3, 0)))
	second := made("ana")
	same("after a secret of hers", second, first, false)
	same("a pin of it", second.(*own).docs[0], first.(*own).docs[0], true)
	keep(t, s, engine.Deposit{Pin: engine.Pin{ID: "new", Title: "New", Owner: "ben"}})
	catchUp(t, s)
	third := made("ana")
	same("over another view", third, second, false)
	same("what was read", third.(*own).secrets, second.(*own).secrets, true)
}

// Few viewers' secrets are held, and the last one's however many they are.
func TestPerUserIsBounded(t *testing.T) {
	var c perUser[int]
	for i := range 50 {
		c.put(engine.UserID(fmt.Sprint(i)), i, keptPins/10)
		if v, ok := c.get(engine.UserID(fmt.Sprint(i))); !ok || v != i {
			t.Errorf("the last one put is %d, %t", v, ok)
		}
	}
	if len(c.of) != 9 { // nine times a tenth, and one pin each
		t.Errorf("%d are held", len(c.of))
	}
	c.put("many", 7, 2*keptPins)
	equal(t, "held beside very many", len(c.of), 1)
	c.put("many", 8, 1)
	c.put("few", 9, 1)
	equal(t, "held, and pins of them", []int{len(c.of), c.pins}, []int{2, 4})
}

// A damaged picture that only its owner sees is found too.
func TestVerifySecretPictures(t *testing.T) {
	s := openStore(t, t.TempDir(), Options{})
	secretWorld(t, s)
	rebuild(t, s)
	clean(t, s)
	id := string(enginetest.Looks()["stranger"].Picture)
	must(t, os.Remove(s.path("pictures", id[:2], id[2:4], id)))
	v, err := s.Verify(t.Context(), engine.VerifyOptions{})
	must(t, err)
	equal(t, "pins", v.Pins, 20)
	if len(v.Problems) != 1 || v.Problems[0].Pin != "mine" {
		t.Errorf("problems: %+v", v.Problems)
	}
}

// BenchmarkWith lays the secrets of a viewer over a view: kept, over another
// view, and read anew.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{0, 100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := openStore(b, b.TempDir(), Options{})
			keep(b, s, enginetest.Deposits()...)
			den := engine.BoardOf("ana", "den")
			den.Secret = true
			var batch []engine.Deposit
			for i := range n {
				d := enginetest.Deposits()[i%18]
				d.Pin.ID, d.Boards = engine.PinID(fmt.Sprint("mine ", i)), []engine.Board{den}
				batch = append(batch, d)
			}
			keep(b, s, batch...)
			rebuild(b, s)
			run := func(name string, before func()) {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						before()
						snap, err := s.Snapshot().With(b.Context(), "ana")
						must(b, err)
						snap.Close()
					}
				})
			}
			run("kept", func() {})
			run("view", func() { s.live.owns = perUser[*own]{} })
			run("saved", func() { // what a secret save costs
				for _, known := range s.secrets.of {
					known.value.Head--
				}
				s.live.owns = perUser[*own]{}
			})
			run("read", func() { s.live.owns, s.secrets = perUser[*own]{}, perUser[*secrets]{} })
		})
	}
}
