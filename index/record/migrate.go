package record

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"akin/engine"
)

//go:embed migrations/*.sql
var migrations embed.FS

// schemaVersion is the number of the newest file in migrations.
const schemaVersion = 2

var errNoRecord = &engine.Error{Kind: engine.NotFound, Text: "nothing has been kept there yet", Hint: "run 'akin import' first"}

// migrate brings the file to schemaVersion, each step in its own transaction.
func migrate(ctx context.Context, write *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, write, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	version, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if version > schemaVersion {
		return newerSchema(version)
	}
	_, err = p.Up(ctx)
	return err
}

// checkVersion says why a file cannot be read as it is, or nil.
func checkVersion(ctx context.Context, read *sql.DB) error {
	var tables int
	row := read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = ?", goose.DefaultTablename)
	if err := row.Scan(&tables); err != nil {
		return err
	}
	if tables == 0 {
		return errNoRecord
	}
	var version int64
	row = read.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+goose.DefaultTablename)
	if err := row.Scan(&version); err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	switch {
	case version == 0:
		return errNoRecord // its maker was stopped before the first table
	case version > schemaVersion:
		return newerSchema(version)
	case version < schemaVersion:
		e := engine.Errorf(engine.Internal, "its schema is version %d, this akin reads %d", version, schemaVersion)
		e.Hint = "any command that writes brings it up to date"
		return e
	}
	return nil
}

func newerSchema(version int64) error {
	e := engine.Errorf(engine.Internal, "its schema is version %d, this akin knows only %d", version, schemaVersion)
	e.Hint = "use the newer akin that wrote it"
	return e
}
