package main

import "github.com/spf13/cobra"

func evalCommand(g *globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure how good the answers are",
		Args:  args(cobra.NoArgs),
	}
	cmd.AddCommand(evalDemoCommand(g), evalBoardsCommand(g), evalPhotosCommand(g), evalCopiesCommand(g))
	return cmd
}
