package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"akin/engine/alter"

	"github.com/spf13/cobra"
)

// A copiesReport is what eval copies measures: how well a picture that was
// changed is told to be a copy of the one it was made of.
type copiesReport struct {
	Pictures       int                  `json:"pictures"`
	Queries        int                  `json:"queries"`    // each picture as it is, and by each form
	Transforms     map[string]formShare `json:"transforms"` // by the name of the form
	copiesShare                         // of all forms
	FalseFolds     int                  `json:"false_folds"`
	FalseFoldsBase int                  `json:"false_folds_base"` // those among them whose query is a picture as it is
	FalsePairs     []falsePair          `json:"false_pairs"`
	Pairs          int                  `json:"pairs"` // of a query and a pin that it was not made of
	Mild           copiesShare          `json:"mild"`  // of the mild forms
	Beside         map[string]plainHash `json:"beside"`
}

// A copiesShare is of queries that were changed.
type copiesShare struct {
	Found  float64 `json:"found"`  // what they were made of comes first
	Folded float64 `json:"folded"` // and is called what they are a copy of
}

type formShare struct {
	Mild bool `json:"mild"`
	copiesShare
}

// A plainHash is what one distance of hashes tells of the same queries.
type plainHash struct {
	copiesShare
	FalseFolds int                    `json:"false_folds"`
	Mild       copiesShare            `json:"mild"`
	Transforms map[string]copiesShare `json:"transforms"`
}

// A falsePair is a query, a picture as a form changed it, that is called a copy
// of a pin with another picture.
type falsePair struct {
	Form    string `json:"form"` // asItIs for none
	Picture string `json:"picture"`
	Pin     string `json:"pin"`
}

// asItIs names the queries with pictures that nothing was done to.
const asItIs = "as it is"

type evalCopiesFlags struct {
	report string
}

func evalCopiesCommand(g *globals) *cobra.Command {
	f := new(evalCopiesFlags)
	cmd := &cobra.Command{
		Use:   "copies DIR",
		Short: "Measure how well copies are told from other pictures",
		Long: "Imports all pictures below DIR, no two of which may be copies, into a folder that is thrown away,\n" +
			"without words, boards and names. Each picture, as it is and changed in some fifty ways, then asks by\n" +
			"looks alone. Nothing is kept. A thousand pictures take half an hour on two processors. In JSON:\n\n" +
			"  transforms   by the name of a way: mild, whether a person would call it the same picture at a glance;\n" +
			"               found, the share of pictures that come first; folded, that are called the original too\n" +
			"  found, folded, mild   the same over all ways, and over the mild ones\n" +
			"  pairs        queries and pins with another picture\n" +
			"  false_folds  how many of these pairs are called copies; false_folds_base, where nothing was changed;\n" +
			"               false_pairs, which\n" +
			"  beside       what plain hashes tell of the same queries: PDQ with the eight turns, within 31 of 256 bits,\n" +
			"               and goimagehash's perception hash, within 10 of 64; found is the nearest",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error { return g.evalCopies(cmd, a[0], f) },
	}
	cmd.Flags().StringVar(&f.report, "report", "", "write a page with the misses and the false folds into this folder")
	return cmd
}

func (g *globals) evalCopies(cmd *cobra.Command, dir string, f *evalCopiesFlags) error {
	ctx, p := cmd.Context(), newProgress(cmd.ErrOrStderr())
	e, err := readOriginals(ctx, dir, p)
	if err == nil {
		err = e.run(ctx)
	}
	if err == nil && f.report != "" {
		err = e.writeReport(ctx, f.report)
	}
	p.close()
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(cmd.OutOrStdout(), e.sum)
	}
	return e.sum.print(cmd.OutOrStdout())
}

func (r *copiesReport) print(out io.Writer) error {
	names := slices.Sorted(maps.Keys(r.Beside))
	fmt.Fprintf(out, "%d pictures, %d queries\n\nfound folded", r.Pictures, r.Queries)
	for _, name := range names {
		fmt.Fprintf(out, " | %-15s", name)
	}
	fmt.Fprintln(out)
	for _, row := range r.rows() {
		fmt.Fprintf(out, "%.3f  %.3f", row.Found, row.Folded)
		for _, s := range row.Beside {
			fmt.Fprintf(out, " | %.3f  %.3f   ", s.Found, s.Folded)
		}
		fmt.Fprintf(out, "  %s\n", row.Name)
	}
	fmt.Fprintf(out, "\nof %d pairs of different pictures, folded: %d, and %d of these as they are\n", r.Pairs, r.FalseFolds, r.FalseFoldsBase)
	for _, p := range r.FalsePairs {
		fmt.Fprintf(out, "  %s, %s: %s\n", p.Picture, p.Form, p.Pin)
	}
	for _, name := range names {
		fmt.Fprintf(out, "by %s: %d\n", name, r.Beside[name].FalseFolds)
	}
	return nil
}

// A copiesRow is one form, or several, with what the plain hashes tell, in the
// order of their names.
type copiesRow struct {
	copiesShare
	Beside []copiesShare
	Name   string
}

// rows are all forms in the order in which they are told.
func (r *copiesReport) rows() []copiesRow {
	all, mild := copiesRow{r.copiesShare, nil, "all"}, copiesRow{r.Mild, nil, "mild ones (*)"}
	names := slices.Sorted(maps.Keys(r.Beside))
	for _, name := range names {
		all.Beside = append(all.Beside, r.Beside[name].copiesShare)
		mild.Beside = append(mild.Beside, r.Beside[name].Mild)
	}
	rows := []copiesRow{all, mild}
	for _, f := range alter.Forms() {
		row := copiesRow{r.Transforms[f.Name].copiesShare, nil, f.Name}
		if f.Mild {
			row.Name += " *"
		}
		for _, name := range names {
			row.Beside = append(row.Beside, r.Beside[name].Transforms[f.Name])
		}
		rows = append(rows, row)
	}
	return rows
}
