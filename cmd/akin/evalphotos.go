package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"akin/engine/eye"

	"github.com/spf13/cobra"
)

// A photosReport is what eval photos measures: how well looks alone find a
// picture's class.
type photosReport struct {
	Pictures int `json:"pictures"`
	Classes  int `json:"classes"`
	Queries  int `json:"queries"`
	quality
	CI       map[string][2]float64 `json:"ci"`       // 95 % bootstrap intervals of p1, p10, p20, map
	Signals  map[string]quality    `json:"signals"`  // each signal of looks alone
	Without  map[string]quality    `json:"without"`  // all of them but one
	Walk     onOff                 `json:"walk"`     // with and without the walk
	Unseen   unseenReport          `json:"unseen"`   // pictures that are not in the index
	Baseline quality               `json:"baseline"` // a plain colour histogram, see hsvGrid
	Fit      fitReport             `json:"fit"`
}

// quality is what one way finds, as means over queries of which all pictures but
// the query are ranked.
type quality struct {
	P1  float64 `json:"p1"`  // share of the first that is of the query's class
	P10 float64 `json:"p10"` // of the first ten
	P20 float64 `json:"p20"`
	MAP float64 `json:"map"` // mean over all of the class of the precision where each stands
}

type onOff struct {
	On  quality `json:"on"`
	Off quality `json:"off"`
}

// An unseenReport is over ten turns, each of which leaves every tenth picture
// out of the fit and the index, and asks with it.
type unseenReport struct {
	Queries int `json:"queries"`
	quality
	Indexed quality `json:"indexed"` // the same queries as pins, all pictures in the index
}

type fitReport struct {
	Shipped bool               `json:"shipped"` // whether it is the shipped fit: too few pictures for one of their own
	Weights map[string]float64 `json:"weights"` // of each block, adding up to 1
}

type evalPhotosFlags struct {
	report string
}

func evalPhotosCommand(g *globals) *cobra.Command {
	f := new(evalPhotosFlags)
	cmd := &cobra.Command{
		Use:   "photos DIR",
		Short: "Measure how well looks alone find a picture's kind",
		Long: "Imports all pictures below DIR, whose folders are the classes, into a folder that is thrown away,\n" +
			"without words, boards and names. The index learns once how to compare them, without being told the\n" +
			"classes. Each picture then asks for the others, with the signals of looks alone. It counts how many\n" +
			"of the first answers are of the class, by all looks together, by and without each of them, and by a\n" +
			"plain colour histogram. Of more than 2,000 pictures, 2,000 at equal distances ask, and precision is\n" +
			"counted down to the thousandth answer. A thousand pictures take some minutes. Nothing is kept.",
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error { return g.evalPhotos(cmd, a[0], f) },
	}
	cmd.Flags().StringVar(&f.report, "report", "", "write a page with the best and the worst queries into this folder")
	return cmd
}

func (g *globals) evalPhotos(cmd *cobra.Command, dir string, f *evalPhotosFlags) error {
	ctx, p := cmd.Context(), newProgress(cmd.ErrOrStderr())
	e, err := readPhotos(ctx, dir, p)
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

func (r *photosReport) print(out io.Writer) error {
	fmt.Fprintf(out, "%d pictures of %d classes, %d queries\n\n P@1   P@10  P@20  mAP\n", r.Pictures, r.Classes, r.Queries)
	for _, row := range r.rows() {
		fmt.Fprintf(out, "%.3f  %.3f  %.3f  %.3f  %s\n", row.P1, row.P10, row.P20, row.MAP, row.Name)
	}
	fit := "fitted to these pictures"
	if r.Fit.Shipped {
		fit = "the shipped fit, too few pictures for one of their own"
	}
	fmt.Fprintf(out, "\nblocks' weights (%s):", fit)
	for _, b := range r.Fit.byWeight() {
		fmt.Fprintf(out, " %s %.3f", b, r.Fit.Weights[b])
	}
	_, err := fmt.Fprintln(out)
	return err
}

// rows are all ways in the order in which they are told.
func (r *photosReport) rows() []photosRow {
	end := func(i int) quality { return quality{r.CI["p1"][i], r.CI["p10"][i], r.CI["p20"][i], r.CI["map"][i]} }
	rows := []photosRow{
		{r.quality, "all looks"}, {end(0), "  95 % from"}, {end(1), "  to"}, {r.Walk.Off, "without the walk"},
	}
	for _, name := range slices.Sorted(maps.Keys(r.Signals)) {
		rows = append(rows, photosRow{r.Signals[name], name + " alone"})
	}
	for _, name := range slices.Sorted(maps.Keys(r.Without)) {
		rows = append(rows, photosRow{r.Without[name], "without " + name})
	}
	return append(rows,
		photosRow{r.Unseen.quality, "pictures that are not in the index"},
		photosRow{r.Unseen.Indexed, "  the same ones in the index"},
		photosRow{r.Baseline, "baseline: a plain colour histogram"})
}

func (f *fitReport) byWeight() []string {
	return slices.SortedFunc(maps.Keys(f.Weights), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.Weights[b], f.Weights[a]), cmp.Compare(a, b))
	})
}

func fitReportOf(f *eye.Fit, shipped bool) fitReport {
	r := fitReport{shipped, map[string]float64{}}
	for b := range eye.Blocks {
		r.Weights[b.String()] = f.Weights().Share(b)
	}
	return r
}
