package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "My set")
	for _, name := range []string{
		"z.jpg", "a.jpg", "a-b.jpg", "a/x.jpg", "a/deep/y.HEIC", "empty/notes.txt",
		".hidden.jpg", ".git/a.jpg", "a/@eaDir/x.jpg", "__MACOSX/a.jpg", "thumbs.DB", // litter
		"pins.ndjson", "README", // 2, with notes.txt 3 files passed over
	} {
		write(t, dir, name, "")
	}
	all, skipped := read(t, dir)
	equal(t, "entries", brief(all), []string{
		"a-b.jpg | a b | My set",
		"a.jpg | a | My set",
		"a/deep/y.HEIC | y | deep",
		"a/x.jpg | x | a",
		"z.jpg | z | My set",
	})
	equal(t, "files passed over", skipped, 3)
	for _, e := range all {
		if e.Path != filepath.Join(dir, filepath.FromSlash(e.Source)) || !e.Modified.Equal(noon) || !e.Created.IsZero() {
			t.Errorf("%s: path %q, modified %v, created %v", e.Source, e.Path, e.Modified, e.Created)
		}
	}
}

// Whatever the names are, the order is that of the sources, byte by byte.
func TestFolderAscends(t *testing.T) {
	dir := t.TempDir()
	for _, a := range []string{"a", "a ", "a-", "a.jpg", "a0", "A", "é"} {
		for _, b := range []string{"", " ", "-", "/b", "/b/a", "0", "/"} {
			write(t, dir, a+b+"-.jpg", "")
			write(t, dir, a+b+"x/y.jpg", "")
		}
	}
	all, _ := read(t, dir)
	sources := make([]string, len(all))
	for i, e := range all {
		sources[i] = e.Source
	}
	if len(all) < 80 || !slices.IsSorted(sources) {
		t.Errorf("%d sources, not sorted: %q", len(all), sources)
	}
}

func TestFolderFollowsLinksToFilesOnly(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "set/one.jpg", "")
	for name, to := range map[string]string{"two.jpg": "one.jpg", "loop": ".", "lost.jpg": "nowhere.jpg", "null.jpg": os.DevNull} {
		if err := os.Symlink(to, filepath.Join(dir, "set", name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("set", filepath.Join(dir, "given")); err != nil {
		t.Fatal(err)
	}
	all, skipped := read(t, filepath.Join(dir, "given")) // a link given is followed
	equal(t, "entries", brief(all), []string{
		`lost.jpg | no file is at "` + dir + `/given/lost.jpg", or it is a link that leads nowhere`,
		`null.jpg | "` + dir + `/given/null.jpg" is not a regular file`,
		"one.jpg | one | given",
		"two.jpg | two | given",
	})
	equal(t, "files passed over", skipped, 1)
}

func TestUnreadableFolderIsAnEntry(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.jpg", "b/deep/b.jpg", "c.jpg"} {
		write(t, dir, name, "")
	}
	s, err := Of([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for e := range s.Entries(t.Context()) {
		got = append(got, e.Source)
		if e.Err != nil && !strings.Contains(e.Err.Error(), "reading the folder") {
			t.Errorf("%s: %v", e.Source, e.Err)
		}
		// A folder that is gone before its turn cannot be read even by root.
		os.RemoveAll(filepath.Join(dir, "b"))
	}
	equal(t, "sources", got, []string{"a.jpg", "b", "c.jpg"})
}

func TestBoardOfTheRoot(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cats")
	write(t, dir, "sub/b.jpg", "")
	write(t, dir, "a.jpg", "")
	t.Chdir(dir)
	for _, tt := range []struct{ path, want string }{
		{".", "a.jpg | a | cats"},
		{"./", "a.jpg | a | cats"},
		{"..", "cats/a.jpg | a | cats"},
		{"sub/..", "a.jpg | a | cats"},
		{"sub", "b.jpg | b | sub"},
		{"a.jpg", "a.jpg | a | cats"},
		{"./sub/b.jpg", "b.jpg | b | sub"},
	} {
		all, _ := read(t, tt.path)
		equal(t, tt.path, brief(all)[0], tt.want)
	}
}

func TestNamesThatAreNoText(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "caf\xe9.jpg"), nil, 0o644); err != nil {
		t.Skipf("names are text here: %v", err)
	}
	all, _ := read(t, dir)
	equal(t, "entries", brief(all), []string{"caf\uFFFD.jpg | caf\uFFFD | " + filepath.Base(dir)})
	if _, err := os.Stat(all[0].Path); err != nil {
		t.Error(err)
	}
}

func TestTitleOf(t *testing.T) {
	for name, want := range map[string]string{
		"n02319095_sea_urchin.jpg": "n02319095 sea urchin",
		"red-brick__wall.JPEG":     "red brick wall",
		"two  words_here.png":      "two words_here",
		" spaced .png":             "spaced",
		"v1.2.png":                 "v1.2",
		"___.png":                  "___",
		"日本_東京.webp":               "日本 東京",
	} {
		equal(t, name, TitleOf(name), want)
	}
}
