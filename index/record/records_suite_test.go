package record

import (
	"path/filepath"
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

func TestRecordsSuite(t *testing.T) {
	enginetest.TestRecords(t, func(t *testing.T) engine.Records {
		d, err := Open(filepath.Join(t.TempDir(), "akin.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		return d
	})
}

func TestLibrarySuite(t *testing.T) {
	enginetest.TestLibrary(t, func(t *testing.T) (engine.Records, engine.Library) {
		d := newDB(t)
		return d, d
	})
}
