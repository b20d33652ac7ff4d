package enginetest

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"

	"akin/engine"
)

// TestPictures holds an implementation of engine.Pictures to its promises.
// open returns an empty one and cleans up by itself.
func TestPictures(t *testing.T, open func(t *testing.T) engine.Pictures) {
	t.Run("bytes come back", func(t *testing.T) { bytesComeBack(t, open(t)) })
	t.Run("what is not there", func(t *testing.T) { notThere(t, open(t)) })
	t.Run("one picture from many", func(t *testing.T) { oneFromMany(t, open(t)) })
}

func bytesComeBack(t *testing.T, p engine.Pictures) {
	all := map[string][]byte{"empty": {}, "long": bytes.Repeat([]byte("long"), 100_000)}
	for name, data := range Bytes() {
		all[name] = data
	}
	for name, data := range all {
		given := bytes.Clone(data)
		for range 2 {
			if id, err := p.Keep(given); err != nil || id != engine.PictureIDOf(data) {
				t.Errorf("%s is kept as %q, %v", name, id, err)
			}
		}
		for i := range given {
			given[i] = 0 // the bytes stay the caller's
		}
	}
	for name, data := range all {
		if got := readAll(t, p, engine.PictureIDOf(data)); !bytes.Equal(got, data) {
			t.Errorf("%s comes back as %d other bytes of %d", name, len(got), len(data))
		}
	}
}

func notThere(t *testing.T, p engine.Pictures) {
	if _, err := p.Open(engine.PictureIDOf([]byte("never kept"))); engine.KindOf(err) != engine.NotFound {
		t.Errorf("opening what is not there: %v, want an error of kind NotFound", err)
	}
}

func oneFromMany(t *testing.T, p engine.Pictures) {
	data := []byte(strings.Repeat("one", 10_000))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			id, err := p.Keep(data)
			if err != nil {
				t.Error(err)
				return
			}
			if got := readAll(t, p, id); !bytes.Equal(got, data) {
				t.Errorf("kept and read back as %d other bytes", len(got))
			}
		})
	}
	wg.Wait()
}

// readAll reads a picture from its middle and then from its start.
func readAll(t *testing.T, p engine.Pictures, id engine.PictureID) []byte {
	t.Helper()
	f, err := p.Open(id)
	if err != nil {
		t.Errorf("opening %s: %v", id, err)
		return nil
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = f.Seek(size/2, io.SeekStart)
	}
	half, more := io.ReadAll(f)
	if _, again := f.Seek(0, io.SeekStart); err != nil || more != nil || again != nil {
		t.Errorf("seeking in %s: %v, %v, %v", id, err, more, again)
	}
	all, err := io.ReadAll(f)
	if err != nil || !bytes.HasSuffix(all, half) || int64(len(all)) != size {
		t.Errorf("reading %s: %d bytes of %d, %v", id, len(all), size, err)
	}
	return all
}
