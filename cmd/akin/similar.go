package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"akin/engine"
	"akin/engine/score"
	"akin/index"

	"github.com/spf13/cobra"
)

// queryFlags are the flags of a query.
type queryFlags struct {
	pin     engine.PinID // to start from, as its name stands; no flag has it
	pins    []string     // to start from, as parseAnchor reads them
	image   string
	text    string
	board   string
	palette string
	region  string
	not     []string
	as      string
	limit   int
	off     string
	only    string
	fold    bool
}

func (f *queryFlags) register(cmd *cobra.Command) {
	cmd.Flags().IntVarP(&f.limit, "limit", "k", engine.DefaultLimit, fmt.Sprintf("how many pins to show, at most %d", engine.MaxLimit))
	cmd.Flags().StringVar(&f.off, "off", "", "signals that must not speak, separated by commas")
	cmd.Flags().StringVar(&f.only, "only", "", "the only signals that may speak, separated by commas")
	cmd.Flags().BoolVar(&f.fold, "fold", true, "fold copies under their original")
	cmd.Flags().StringVar(&f.as, "as", "", "the user who asks: their boards bend the answer, and what is secret and theirs is found (default nobody in particular)")
}

func similarCommand(g *globals) *cobra.Command {
	f := new(queryFlags)
	cmd := &cobra.Command{
		Use:   "similar (--pin ID | --pin source:PATH | --image FILE | --board ID | --board TITLE | --palette COLORS) [--text WORDS] [--region X,Y,W,H] [--not ID]",
		Short: "Find more like this, and say why",
		Example: "  akin similar --pin source:beach/12.jpg\n" +
			"  akin similar --image photo.jpg --text lamp -k 5\n" +
			"  akin similar --board Hallway\n" +
			"  akin similar --palette '#aa3322:0.6,#f0e0c0:0.4'\n" +
			"  akin similar --image photo.jpg --region 0.25,0.1,0.5,0.4\n" +
			"  akin similar --pin source:a.jpg:2 --pin source:b.jpg --not source:c.jpg",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if len(f.pins) == 0 && f.image == "" && f.board == "" && f.palette == "" {
				return usage(fmt.Errorf("nothing to start from: give --pin, --image, --board or --palette"))
			}
			return g.answer(cmd, f)
		},
	}
	f.register(cmd)
	cmd.Flags().StringArrayVar(&f.pins, "pin", nil, "a pin to start from, by ID or as source:PATH, with :WEIGHT behind it if it counts more or less than 1; may be given again")
	cmd.Flags().StringVar(&f.image, "image", "", "a picture file to start from; it is not stored")
	cmd.Flags().StringVar(&f.board, "board", "", "a board to start from, by ID or title; what is on it is not shown")
	cmd.Flags().StringVar(&f.palette, "palette", "", "colors to start from, up to 12, each with its share")
	cmd.Flags().StringVar(&f.region, "region", "", "the part of the one pin or of the picture to start from, as x,y,w,h: fractions of the upright picture")
	cmd.Flags().StringArrayVar(&f.not, "not", nil, "a pin to keep away from, by ID or as source:PATH; may be given again")
	cmd.Flags().StringVar(&f.text, "text", "", "words to start from")
	return cmd
}

func searchCommand(g *globals) *cobra.Command {
	f := new(queryFlags)
	cmd := &cobra.Command{
		Use:     "search WORDS...",
		Short:   "Find pins by their words",
		Example: "  akin search harbour at dusk",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, words []string) error {
			f.text = strings.Join(words, " ")
			return g.answer(cmd, f)
		},
	}
	f.register(cmd)
	return cmd
}

// answer runs a query and prints what it finds.
func (g *globals) answer(cmd *cobra.Command, f *queryFlags) error {
	if _, err := f.query(); err != nil {
		return usage(err)
	}
	c, err := g.collection(cmd, index.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer c.Close()
	if err := tellImpersonal(cmd, c, engine.UserID(f.as)); err != nil {
		return err
	}
	a, err := c.find(cmd.Context(), f)
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(cmd.OutOrStdout(), a)
	}
	return printAnswer(cmd.OutOrStdout(), &a)
}

// tellImpersonal says on stderr that an answer is nobody's in particular, where
// one of a user was asked for who has no boards: a name that was mistyped looks
// the same.
func tellImpersonal(cmd *cobra.Command, c collection, as engine.UserID) error {
	if as == "" {
		return nil
	}
	list, err := c.people().Boards(cmd.Context(), as, as, engine.Page{Limit: 1})
	if err == nil && len(list.Items) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s has no boards: the answer is the impersonal one\n", as)
	}
	return err
}

// query is what the flags ask, but for the picture.
func (f *queryFlags) query() (engine.Query, error) {
	q := engine.Query{Text: f.text, Board: engine.BoardID(f.board), Viewer: engine.UserID(f.as), Limit: f.limit, NoFold: !f.fold}
	for _, id := range f.not {
		q.Not = append(q.Not, engine.PinID(id))
	}
	if f.limit < 1 || f.limit > engine.MaxLimit {
		return q, fmt.Errorf("-k is %d, must be 1 to %d", f.limit, engine.MaxLimit)
	}
	var err error
	if f.pin != "" {
		q.Pins = append(q.Pins, engine.Anchor{ID: f.pin})
	}
	for _, text := range f.pins {
		a, err := parseAnchor(text)
		if err != nil {
			return q, fmt.Errorf("--pin: %w", err)
		}
		q.Pins = append(q.Pins, a)
	}
	if f.region != "" {
		if q.Region, err = parseRegion(f.region); err != nil {
			return q, fmt.Errorf("--region: %w", err)
		}
	}
	if f.palette != "" {
		if q.Palette, err = engine.ParsePalette(f.palette); err != nil {
			return q, fmt.Errorf("--palette: %w", err)
		}
	}
	if q.Off, err = score.ParseSignals(f.off); err != nil {
		return q, fmt.Errorf("--off: %w", err)
	}
	if q.Only, err = score.ParseSignals(f.only); err != nil {
		return q, fmt.Errorf("--only: %w", err)
	}
	return q, nil
}

// printAnswer prints a table that a person can read.
func printAnswer(w io.Writer, a *engine.Answer) error {
	if len(a.Items) == 0 {
		_, err := fmt.Fprintln(w, "nothing found")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "SCORE\tPIN\tTITLE\tBOARDS\tWHY")
	for i := range a.Items {
		it := &a.Items[i]
		fmt.Fprintf(t, "%.3f\t%s\t%s\t%s\t%s\n", float64(it.Score)/float64(score.One), it.Pin.ID,
			short(it.Pin.Title, 40), short(strings.Join(it.Pin.Boards, ", "), 30), it.Receipt.Reason())
		for _, c := range it.Copies {
			fmt.Fprintf(t, "\t  %s\t\t\tcopy of the above: %s\n", c.ID, strings.Join(c.How, ", "))
		}
	}
	for _, c := range a.Anchor.Copies {
		fmt.Fprintf(t, "\t%s\t\t\tcopy of the pin asked with: %s\n", c.ID, strings.Join(c.How, ", "))
	}
	return t.Flush()
}

// short cuts a text for a table, and takes out what would break its lines.
func short(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > most {
		r = append(r[:most-1], '…')
	}
	return string(r)
}
