package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxLine bounds a manifest's line, its newline included. A description of a
// hundred pages fits; a picture packed into JSON does not, and has no place
// there.
const maxLine = 1 << 20

var errLong = fmt.Errorf("longer than %d bytes: is the manifest one pin a line?", maxLine)

func isManifest(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".ndjson") || isPacked(name)
}

func isPacked(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), ".ndjson.gz")
}

// manifest reads a file of JSON objects, one pin a line.
func (w *walk) manifest(path string) bool {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return w.fail(name, err)
	}
	defer f.Close()
	m := manifest{dir: filepath.Dir(path), name: text(name)}
	if info, err := f.Stat(); err == nil {
		m.modified = info.ModTime()
	}
	if !isPacked(name) {
		return w.lines(m, f)
	}
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return w.fail(name, fmt.Errorf("unpacking: %w (is it packed with gzip, as its name says?)", err))
	}
	return w.lines(m, unpacked)
}

// lines hands on the lines of a manifest that are not blank. What cannot be
// read ends the manifest with an entry that says so, after the lines before it.
func (w *walk) lines(m manifest, r io.Reader) bool {
	in := lineReader{in: bufio.NewReaderSize(r, maxLine)}
	for w.ctx.Err() == nil {
		line, err := in.next()
		switch {
		case err == io.EOF:
			return true
		case errors.Is(err, errLong):
			err = fmt.Errorf("line %d: %w", in.line, err)
			if !w.fail(m.name, err) {
				return false
			}
		case err != nil:
			return w.fail(m.name, fmt.Errorf("line %d: %w (the file is damaged or cut short; the lines before are read)", in.line, err))
		case len(line) > 0 && !w.found(func() Entry { return m.entry(in.line, line) }):
			return false
		}
	}
	return false
}

// A lineReader cuts a text into lines and counts them from 1.
type lineReader struct {
	in   *bufio.Reader
	line int // number of the line that next returned
}

// next returns a line without the spaces around it, valid until the call
// after; errLong for a line that is too long, after which one can go on;
// io.EOF at the end.
func (l *lineReader) next() ([]byte, error) {
	l.line++
	line, err := l.in.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return nil, l.skipLine()
	}
	if err == io.EOF && len(line) > 0 {
		err = nil // the last line needs no newline
	}
	if err != nil {
		return nil, err // half a line would be wrong JSON and hide the cause
	}
	if l.line == 1 {
		line = bytes.TrimPrefix(line, []byte("\uFEFF")) // some editors begin UTF-8 with a byte order mark
	}
	return bytes.TrimSpace(line), nil
}

// skipLine drops the rest of a line and returns errLong. An error of reading
// comes again with the next line.
func (l *lineReader) skipLine() error {
	for {
		if _, err := l.in.ReadSlice('\n'); err != bufio.ErrBufferFull {
			return errLong
		}
	}
}
