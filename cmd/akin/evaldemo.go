package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"akin/assets/demo"
	"akin/engine"
	"akin/engine/score"
	"akin/index"

	"github.com/spf13/cobra"
)

// A demoReport is what eval demo measures. Shares are of the first ten
// answers, averaged over all pins that are no copies.
type demoReport struct {
	Pins        int     `json:"pins"`
	Style       float64 `json:"p10_style"`         // of the pin's style, all signals
	LooksStyle  float64 `json:"p10_style_looks"`   // the same without words
	Palette     float64 `json:"p10_palette_color"` // of the pin's palette, with colour alone
	ColorStyle  float64 `json:"p10_style_color"`   // of its style, with colour alone
	Board       float64 `json:"board"`             // on a board with the pin
	BoardChance float64 `json:"board_chance"`      // the same for pins drawn at random
	BoardLift   float64 `json:"board_lift"`        // how many times above chance
	Folded      float64 `json:"copies_folded"`     // share of copies that stand under their original
}

type evalDemoFlags struct {
	demoSize
	report string
}

func evalDemoCommand(g *globals) *cobra.Command {
	f := new(evalDemoFlags)
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Measure answers on the demo collection, of which everything is known",
		Long: "Paints the demo collection into a folder that is thrown away, unless --data names one, and asks\n" +
			"for pins like each: how many of the first ten are of its style, how many on one of its boards.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return g.evalDemo(cmd, f) },
	}
	f.demoSize.register(cmd)
	cmd.Flags().StringVar(&f.report, "report", "", "write contact sheets into this folder")
	return cmd
}

func (g *globals) evalDemo(cmd *cobra.Command, f *evalDemoFlags) error {
	ctx := cmd.Context()
	if err := f.demoSize.check(); err != nil {
		return usage(err)
	}
	dir := g.data
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "akin-eval-demo-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	c, err := openFolder(ctx, dir, index.Options{}, nil)
	if err != nil {
		return err
	}
	defer c.Close()
	p := newProgress(cmd.ErrOrStderr())
	painted := demo.New(f.Seed, f.Pins)
	e := &demoEval{eng: c.eng, demo: painted, number: map[engine.PinID]int{}, progress: p}
	_, err = paintDemo(ctx, c, painted, p.at)
	if err == nil {
		err = e.run(ctx)
	}
	if err == nil && f.report != "" {
		err = e.sheets(ctx, f.report)
	}
	p.close()
	if err != nil {
		return err
	}
	return g.printDemoReport(cmd, &e.sum)
}

func (g *globals) printDemoReport(cmd *cobra.Command, r *demoReport) error {
	out := cmd.OutOrStdout()
	if g.json {
		return printJSON(out, r)
	}
	_, err := fmt.Fprintf(out, "%d painted pins, of the first ten answers:\n"+
		"  %.3f of the same style (%.3f by looks alone)\n"+
		"  %.3f of the same palette with colour alone (%.3f of the same style then)\n"+
		"  %.3f on a board with the pin, %.1f times chance (%.4f)\n"+
		"%.3f of the copies folded under their original\n",
		r.Pins, r.Style, r.LooksStyle, r.Palette, r.ColorStyle, r.Board, r.BoardLift, r.BoardChance, r.Folded)
	return err
}

// A demoEval asks about every pin of a painted collection.
type demoEval struct {
	eng      *engine.Engine
	demo     *demo.Collection
	number   map[engine.PinID]int
	boards   [][]int // of each pin, the boards that it is on
	progress *progress
	sum      demoReport
}

// firstAnswers is how many answers count: a person sees about so many at once.
const firstAnswers = 10

