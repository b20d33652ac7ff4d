package record

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
)

func TestOpenTwiceSeesEverything(t *testing.T) {
	path := filepath.Join(t.TempDir(), "akin.db")
	d := openDB(t, path, Options{})
	keep(t, d, deposit("a", "boats", "sea"), deposit("b", "trees"))
	want, head := everything(t, d), headOf(t, d)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, opts := range []Options{{}, {ReadOnly: true}} {
		d := openDB(t, path, opts)
		equal(t, "pins", everything(t, d), want)
		equal(t, "head", headOf(t, d), head)
		d.Close()
	}
}

func TestReadOnlyBesideAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "akin.db")
	w := openDB(t, path, Options{})
	r := openDB(t, path, Options{ReadOnly: true})
	keep(t, w, deposit("a", "boats", "sea"))
	equal(t, "pins read beside the writer", everything(t, r), everything(t, w))

	_, err := r.Keep(t.Context(), []engine.Deposit{deposit("b", "trees")})
	equal(t, "kind of a write", engine.KindOf(err), engine.NotAllowed)
}

// A process that is killed leaves a file and a log as they were at that
// moment. Both openings must bring home all that was kept.
func TestOpenAfterAKill(t *testing.T) {
	dir := t.TempDir()
	d := openDB(t, filepath.Join(dir, "akin.db"), Options{})
	keep(t, d, deposit("a", "boats", "sea"), deposit("b", "trees"))
	want := everything(t, d)
	for _, opts := range []Options{{}, {ReadOnly: true}} {
		killed := filepath.Join(t.TempDir(), "akin.db")
		for _, end := range []string{"", "-wal"} {
			data, err := os.ReadFile(filepath.Join(dir, "akin.db"+end))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(killed+end, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		equal(t, "pins after a kill", everything(t, openDB(t, killed, opts)), want)
	}
}

// A kill half-way through writing a batch cuts the log; what was kept before
// is there, and nothing of the batch.
func TestOpenAfterAKillInABatch(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "akin.db")
	d := openDB(t, path, Options{})
	keep(t, d, deposit("a", "boats", "sea"))
	want := everything(t, d)
	before := fileSize(t, path+"-wal")
	keep(t, d, deposit("b", "trees", "land"), deposit("c", "hills", "land"))
	after := fileSize(t, path+"-wal")

	killed := filepath.Join(t.TempDir(), "akin.db")
	for end, size := range map[string]int64{"": fileSize(t, path), "-wal": (before + after) / 2} {
		data, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(killed+end, data[:size], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "pins after a kill", everything(t, openDB(t, killed, Options{})), want)
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, content string) {
		if err := os.WriteFile(at(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("empty.db", "")
	write("text.db", strings.Repeat("this is no database ", 100))
	openDB(t, at("newer.db"), Options{}).Close()
	execute(t, at("newer.db"), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
	openDB(t, at("older.db"), Options{}).Close()
	execute(t, at("older.db"), "UPDATE goose_db_version SET version_id = 0")

	for _, c := range []struct {
		file string
		opts Options
		kind engine.Kind
		says string
	}{
		{"missing.db", Options{ReadOnly: true}, engine.NotFound, "akin import"},
		{"empty.db", Options{ReadOnly: true}, engine.NotFound, "akin import"},
		{"older.db", Options{ReadOnly: true}, engine.NotFound, "akin import"},
		{"newer.db", Options{ReadOnly: true}, engine.Internal, "schema is version 99, this akin knows only 2"},
		{"newer.db", Options{}, engine.Internal, "schema is version 99, this akin knows only 2"},
		{"text.db", Options{ReadOnly: true}, engine.Internal, "not a database"},
		{"text.db", Options{}, engine.Internal, "not a database"},
		{"no/folder.db", Options{}, engine.Internal, "unable to open database file"},
	} {
		d, err := Open(at(c.file), c.opts)
		if err == nil {
			d.Close()
			t.Errorf("%s opened with %+v", c.file, c.opts)
			continue
		}
		if engine.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s with %+v: %v (kind %d), want kind %d and %q", c.file, c.opts, err, engine.KindOf(err), c.kind, c.says)
		}
	}
	if _, err := os.Stat(at("missing.db")); err == nil {
		t.Error("a read-only open made the file")
	}
}

func TestOpenOddNames(t *testing.T) {
	for _, name := range []string{"a b.db", "50%.db", "what?.db", "a#b.db", "ä&c=d.db"} {
		path := filepath.Join(t.TempDir(), name)
		openDB(t, path, Options{}).Close()
		if fileSize(t, path) == 0 {
			t.Errorf("%q is empty", name)
		}
	}
}

func TestSchemaVersionIsTheNewestMigration(t *testing.T) {
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "schemaVersion", schemaVersion, len(files))
}

func TestDurableSettings(t *testing.T) {
	d := openDB(t, filepath.Join(t.TempDir(), "akin.db"), Options{})
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"} {
		var got string
		if err := d.write.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil {
			t.Fatal(err)
		}
		equal(t, pragma, got, want)
	}
}

func TestCancelled(t *testing.T) {
	d := openDB(t, filepath.Join(t.TempDir(), "akin.db"), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	v, err := d.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	cancel()
	_, kept := d.Keep(ctx, []engine.Deposit{deposit("a", "boats")})
	_, read := d.Pins(ctx, "", []engine.PinID{"a"})
	_, _, changed := d.Changed(ctx, 0)
	each := v.EachPin(ctx, func(engine.Pin) error { return nil })
	for i, err := range []error{kept, read, changed, each} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("call %d after its context ended: %v", i, err)
		}
	}
	equal(t, "head", headOf(t, d), 0)
	keep(t, d, deposit("a", "boats")) // the writer still works
}

// execute runs a statement on the file behind the record's back.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
