package record

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"testing"

	"github.com/pressly/goose/v3"

	"akin/engine"
)

// A record of each older version is brought up to date by whatever writes, with
// all that it holds, and says so to what only reads.
func TestOlderRecordsAreBroughtUpToDate(t *testing.T) {
	files, err := fs.Sub(migrations, "migrations")
	must(t, err)
	for version := int64(1); version < schemaVersion; version++ {
		path := filepath.Join(t.TempDir(), "akin.db")
		old, err := sql.Open("sqlite", dsn(path, "mode=rwc"))
		must(t, err)
		p, err := goose.NewProvider(goose.DialectSQLite3, old, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
		must(t, err)
		_, err = p.UpTo(t.Context(), version)
		must(t, err)
		_, err = old.Exec(`INSERT INTO user VALUES ('ana'); INSERT INTO picture (hash, format, bytes, width, height) VALUES ('00', 'png', 1, 1, 1);
			INSERT INTO pin VALUES ('a', 'ana', 'Boats', '', '[]', '', '', '00', 7, 0)`)
		must(t, err)
		must(t, old.Close())

		_, err = Open(path, Options{ReadOnly: true})
		refused(t, err, engine.Internal, "any command that writes brings it up to date")
		d := openDB(t, path, Options{})
		equal(t, "pins", everything(t, d)[0].Title, "Boats")
		list, err := d.Merges(t.Context(), "ana", engine.MergePosition{}, 1)
		equal(t, "merges", []any{len(list), err}, []any{0, nil})
		equal(t, "pins read", len(everything(t, openDB(t, path, Options{ReadOnly: true}))), 1)
	}
}
