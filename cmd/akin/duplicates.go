package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"akin/engine"

	"github.com/spf13/cobra"
)

type duplicatesFlags struct {
	merge  bool
	dryRun bool
	merges bool
	undo   string
}

func duplicatesCommand(g *globals) *cobra.Command {
	d, f := &doer{g: g}, new(duplicatesFlags)
	cmd := &cobra.Command{
		Use:   "duplicates",
		Short: "List pins whose pictures are copies of one another, merge them, undo that",
		Long: "Lists clusters of pins whose pictures are copies, each with the best original first: the largest,\n" +
			"then the oldest. A copy is one of the original itself, not merely of another copy.\n\n" +
			"With --merge the original takes over what its copies are saved to, with the earlier time where\n" +
			"both are on a board, and their words: tags that it lacks, a title and a link if it has none, and\n" +
			"as paragraphs of its description what they say besides. The copies are no pins any more then;\n" +
			"importing them again changes nothing. Public pins and one's own secret pins are merged apart, so\n" +
			"that nothing secret becomes public. Nothing is lost: --undo brings everything back, but for what\n" +
			"was changed since, which it leaves as it is and lists.",
		Example: "  akin duplicates --json\n  akin duplicates --merge\n  akin duplicates --merges\n  akin duplicates --undo 4f1d2a90c3b7e586",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(cmd); err != nil {
				return usage(err)
			}
			return d.run(cmd, !f.merge && f.undo == "", func(ctx context.Context, by engine.UserID, c collection) error {
				switch {
				case f.merge:
					return g.mergeDuplicates(ctx, cmd, c, by, f.dryRun)
				case f.merges:
					return g.listMerges(ctx, cmd, c, by)
				case f.undo != "":
					return g.undoMerge(ctx, cmd, c, by, engine.MergeID(f.undo))
				}
				return g.listDuplicates(ctx, cmd, c, by)
			})
		},
	}
	d.register(cmd)
	cmd.Flags().BoolVar(&f.merge, "merge", false, "merge copies into their originals")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "with --merge: say what would be done, and write nothing")
	cmd.Flags().BoolVar(&f.merges, "merges", false, "list the merges that can be undone, the last first")
	cmd.Flags().StringVar(&f.undo, "undo", "", "undo the merge of this ID")
	return cmd
}

func (f *duplicatesFlags) check(cmd *cobra.Command) error {
	if f.dryRun && !f.merge {
		return errors.New("--dry-run is for --merge; to list duplicates changes nothing anyway")
	}
	if cmd.Flags().Changed("undo") && f.undo == "" {
		return errors.New("--undo is empty: give a merge's ID, 'akin duplicates --merges' lists them")
	}
	if f.merge && f.merges || (f.merge || f.merges) && f.undo != "" {
		return errors.New("--merge, --merges and --undo are different things: give one of them")
	}
	return nil
}

func (g *globals) listDuplicates(ctx context.Context, cmd *cobra.Command, c collection, by engine.UserID) error {
	out, p := cmd.OutOrStdout(), newProgress(cmd.ErrOrStderr())
	opts := engine.DuplicateOptions{Progress: func(done, all int) { p.at("comparing", done, all) }}
	sum, err := c.duplicates(ctx, by, opts, func(cl engine.Cluster) error {
		if g.json {
			return printJSON(out, cl)
		}
		return printCluster(out, "", &cl)
	})
	p.close()
	if err != nil || g.json {
		return err
	}
	_, err = fmt.Fprintf(out, "%s with %s among %d pictures\n", counted(sum.Clusters, "cluster", "clusters"), counted(sum.Copies, "copy", "copies"), sum.Pins)
	return err
}

func (g *globals) mergeDuplicates(ctx context.Context, cmd *cobra.Command, c collection, by engine.UserID, dry bool) error {
	out, p := cmd.OutOrStdout(), newProgress(cmd.ErrOrStderr())
	opts := engine.MergeOptions{DryRun: dry}
	opts.Progress = func(done, all int) { p.at("comparing", done, all) }
	sum, err := c.mergeDuplicates(ctx, by, opts, func(m engine.MergedCluster) error {
		if g.json {
			return printJSON(out, m)
		}
		return printCluster(out, mergeLine(&m), &m.Cluster)
	})
	p.close()
	if sum.Skipped > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s changed meanwhile and left as they are; run it again\n", counted(sum.Skipped, "cluster", "clusters"))
	}
	if err != nil || g.json {
		return err
	}
	done := "merged"
	if dry {
		done = "would be merged"
	}
	_, err = fmt.Fprintf(out, "%s %s into %s\n", counted(sum.Copies, "copy", "copies"), done, counted(sum.Clusters, "original", "originals"))
	return err
}

// mergeLine says what a merge did.
func mergeLine(m *engine.MergedCluster) string {
	name := "merge " + string(m.Merge)
	if m.Merge == "" {
		name = "would be merged"
	}
	words := "no words"
	if len(m.Words) > 0 {
		words = strings.Join(m.Words, ", ")
	}
	return fmt.Sprintf("%s: %s and %s", name, counted(m.Saves, "save", "saves"), words)
}

// printCluster shows a cluster under a line of its own, if there is one.
func printCluster(w io.Writer, line string, c *engine.Cluster) error {
	if line != "" {
		fmt.Fprintln(w, line)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(p *engine.ClusterPin, how string) {
		title := short(p.Title, 30)
		if p.Secret {
			title = strings.TrimSpace(title + " (secret)")
		}
		fmt.Fprintf(t, "%s\t%dx%d\t%s\t%s\t%s\n", p.ID, p.Width, p.Height, title, p.Source, how)
	}
	row(&c.Original, "original")
	for i := range c.Copies {
		row(&c.Copies[i].ClusterPin, strings.Join(c.Copies[i].How, ", "))
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func (g *globals) listMerges(ctx context.Context, cmd *cobra.Command, c collection, by engine.UserID) error {
	all := engine.MergeList{Items: []engine.MergeInfo{}}
	for page := (engine.Page{Limit: engine.MaxLimit}); ; {
		list, err := c.merges(ctx, by, page)
		if err != nil {
			return err
		}
		all.Items = append(all.Items, list.Items...)
		if list.Bookmark == nil {
			break
		}
		page.Bookmark = *list.Bookmark
	}
	out := cmd.OutOrStdout()
	if g.json {
		return printJSON(out, all)
	}
	if len(all.Items) == 0 {
		_, err := fmt.Fprintln(out, "no merges")
		return err
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "MERGE\tWHEN\tORIGINAL\tCOPIES")
	for _, m := range all.Items {
		var copies []string
		for _, c := range m.Copies {
			copies = append(copies, string(c.ID))
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.ID, m.MergedAt.Format("2006-01-02 15:04"), m.Original, short(strings.Join(copies, " "), 60))
	}
	return t.Flush()
}

func (g *globals) undoMerge(ctx context.Context, cmd *cobra.Command, c collection, by engine.UserID, id engine.MergeID) error {
	undone, err := c.undoMerge(ctx, by, id)
	if err != nil {
		return err
	}
	stays := ""
	if len(undone.Stays) > 0 {
		stays = "; changed since, and left as it is: " + strings.Join(undone.Stays, ", ")
	}
	return g.print(cmd.OutOrStdout(), undone, "merge %s is undone: %s back beside %s%s",
		undone.Merge, counted(len(undone.Restored), "copy is", "copies are"), undone.Original, stays)
}

// counted is a number with the word for so many.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
