package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"akin/assets/demo"
	"akin/engine"
	"akin/engine/job"

	"github.com/spf13/cobra"
)

// A demoSize says which demo is painted.
type demoSize struct {
	Pins int    `json:"pins"`
	Seed uint64 `json:"seed"`
}

// demoPins fill every style and board, and are painted in less than a minute
// on two processors.
const demoPins = 720

func (d *demoSize) register(cmd *cobra.Command) {
	cmd.Flags().IntVar(&d.Pins, "pins", demoPins, "how many pins to paint")
	cmd.Flags().Uint64Var(&d.Seed, "seed", 1, "paint others than usual")
}

func (d *demoSize) check() error {
	if d.Pins < 1 || d.Pins > 1_000_000 {
		return fmt.Errorf("--pins is %d, must be 1 to 1000000", d.Pins)
	}
	return nil
}

type demoFlags struct {
	serveFlags
	demoSize
}

func demoCommand(g *globals) *cobra.Command {
	f := new(demoFlags)
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Paint a collection to try akin on, and serve it",
		Long: "Paints pictures, keeps them on boards of people who are made up, and serves them from the first\n" +
			"seconds on. It stays in a folder of its own, so that the next start is quick. Interrupted while\n" +
			"it paints, it goes on with the rest the next time.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return g.demo(cmd, f) },
	}
	f.serveFlags.register(cmd)
	f.demoSize.register(cmd)
	return cmd
}

// demoData is the folder of the demo, beside that of the collection: neither
// AKIN_DATA nor the default, which are somebody's own pins.
func demoData() string { return filepath.Join(filepath.Dir(defaultData()), "akin-demo") }

func (g *globals) demo(cmd *cobra.Command, f *demoFlags) error {
	if err := f.demoSize.check(); err != nil {
		return usage(err)
	}
	if g.data == "" {
		g.data = demoData()
	}
	if n := findNeighbour(cmd.Context(), g.dir()); n != nil {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "the demo is served already: %s/\n", n.address)
		return err
	}
	painted, err := f.begin(g.dir())
	if err != nil {
		return usage(err)
	}
	p := newProgress(cmd.ErrOrStderr())
	defer p.close()
	log := slog.New(slog.NewTextHandler(p, &slog.HandlerOptions{Level: slog.LevelWarn})) // requests would hide the address
	return g.serveFolder(cmd.Context(), &f.serveFlags, log, func(ctx context.Context, c *folder, address string) error {
		if !painted {
			p.say("painting %d pins into %s; they show while it goes on: %s/", f.Pins, g.dir(), address)
			err := f.paintBeside(ctx, c, p)
			if err == nil {
				err = f.end(g.dir())
			}
			if err != nil && !errors.Is(err, errStopped) {
				return err
			}
		}
		p.close()
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "akin demo: %s/\n", address)
		return err
	})
}

// A demoFile is what DATA/demo.json says: which demo a folder is for, since the
// pins of two would overwrite each other, and whether all of it was painted,
// since what was deleted later shall stay so.
type demoFile struct {
	demoSize
	Painted bool `json:"painted"`
}

const demoFileName = "demo.json"

// begin makes a folder the demo's and tells whether all is painted.
func (d *demoSize) begin(dir string) (painted bool, err error) {
	data, err := os.ReadFile(filepath.Join(dir, demoFileName))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "akin.db")); err == nil {
			return false, fmt.Errorf("%s holds a collection that is no demo: name another folder with --data", dir)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return false, err
		}
		return false, d.write(dir, false)
	}
	if err != nil {
		return false, err
	}
	var f demoFile
	if err := json.Unmarshal(data, &f); err != nil {
		return false, fmt.Errorf("%s: %w", filepath.Join(dir, demoFileName), err)
	}
	if f.demoSize != *d {
		return false, fmt.Errorf("%s holds the demo of %d pins with seed %d: name another folder with --data, or delete it", dir, f.Pins, f.Seed)
	}
	return f.Painted, nil
}

func (d *demoSize) end(dir string) error { return d.write(dir, true) }

func (d *demoSize) write(dir string, painted bool) error {
	data, err := json.Marshal(demoFile{*d, painted})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, demoFileName), append(data, '\n'), 0o644)
}

// errStopped says that painting was stopped, here or from the page. What is
// painted is served, and the next start goes on.
var errStopped = errors.New("painting was stopped")

// paintBeside paints as a job, which the page shows too, and follows it to its
// end.
func (d *demoSize) paintBeside(ctx context.Context, c *folder, p *progress) error {
	j, err := c.eng.StartWork(ctx, engine.PaintJob, func(ctx context.Context, tell *job.Teller) (any, error) {
		return paintDemo(ctx, c, demo.New(d.Seed, d.Pins), tell.Progress)
	})
	if err != nil {
		return err
	}
	events, err := c.eng.WatchJob(ctx, j.ID, 0)
	if err != nil {
		return err
	}
	for e := range events {
		switch e.Name {
		case job.Progress:
			var at struct {
				Stage     string
				Done, All int
			}
			if err := json.Unmarshal(e.Data, &at); err != nil {
				return err
			}
			p.at(at.Stage, at.Done, at.All)
		case job.End:
			return paintingEnd(e.Data)
		}
	}
	return errStopped
}

// paintingEnd tells how the painting ended.
func paintingEnd(data []byte) error {
	var end endedJob
	if err := json.Unmarshal(data, &end); err != nil {
		return err
	}
	switch end.State {
	case string(job.Done):
		return nil
	case string(job.Failed):
		return fmt.Errorf("painting: %s", end.Error)
	}
	return errStopped
}
