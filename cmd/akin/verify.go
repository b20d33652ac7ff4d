package main

import (
	"fmt"

	"akin/engine"
	"akin/index"

	"github.com/spf13/cobra"
)

func verifyCommand(g *globals) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check that nothing is missing or damaged",
		Long: "Compares the record with the pictures and with everything derived. With --all it reads every\n" +
			"picture and every file of the index through. Exits with 1 if something is wrong.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return g.verify(cmd, all) },
	}
	cmd.Flags().BoolVar(&all, "all", false, "read every picture and every file of the index through")
	return cmd
}

func (g *globals) verify(cmd *cobra.Command, all bool) error {
	c, err := g.collection(cmd, index.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer c.Close()
	p := newProgress(cmd.ErrOrStderr())
	v, err := c.verify(cmd.Context(), engine.VerifyOptions{All: all, Progress: func(done, n int) { p.at("verifying", done, n) }})
	p.close()
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	if g.json {
		err = printJSON(out, v)
	} else {
		for _, problem := range v.Problems {
			fmt.Fprintf(out, "%s %s: %s\n", problem.Pin, problem.Picture, problem.Text)
		}
		_, err = fmt.Fprintf(out, "%d pins, %d pictures, generation %s: %d problems\n", v.Pins, v.Pictures, v.Generation, len(v.Problems))
	}
	if err == nil && len(v.Problems) > 0 {
		return &exitErr{code: exitError}
	}
	return err
}
