package page

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"akin/assets"
)

// AssetPath is where pages expect what Set.Asset returns.
const AssetPath = "/assets/"

// A file is what a page refers to beside pictures.
type file struct {
	data        []byte
	contentType string
}

// files are named by what they hold, so that a browser may keep them for good:
// "akin.css" is served as "akin.3f2a91c04b7d.css".
type files struct {
	byName map[string]file
	names  map[string]string // from the name in a template
}

// Asset returns a file by the name that follows AssetPath. A name is never used
// again for other bytes: answers may be cached for good.
func (s *Set) Asset(name string) (data []byte, contentType string, ok bool) {
	f, ok := s.files.byName[name]
	return f.data, f.contentType, ok
}

func readFiles() (files, error) {
	fsys := files{map[string]file{}, map[string]string{}}
	css, err := sheet()
	if err != nil {
		return fsys, err
	}
	fsys.add("akin.css", css, "text/css; charset=utf-8")
	for _, f := range []struct{ path, contentType string }{
		{"scripts/search.js", "text/javascript; charset=utf-8"},
		{"scripts/suggest.js", "text/javascript; charset=utf-8"},
		{"scripts/save.js", "text/javascript; charset=utf-8"},
		{"scripts/work.js", "text/javascript; charset=utf-8"},
		{"icons/favicon.svg", "image/svg+xml"},
	} {
		data, err := fs.ReadFile(assets.FS, f.path)
		if err != nil {
			return fsys, err
		}
		fsys.add(path.Base(f.path), data, f.contentType)
	}
	return fsys, nil
}

// sheet joins the styles, which saves a browser three requests before it may
// paint, and adds a class for each number of rows.
func sheet() ([]byte, error) {
	var b bytes.Buffer
	parts, err := fs.Glob(assets.FS, "styles/*.css")
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		data, err := fs.ReadFile(assets.FS, p)
		if err != nil {
			return nil, err
		}
		b.Write(data)
	}
	for n := leastRows; n <= mostRows; n++ {
		fmt.Fprintf(&b, ".r%d{--rows:%d}\n", n, n)
	}
	return b.Bytes(), nil
}

func (f files) add(name string, data []byte, contentType string) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := fmt.Sprintf("%s.%x%s", strings.TrimSuffix(name, ext), sum[:6], ext)
	f.byName[hashed] = file{data, contentType}
	f.names[name] = hashed
}

// url is where a template finds a file.
func (f files) url(name string) (string, error) {
	hashed, ok := f.names[name]
	if !ok {
		return "", fmt.Errorf("there is no asset %q", name)
	}
	return AssetPath + hashed, nil
}
