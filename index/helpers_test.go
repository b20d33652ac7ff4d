package index

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

// openStore opens a data folder, to be closed when the test ends.
func openStore(t testing.TB, dir string, opts Options) *Store {
	t.Helper()
	s, err := tryOpen(t, dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func tryOpen(t testing.TB, dir string, opts Options) (*Store, error) {
	opts.Eye = enginetest.Eye()
	return Open(t.Context(), dir, opts)
}

// keep puts deposits, their pictures and looks into a store. Its index is left
// to catch up.
func keep(t testing.TB, s *Store, deposits ...engine.Deposit) {
	t.Helper()
	for name, data := range enginetest.Bytes() {
		for _, d := range deposits {
			if d.Pin.Picture == enginetest.Looks()[name].Picture {
				_, err := s.Pictures.Keep(data)
				must(t, err)
				must(t, s.Remember([]engine.Look{enginetest.Looks()[name]}))
			}
		}
	}
	_, err := s.Records.Keep(t.Context(), deposits)
	must(t, err)
}

func catchUp(t testing.TB, s *Store) {
	t.Helper()
	must(t, s.CatchUp(t.Context()))
}

func rebuild(t testing.TB, s *Store) {
	t.Helper()
	must(t, s.Rebuild(t.Context(), engine.RebuildOptions{}))
}

func engineOf(s *Store) *engine.Engine {
	return engine.New(engine.Parts{Records: s.Records, Library: s.Records, Pictures: s.Pictures, Index: s, Eye: enginetest.Eye()})
}

func answers(t *testing.T, s *Store) map[string]string {
	t.Helper()
	return enginetest.Answers(t, engineOf(s))
}

func liveName(s *Store) string {
	snap := s.Snapshot()
	defer snap.Close()
	return snap.Generation()
}

// worldFolder makes a data folder that has everything: a generation with half
// of the world in another state, and an overlay that changes and adds pins.
func worldFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	s := openStore(t, dir, Options{})
	half := enginetest.Deposits()[:9]
	for i := range half {
		half[i].Pin.Title = "Not yet"
		if i%2 == 0 {
			half[i].Boards = nil
		}
	}
	keep(t, s, half...)
	rebuild(t, s)
	keep(t, s, enginetest.Deposits()[:12]...)
	catchUp(t, s)
	keep(t, s, enginetest.Deposits()[12:]...)
	catchUp(t, s)
	must(t, s.Close())
	return dir
}

// wholeAnswers are the answers of the whole world.
func wholeAnswers(t *testing.T) map[string]string {
	t.Helper()
	s := openStore(t, t.TempDir(), Options{})
	defer s.Close()
	keep(t, s, enginetest.Deposits()...)
	rebuild(t, s)
	return answers(t, s)
}

// copyOf copies a data folder.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	must(t, os.CopyFS(to, os.DirFS(dir)))
	return to
}

// flip changes one byte of a file.
func flip(t *testing.T, path string, at int64) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	b := make([]byte, 1)
	_, err = f.ReadAt(b, at)
	must(t, err)
	b[0] ^= 0x40
	_, err = f.WriteAt(b, at)
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
