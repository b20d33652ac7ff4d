package index

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

func TestVerify(t *testing.T) {
	folder := worldFolder(t)
	lost := enginetest.Looks()["blue-blobs"].Picture
	original := func(dir string) string {
		return filepath.Join(dir, "pictures", string(lost[:2]), string(lost[2:4]), string(lost))
	}
	built := func(dir, name string) string { return filepath.Join(dir, "generations", "000001", name) }
	for _, c := range []struct {
		name    string
		harm    func(t *testing.T, dir string)
		all     bool   // found only by reading everything
		pin     string // the problem's
		says    string
		rebuilt bool // a rebuild heals it
	}{
		{"a missing picture", func(t *testing.T, dir string) { must(t, os.Remove(original(dir))) },
			false, "blue-blobs", string(lost) + " is not there", false},
		{"a flipped byte in a picture", func(t *testing.T, dir string) { flip(t, original(dir), 100) },
			true, "blue-blobs", "damaged", false},
		{"a flipped byte in features.bin", func(t *testing.T, dir string) { flip(t, built(dir, featuresFile), headerSize+100) },
			true, "", "features.bin of generation 000001 is damaged", true},
		{"a flipped byte in codes.bin", func(t *testing.T, dir string) { flip(t, built(dir, codesFile), headerSize+10) },
			true, "", "codes.bin of generation 000001 is damaged", true},
		{"a flipped byte in raw.bin", func(t *testing.T, dir string) { flip(t, built(dir, rawFile), headerSize+500) },
			true, "", "raw.bin of generation 000001 is damaged", true},
		{"a flipped byte in eyecodes.bin", func(t *testing.T, dir string) { flip(t, built(dir, eyeCodesFile), headerSize+100) },
			true, "", "eyecodes.bin of generation 000001 is damaged", true},
		{"a pin missing in the text index", func(t *testing.T, dir string) {
			s := openStore(t, dir, Options{})
			must(t, s.live.text.Apply(nil, []string{"words-sea"}, s.live.over.through))
			must(t, s.Close())
		}, false, "words-sea", "not in the text index", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := copyOf(t, folder)
			c.harm(t, dir)
			s := openStore(t, dir, Options{})
			check := func(when string, all, found bool) {
				v, err := s.Verify(t.Context(), engine.VerifyOptions{All: all})
				must(t, err)
				equal(t, "pins", v.Pins, len(enginetest.Deposits()))
				equal(t, "pictures", v.Pictures, 15)
				if !found {
					equal(t, when, v.Problems, []engine.Problem{})
				} else if len(v.Problems) != 1 || string(v.Problems[0].Pin) != c.pin || !strings.Contains(v.Problems[0].Text, c.says) {
					t.Errorf("%s: %+v, want one about %q that says %q", when, v.Problems, c.pin, c.says)
				}
			}
			check("at a glance", false, !c.all)
			check("looked at all", true, true)
			rebuild(t, s)
			check("rebuilt", true, !c.rebuilt)
		})
	}
}

// A pin that the index never took in, which only a fault of akin's can cause.
func TestVerifyFindsAPinThatIsNotInTheIndex(t *testing.T) {
	s := openStore(t, worldFolder(t), Options{})
	missing := engine.Deposit{Pin: engine.Pin{ID: "missing", Title: "Nobody caught up with this"}}
	keep(t, s, missing)
	catchUp(t, s)
	over := s.live.over
	delete(over.rows, "missing")
	over.pins = over.pins[:len(over.pins)-1]
	v, err := s.Verify(t.Context(), engine.VerifyOptions{})
	must(t, err)
	equal(t, "problems", v.Problems, []engine.Problem{
		{Pin: "missing", Text: "the pin is not in the index: run 'akin reindex'"},
		{Text: "the index has 18 pins, the record 19: run 'akin reindex'"},
	})
	done := 0
	_, err = s.Verify(t.Context(), engine.VerifyOptions{Progress: func(n, all int) {
		done++
		equal(t, "progress", [2]int{n, all}, [2]int{done, 19})
	}})
	must(t, err)
}

// A rebuild decodes what a damaged generation held, and gives what it was.
func TestRebuildDoesNotTakeOverDamage(t *testing.T) {
	for name, at := range map[string]int64{featuresFile: headerSize + 40, rawFile: headerSize + 1000, eyeCodesFile: headerSize + 500} {
		dir := t.TempDir()
		s := openStore(t, dir, Options{})
		keep(t, s, enginetest.Deposits()...)
		rebuild(t, s)
		want, err := readManifest(filepath.Join(dir, "generations", "000001"))
		must(t, err)
		flip(t, filepath.Join(dir, "generations", "000001", name), at)
		rebuild(t, s)
		got, err := readManifest(filepath.Join(dir, "generations", "000002"))
		must(t, err)
		equal(t, "manifest after damage of "+name, got, want)
	}
}
