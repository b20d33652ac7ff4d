package blob

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"akin/engine"
)

func TestKeptPicturesComeBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	s := openStore(t, dir)
	for _, text := range []string{"", "a", "a picture", strings.Repeat("long", 100_000)} {
		id := keep(t, s, text)
		if id != engine.PictureIDOf([]byte(text)) {
			t.Errorf("kept %.20q as %s", text, id)
		}
		if again := keep(t, s, text); again != id {
			t.Errorf("kept %.20q again as %s", text, again)
		}
		for _, s := range []*Store{s, openStore(t, dir)} {
			if got := read(t, s, id); got != text {
				t.Errorf("read %d bytes %.20q, want %d", len(got), got, len(text))
			}
		}
	}
	if left := names(t, filepath.Join(dir, "tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPictureStandsUnderItsHash(t *testing.T) {
	dir := t.TempDir()
	keep(t, openStore(t, dir), "abc")
	// SHA-256 of "abc", FIPS 180-2, appendix B.1
	data, err := os.ReadFile(filepath.Join(dir, "ba", "78", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
	if err != nil || string(data) != "abc" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestOpenedPictureSeeks(t *testing.T) {
	s := openStore(t, t.TempDir())
	f, err := s.Open(keep(t, s, "abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(-2, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(f); string(data) != "ef" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}

func TestIDsThatAreNone(t *testing.T) {
	s := openStore(t, t.TempDir())
	whole := strings.Repeat("0a", 32)
	for id, want := range map[string]engine.Kind{
		whole:                         engine.NotFound,
		"":                            engine.BadQuery,
		whole[:63]:                    engine.BadQuery,
		whole + "0":                   engine.BadQuery,
		strings.ToUpper(whole):        engine.BadQuery,
		whole[:60] + "/../":           engine.BadQuery,
		"../../" + whole[:58]:         engine.BadQuery,
		whole[:32] + "g" + whole[33:]: engine.BadQuery,
		whole[:62] + "é":              engine.BadQuery,
	} {
		_, err := s.Open(engine.PictureID(id))
		if err == nil || engine.KindOf(err) != want {
			t.Errorf("open %q: %v, want kind %d", id, err, want)
		}
		if err := s.Verify(engine.PictureID(id)); err == nil || engine.KindOf(err) != want {
			t.Errorf("verify %q: %v, want kind %d", id, err, want)
		}
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	s := openStore(t, t.TempDir())
	id := keep(t, s, "a picture")
	if err := s.Verify(id); err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string]string{"truncated": "a pict", "other bytes": "A picture", "empty": ""} {
		if err := os.WriteFile(s.path(id), []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		err := s.Verify(id)
		if err == nil || engine.KindOf(err) != engine.Internal || !strings.Contains(err.Error(), "damaged: its "+fmt.Sprint(len(damaged))) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.WriteFile(s.path(id), []byte("a pict"), 0o600); err != nil {
		t.Fatal(err)
	}
	keep(t, s, "a picture") // the size differs, so the file is replaced
	if err := s.Verify(id); err != nil {
		t.Errorf("kept again: %v", err)
	}
}

func TestEachIsSortedAndSeesPicturesOnly(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	var want, got []engine.PictureID
	for i := range 100 {
		want = append(want, keep(t, s, fmt.Sprint(i)))
	}
	slices.Sort(want)
	for _, stray := range []string{
		"ab", "notes.txt", "tmp/123",
		string(want[0]), "tmp/" + string(want[0]), string(want[0][:2]) + "/" + string(want[0]),
	} {
		if err := os.WriteFile(filepath.Join(dir, stray), nil, 0o600); err != nil && !strings.Contains(err.Error(), "is a directory") {
			t.Fatal(err)
		}
	}
	collect := func(id engine.PictureID) error { got = append(got, id); return nil }
	if err := s.Each(collect); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %d pictures %v, want %d %v", len(got), got, len(want), want)
	}

	stop, calls := errors.New("stop"), 0
	if err := s.Each(func(engine.PictureID) error { calls++; return stop }); err != stop || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}

func TestOpenRemovesLeftovers(t *testing.T) {
	dir := t.TempDir()
	id := keep(t, openStore(t, dir), "a picture")
	if err := os.WriteFile(filepath.Join(dir, "tmp", "123"), []byte("a pict"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, dir)
	if left := names(t, filepath.Join(dir, "tmp")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := read(t, s, id); got != "a picture" {
		t.Errorf("read %q", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "pictures")} {
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere, so there is no read-only folder to test with: run as another user")
	}
	dir := filepath.Join(t.TempDir(), "pictures")
	id := keep(t, openStore(t, dir), "a picture")
	if err := os.WriteFile(filepath.Join(dir, "tmp", "123"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{filepath.Join(dir, "tmp"), dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o500); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(d, 0o700)
	}
	s := openStore(t, dir)
	if got := read(t, s, id); got != "a picture" {
		t.Errorf("read %q", got)
	}
	if err := s.Verify(id); err != nil {
		t.Error(err)
	}
	keep(t, s, "a picture") // is there, so nothing is written
	if _, err := s.Keep([]byte("another")); !errors.Is(err, os.ErrPermission) {
		t.Errorf("kept another: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("opened a folder that cannot be made: %v", err)
	}
}

// Eight goroutines keep the same hundred pictures, each from another start.
func TestKeepAtOnce(t *testing.T) {
	s := openStore(t, t.TempDir())
	const pictures = 100
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range pictures {
				text := fmt.Sprint("picture ", (i+g*13)%pictures)
				id, err := s.Keep([]byte(text))
				if err != nil {
					t.Error(err)
				} else if err := s.Verify(id); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	n := 0
	if err := s.Each(func(id engine.PictureID) error { n++; return s.Verify(id) }); err != nil || n != pictures {
		t.Errorf("%d pictures, %v", n, err)
	}
	if left := names(t, s.tmp()); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func keep(t testing.TB, s *Store, text string) engine.PictureID {
	t.Helper()
	id, err := s.Keep([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func read(t testing.TB, s *Store, id engine.PictureID) string {
	t.Helper()
	f, err := s.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func names(t testing.TB, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
