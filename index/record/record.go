// Package record keeps what people put into akin: users, boards, pins, saves
// and the facts about pictures, in one SQLite file.
//
// It is the truth that everything else is derived from, and the only package
// that knows SQL. It does not keep pictures (see index/blob), and it finds
// nothing but boards by title and pins by ID, source or time. Start at [Open];
// [DB.Keep] writes, [DB.View] reads everything, [DB.Changed] reads what came
// since, [DB.Phrases] what a search can be suggested; these know what is public
// and nothing else. [DB.SecretsOf] reads what one user alone sees. What people do
// to one pin or board is [engine.Library]; copies are made one pin, and apart
// again, by [engine.Merges].
//
// Every event has a number in the table change, so that what is derived can
// say how far it got. Schema and queries stand in migrations and queries.sql;
// the package db is generated from them.
package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"akin/engine"
	"akin/index/record/db"
)

//go:generate go run github.com/sqlc-dev/sqlc/cmd/sqlc@v1.30.0 generate

// Options say how to open a record. The zero value opens it for writing, and
// makes it if there is none.
type Options struct {
	ReadOnly bool // neither make nor migrate the file; what would write is NotAllowed
}

// DB is an open record. It implements [engine.Records] and [engine.Library]
// and is safe for concurrent use: there is one writer at a time, and readers
// neither wait for it nor hold it up.
type DB struct {
	write *sql.DB // one connection; nil if read-only
	read  *sql.DB
	puts  *db.Queries // prepared on write
	gets  *db.Queries
}

var (
	_ engine.Records = (*DB)(nil)
	_ engine.Library = (*DB)(nil)
	_ engine.Merges  = (*DB)(nil)
)

// readers bounds the connections that read, each of which has 2 MB of cache.
// A View holds one until it is closed.
const readers = 8

// Open opens the record in that file, whose folder must exist. A read-only
// open of a file that is not there, or holds no record yet, is an
// [engine.Error] of kind NotFound; a record that a newer akin wrote is refused.
func Open(path string, opts Options) (*DB, error) {
	d, err := open(context.Background(), path, opts)
	if err != nil {
		return nil, fmt.Errorf("open record %s: %w", path, err)
	}
	return d, nil
}

func open(ctx context.Context, path string, opts Options) (_ *DB, err error) {
	if _, err := os.Stat(path); opts.ReadOnly && errors.Is(err, fs.ErrNotExist) {
		return nil, errNoRecord
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	d := &DB{}
	defer func() {
		if err != nil {
			d.Close()
		}
	}()
	if !opts.ReadOnly {
		if err := d.openWriter(ctx, path); err != nil {
			return nil, err
		}
	}
	if d.read, err = sql.Open("sqlite", dsn(path, "mode=ro")); err != nil {
		return nil, err
	}
	d.read.SetMaxOpenConns(readers)
	d.read.SetMaxIdleConns(readers)
	d.gets = db.New(d.read)
	if opts.ReadOnly {
		return d, checkVersion(ctx, d.read)
	}
	return d, nil
}

// writerCache is in KiB. Pin IDs come in no order, so a batch touches pages all
// over the file: at 50,000 pins, batches of 1000 were written in two thirds of
// the time that SQLite's own 2 MB took.
const writerCache = 64 << 10

// openWriter makes and migrates the file where needed. With synchronous=FULL a
// commit is on disk when it returns; in WAL mode NORMAL would not be.
// Transactions begin as writers, since one that turns writer half-way can be
// refused.
func (d *DB) openWriter(ctx context.Context, path string) (err error) {
	d.write, err = sql.Open("sqlite", dsn(path, "mode=rwc", "_txlock=immediate",
		"_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=foreign_keys(1)",
		fmt.Sprintf("_pragma=cache_size(-%d)", writerCache)))
	if err != nil {
		return err
	}
	d.write.SetMaxOpenConns(1)
	if err := migrate(ctx, d.write); err != nil {
		return err
	}
	if d.puts, err = db.Prepare(ctx, d.write); err != nil {
		return err
	}
	// Nobody holds phrases yet who would have to be told which are gone.
	if err := d.puts.ForgetPhrases(ctx); err != nil {
		return err
	}
	return makeKey(ctx, d.puts)
}

// dsn names the file to the driver. A process that meets another one's lock
// waits ten seconds, longer than any batch takes to write.
func dsn(path string, params ...string) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: "_error_rc=1&_pragma=busy_timeout(10000)"}
	for _, p := range params {
		u.RawQuery += "&" + p
	}
	return u.String()
}

// change runs f in one transaction, which is on disk when change returns;
// after an error nothing of it is kept. A transaction that wrote nothing costs
// no wait for the disk.
func (d *DB) change(ctx context.Context, what string, f func(q *db.Queries) error) error {
	if d.write == nil {
		return engine.Errorf(engine.NotAllowed, "%s: the record is open for reading only", what)
	}
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer tx.Rollback()
	if err := f(d.puts.WithTx(tx)); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Close lets go of the file. The writer goes last, since the last connection
// brings the log home into the file, and readers could not.
func (d *DB) Close() error {
	var errs []error
	if d.read != nil {
		errs = append(errs, d.read.Close())
	}
	if d.puts != nil {
		errs = append(errs, d.puts.Close())
	}
	if d.write != nil {
		errs = append(errs, d.write.Close())
	}
	return errors.Join(errs...)
}
