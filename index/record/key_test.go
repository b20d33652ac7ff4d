package record

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"akin/engine"
)

func TestKey(t *testing.T) {
	d, other := newDB(t), newDB(t)
	key := func(d *DB) string {
		t.Helper()
		k, err := d.Key(t.Context())
		if err != nil || len(k) != 32 {
			t.Fatalf("key of %d bytes, %v", len(k), err)
		}
		return string(k)
	}
	first := key(d)
	if first == key(other) || first == strings.Repeat("\x00", 32) {
		t.Error("the key is no secret")
	}
	path := d.path(t)
	d.Close()
	equal(t, "key after a start", key(openDB(t, path, Options{})), first)
	equal(t, "key read only", key(openDB(t, path, Options{ReadOnly: true})), first)

	execute(t, path, "DELETE FROM setting")
	_, err := openDB(t, path, Options{ReadOnly: true}).Key(t.Context())
	refused(t, err, engine.Internal, "any command that writes makes one")
}

func TestOneKeyForAllWhoMakeItAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "akin.db")
	openDB(t, path, Options{}).Close()
	execute(t, path, "DELETE FROM setting")
	keys := make([]string, 4)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			d, err := Open(path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			key, err := d.Key(t.Context())
			if err != nil {
				t.Error(err)
			}
			keys[i] = string(key)
		})
	}
	all.Wait()
	equal(t, "different keys", len(slices.Compact(keys)), 1)
}