func (e *demoEval) run(ctx context.Context) error {
	pins := e.demo.Pins()
	for i, p := range pins {
		e.number[engine.PinID(p.ID)] = i
	}
	e.boards = make([][]int, len(pins))
	for b, board := range e.demo.Boards() {
		for _, i := range board.Pins {
			e.boards[i] = append(e.boards[i], b)
		}
	}
	looks := []score.Signal{score.Copy, score.Color, score.Shape, score.Texture, score.Look}
	colors := []score.Signal{score.Copy, score.Color}
	var style, looksStyle, palette, colorStyle, board, chance, folded mean
	for i := range pins {
		e.progress.at("asking", i+1, len(pins))
		all, copies, err := e.ask(ctx, i, nil)
		if err != nil {
			return err
		}
		if of := pins[i].CopyOf; of >= 0 {
			folded.add(share([]int{0}, func(int) bool { return slices.Contains(copies, of) }))
			continue
		}
		byLooks, _, err := e.ask(ctx, i, looks)
		if err != nil {
			return err
		}
		byColor, _, err := e.ask(ctx, i, colors)
		if err != nil {
			return err
		}
		sameStyle := func(j int) bool { return pins[j].Style == pins[i].Style }
		style.add(share(all, sameStyle))
		looksStyle.add(share(byLooks, sameStyle))
		colorStyle.add(share(byColor, sameStyle))
		palette.add(share(byColor, func(j int) bool { return pins[j].Palette == pins[i].Palette }))
		if len(e.boards[i]) > 0 {
			together := func(j int) bool { return j != i && e.together(i, j) }
			board.add(share(all, together))
			chance.add(share(others(len(pins), i), together))
		}
	}
	e.sum = demoReport{
		Pins: len(pins), Style: style.value(), LooksStyle: looksStyle.value(), Palette: palette.value(), ColorStyle: colorStyle.value(),
		Board: board.value(), BoardChance: chance.value(), BoardLift: board.value() / max(chance.value(), 1e-9), Folded: folded.value(),
	}
	return nil
}

// ask returns the numbers of the first answers to a pin, and of the pins that
// are called its copies.
func (e *demoEval) ask(ctx context.Context, i int, only []score.Signal) (items, copies []int, err error) {
	a, err := e.eng.Find(ctx, engine.Query{
		Pins: []engine.Anchor{{ID: engine.PinID(e.demo.Pins()[i].ID)}}, Only: only, Limit: firstAnswers,
	})
	for _, it := range a.Items {
		items = append(items, e.number[it.Pin.ID])
	}
	for _, c := range a.Anchor.Copies {
		copies = append(copies, e.number[c.ID])
	}
	return items, copies, err
}

// together tells whether two pins share a board.
func (e *demoEval) together(i, j int) bool {
	return slices.ContainsFunc(e.boards[i], func(b int) bool { return slices.Contains(e.boards[j], b) })
}

func others(n, i int) []int {
	var out []int
	for j := range n {
		if j != i {
			out = append(out, j)
		}
	}
	return out
}

// share is how many of the list fit; nothing fits in an empty one.
func share(list []int, fits func(int) bool) float64 {
	n := 0
	for _, i := range list {
		if fits(i) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(list)))
}

// A mean is taken of values one by one.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(v float64) { m.sum, m.n = m.sum+v, m.n+1 }

func (m *mean) value() float64 { return m.sum / float64(max(1, m.n)) }

// sheetPins is how many pins a sheet shows: about two of each style.
const sheetPins = 30

// sheets draws, for pins across the styles, each pin and its first answers.
func (e *demoEval) sheets(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, kind := range []struct {
		name string
		only []score.Signal
	}{{"all", nil}, {"color", []score.Signal{score.Copy, score.Color}}} {
		var rows [][]engine.PictureID
		for _, i := range e.acrossStyles(sheetPins) {
			row, err := e.pictured(ctx, i, kind.only)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		if err := writeSheet(ctx, e.eng, rows, filepath.Join(dir, "demo-"+kind.name+".jpg")); err != nil {
			return err
		}
	}
	return nil
}

// pictured returns the picture of a pin and those of its answers.
func (e *demoEval) pictured(ctx context.Context, i int, only []score.Signal) ([]engine.PictureID, error) {
	id := engine.PinID(e.demo.Pins()[i].ID)
	pin, err := e.eng.Pin(ctx, "", id)
	if err != nil {
		return nil, err
	}
	a, err := e.eng.Find(ctx, engine.Query{Pins: []engine.Anchor{{ID: id}}, Only: only, Limit: firstAnswers})
	row := []engine.PictureID{*pin.Picture}
	for _, it := range a.Items {
		row = append(row, *it.Pin.Picture)
	}
	return row, err
}

// acrossStyles returns n pins that are no copies, in turn one of each style.
func (e *demoEval) acrossStyles(n int) []int {
	byStyle := map[string][]int{}
	for i, p := range e.demo.Pins() {
		if p.CopyOf < 0 {
			byStyle[p.Style] = append(byStyle[p.Style], i)
		}
	}
	var out []int
	for turn := 0; len(out) < n && turn < len(e.demo.Pins()); turn++ {
		for _, style := range demo.Styles() {
			if pins := byStyle[style]; turn*7 < len(pins) && len(out) < n { // every seventh: neighbours may be of one series
				out = append(out, pins[turn*7])
			}
		}
	}
	return out
}
