package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"akin/engine"
	"akin/engine/source"
	"akin/index"

	"github.com/spf13/cobra"
)

type importFlags struct {
	board    string
	user     string
	workers  int
	dryRun   bool
	failures string
}

func importCommand(g *globals) *cobra.Command {
	f := new(importFlags)
	cmd := &cobra.Command{
		Use:   "import PATH...",
		Short: "Take in folders of pictures, single pictures, and manifests",
		Long: "Takes in pictures with their words. Each folder with pictures becomes a board. A manifest\n" +
			"(.ndjson, .ndjson.gz) has one pin a line: id, title, description, tags, link, image, boards,\n" +
			"user, created_at; image is a path beside the manifest. Importing the same again adds nothing.\n" +
			"Interrupted, it keeps what it has reported; run it again to take in the rest.",
		Example: "  akin import ~/Pictures\n  akin import --board Kitchens kitchen.jpg stove.png",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE:    func(cmd *cobra.Command, paths []string) error { return g.runImport(cmd, f, paths) },
	}
	cmd.Flags().StringVar(&f.board, "board", "", "put every pin on this board, not on those named by folders and manifests")
	cmd.Flags().StringVar(&f.user, "user", "", "owner of what names no user (default "+string(engine.LocalUser)+")")
	cmd.Flags().IntVar(&f.workers, "workers", 0, "pictures decoded at once (default one per processor)")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "say what would be done, and write nothing")
	cmd.Flags().StringVar(&f.failures, "failures", "", "write a JSON line for each failed entry to this file")
	return cmd
}

func (g *globals) runImport(cmd *cobra.Command, f *importFlags, paths []string) error {
	ctx := cmd.Context()
	if f.workers < 0 {
		return usage(fmt.Errorf("--workers is %d, must not be negative", f.workers))
	}
	src, err := source.Of(paths)
	if err != nil {
		return usage(err)
	}
	c, err := g.openForImport(cmd, f.dryRun)
	if err != nil {
		return err
	}
	defer c.Close()

	r := &importReport{out: cmd.OutOrStdout(), json: g.json, progress: newProgress(cmd.ErrOrStderr())}
	defer r.progress.close()
	if f.failures != "" {
		file, err := os.Create(f.failures)
		if err != nil {
			return err
		}
		defer file.Close()
		r.failures = file
	}
	r.all, r.skipped = src.Count(ctx)
	sum, err := c.importFrom(ctx, paths, engine.ImportOptions{
		User: engine.UserID(f.user), Board: f.board, Workers: f.workers, DryRun: f.dryRun,
		Report: r.line, Rebuild: r.progress.rebuild(),
	})
	return r.close(sum, err)
}

// openForImport opens the collection for writing; for a dry run, to be read,
// or an empty one that is thrown away if there is none yet.
func (g *globals) openForImport(cmd *cobra.Command, dryRun bool) (collection, error) {
	if !dryRun {
		return g.collection(cmd, index.Options{})
	}
	c, err := g.collection(cmd, index.Options{ReadOnly: true})
	if engine.KindOf(err) != engine.NotFound {
		return c, err
	}
	dir, err := os.MkdirTemp("", "akin-dry-run-")
	if err != nil {
		return nil, err
	}
	f, err := openFolder(cmd.Context(), dir, index.Options{}, nil)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &passing{f, dir}, nil
}

// A passing folder is removed when it is closed.
type passing struct {
	*folder
	dir string
}

func (p *passing) Close() error { return errors.Join(p.folder.Close(), os.RemoveAll(p.dir)) }

// An importReport tells of an import as it goes.
type importReport struct {
	out      io.Writer
	json     bool
	failures io.Writer // nil if not asked for
	progress *progress
	done     int
	all      int
	skipped  int
	err      error // of writing, the first
}

func (r *importReport) line(l engine.ImportLine) {
	r.done++
	if l.Status == engine.Failed {
		r.progress.say("failed: %s: %s", l.Source, l.Error)
		if r.failures != nil {
			r.keep(printJSON(r.failures, l))
		}
	}
	if r.json {
		r.keep(printJSON(r.out, l))
	}
	r.progress.at("importing", r.done, r.all)
}

func (r *importReport) keep(err error) {
	if r.err == nil {
		r.err = err
	}
}

// close prints the summary and decides how the command ends.
func (r *importReport) close(sum engine.ImportSummary, err error) error {
	if err == nil {
		err = r.err
	}
	if r.json {
		r.keep(printJSON(r.out, sum))
	} else {
		r.summary(sum)
	}
	if err != nil {
		return err
	}
	if sum.Failed > 0 {
		return &exitErr{code: exitFailures}
	}
	return r.err
}

func (r *importReport) summary(sum engine.ImportSummary) {
	fmt.Fprintf(r.out, "%d added, %d unchanged, %d changed, %d failed in %.1f s", sum.Added, sum.Unchanged, sum.Changed, sum.Failed, sum.Seconds)
	if sum.PicturesPerSecond > 0 {
		fmt.Fprintf(r.out, ", %.1f pictures a second", sum.PicturesPerSecond)
	}
	fmt.Fprintln(r.out)
	if r.skipped > 0 {
		fmt.Fprintf(r.out, "%d other files were passed over\n", r.skipped)
	}
	if r.done > 0 && sum.Added+sum.Changed+sum.Failed == 0 {
		fmt.Fprintln(r.out, "nothing was new")
	}
}
