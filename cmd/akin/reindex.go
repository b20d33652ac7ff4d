package main

import (
	"fmt"

	"akin/engine"
	"akin/index"

	"github.com/spf13/cobra"
)

func reindexCommand(g *globals) *cobra.Command {
	var fit bool
	cmd := &cobra.Command{
		Use:   "reindex",
		Short: "Derive the index anew from the record",
		Long: "Builds a new generation of everything that is derived, beside the present one, and puts it\n" +
			"in its place. It can be stopped at any point; features worked out so far are not lost.\n" +
			"How pictures are compared is learned from the collection the first time; --fit learns it anew,\n" +
			"which pays when the collection has grown to several times what it was, or is of other things.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return g.reindex(cmd, fit) },
	}
	cmd.Flags().BoolVar(&fit, "fit", false, "learn anew from the public pins how their pictures are compared")
	return cmd
}

func (g *globals) reindex(cmd *cobra.Command, fit bool) error {
	c, err := g.collection(cmd, index.Options{Outdated: true})
	if err != nil {
		return err
	}
	defer c.Close()
	p := newProgress(cmd.ErrOrStderr())
	opts := p.rebuild()
	opts.Fit = fit
	sum, err := c.reindex(cmd.Context(), opts)
	p.close()
	if err != nil {
		return err
	}
	if err := g.printReindex(cmd, sum); err != nil {
		return err
	}
	if sum.Failed > 0 {
		return &exitErr{code: exitFailures}
	}
	return nil
}

func (g *globals) printReindex(cmd *cobra.Command, sum engine.ReindexSummary) error {
	if g.json {
		return printJSON(cmd.OutOrStdout(), sum)
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "generation %s has %d pins\n", sum.Generation, sum.Pins)
	return err
}

// rebuild reports a rebuild of the index.
func (p *progress) rebuild() engine.RebuildOptions {
	return engine.RebuildOptions{
		Progress: p.at,
		Failed: func(id engine.PictureID, err error) {
			p.say("picture %s cannot be read: %v; 'akin verify --all' tells more", id, err)
		},
	}
}
