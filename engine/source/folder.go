package source

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pictureTypes are the endings of names that are taken for pictures. The last
// three are there so that such files are refused by name and not passed over.
var pictureTypes = []string{
	".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff",
	".avif", ".heic", ".heif",
}

func isPicture(name string) bool {
	return slices.Contains(pictureTypes, strings.ToLower(filepath.Ext(name)))
}

// isLitter tells what systems leave in folders for themselves: hidden files,
// and thumbnails that would look like a second copy of every picture.
func isLitter(name string) bool {
	return strings.HasPrefix(name, ".") || name == "@eaDir" || name == "__MACOSX" || strings.EqualFold(name, "Thumbs.db")
}

// picture reads a single file: its board is its folder.
func (w *walk) picture(path string) bool {
	return w.found(func() Entry {
		return pictureAt(path, filepath.Base(path), lastName(filepath.Dir(path)))
	})
}

// folder reads a folder and those below it: each is a board.
func (w *walk) folder(root string) bool {
	return w.below(root, "", lastName(root))
}

// below reads the folder at dir. Sources in it begin with prefix, which is
// empty or ends with a slash.
func (w *walk) below(dir, prefix, board string) bool {
	files, err := os.ReadDir(dir)
	if err != nil {
		err = fmt.Errorf("reading the folder: %w", err)
		if !w.fail(cmp.Or(strings.TrimSuffix(prefix, "/"), board), err) {
			return false
		}
	}
	slices.SortFunc(files, func(a, b fs.DirEntry) int { return cmp.Compare(sortKey(a), sortKey(b)) })
	for _, f := range files {
		if !w.file(dir, prefix, board, f) {
			return false
		}
	}
	return true
}

// sortKey makes a folder's order that of whole paths: "a-b.jpg" and "a.jpg"
// come before "a/x.jpg", although "a" alone would come first.
func sortKey(f fs.DirEntry) string {
	if f.IsDir() {
		return f.Name() + "/"
	}
	return f.Name()
}

// file reads one name in a folder. A link to a folder is not a folder here,
// so links cannot lead in a circle.
func (w *walk) file(dir, prefix, board string, f fs.DirEntry) bool {
	name := f.Name()
	path := filepath.Join(dir, name)
	switch {
	case w.ctx.Err() != nil:
		return false
	case isLitter(name):
		return true
	case f.IsDir():
		return w.below(path, prefix+name+"/", text(name))
	case !isPicture(name):
		w.skipped++
		return true
	}
	return w.found(func() Entry { return pictureAt(path, prefix+name, board) })
}

func pictureAt(path, source, board string) Entry {
	e := Entry{Source: text(source), Title: TitleOf(filepath.Base(path)), Boards: []string{board}, Path: path}
	e.Modified, e.Err = modified(path)
	return e
}

// TitleOf makes words of a file's name, given without its folder: the title of a
// picture that nobody named. Underscores and hyphens stand for spaces where a name
// has none; where it has some, they are meant.
func TitleOf(name string) string {
	stem := text(strings.TrimSuffix(name, filepath.Ext(name)))
	title := stem
	if !strings.Contains(stem, " ") {
		title = strings.NewReplacer("_", " ", "-", " ").Replace(stem)
	}
	return cmp.Or(strings.Join(strings.Fields(title), " "), stem)
}
