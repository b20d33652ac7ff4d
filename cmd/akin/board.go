package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"akin/engine"
	"akin/index"

	"github.com/spf13/cobra"
)

// A doer is who a command acts as, and looks as where it has to.
type doer struct {
	g  *globals
	as string
}

func (d *doer) register(cmd *cobra.Command) {
	cmd.PersistentFlags().StringVar(&d.as, "as", string(engine.LocalUser), "the user who does it")
}

// run opens the collection, for reading or also for writing, and does something
// with it.
func (d *doer) run(cmd *cobra.Command, readOnly bool, do func(ctx context.Context, by engine.UserID, c collection) error) error {
	if d.as == "" {
		return usage(fmt.Errorf("--as is empty, name a user"))
	}
	c, err := d.g.collection(cmd, index.Options{ReadOnly: readOnly})
	if err != nil {
		return err
	}
	defer c.Close()
	return plain(do(cmd.Context(), engine.UserID(d.as), c))
}

// plain is an error as a server would tell it: without what the layers below
// were doing, where it says by itself what is wrong.
func plain(err error) error {
	if e, ok := errors.AsType[*engine.Error](err); ok && e.Kind != engine.Internal {
		return e
	}
	return err
}

// print prints a value as JSON, or a line for a person.
func (g *globals) print(w io.Writer, v any, format string, args ...any) error {
	if g.json {
		return printJSON(w, v)
	}
	_, err := fmt.Fprintf(w, format+"\n", args...)
	return err
}

func boardCommand(g *globals) *cobra.Command {
	d := &doer{g: g}
	cmd := &cobra.Command{
		Use:   "board",
		Short: "Make boards, show them, change them",
		Long: "A board is named by its ID, or by its title if it is one's own. A secret board, and what is on\n" +
			"secret boards alone, is there for its owner and for nobody else.",
		Example: "  akin board create \"Hallway, one day\" --secret\n  akin board show Hallway",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() }, // so that another word is an error
	}
	d.register(cmd)
	cmd.AddCommand(
		d.listBoards(), d.showBoard(), d.createBoard(),
		d.changeBoard("rename BOARD TITLE", "Give a board another title", 2, func(b *engine.BoardChange, a []string) { b.Title = &a[1] }),
		d.changeBoard("secret BOARD", "Make a board secret, with those of its owner's pins that are on no public board", 1,
			func(b *engine.BoardChange, _ []string) { b.Secret = new(true) }),
		d.changeBoard("public BOARD", "Make a board public, and its pins with it for good", 1,
			func(b *engine.BoardChange, _ []string) { b.Secret = new(false) }),
		d.deleteBoard(),
	)
	return cmd
}

func (d *doer) listBoards() *cobra.Command {
	var owner string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the boards that one sees, by title",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return d.run(cmd, true, func(ctx context.Context, by engine.UserID, c collection) error {
				list := engine.BoardList{Items: []engine.BoardView{}}
				err := eachBoard(ctx, c.people(), by, engine.UserID(owner), func(b engine.BoardView) bool {
					list.Items = append(list.Items, b)
					return true
				})
				if err != nil {
					return err
				}
				if d.g.json {
					return printJSON(cmd.OutOrStdout(), list)
				}
				return printBoards(cmd.OutOrStdout(), list.Items)
			})
		},
	}
	cmd.Flags().StringVar(&owner, "owner", "", "list the boards of this user alone")
	return cmd
}

func printBoards(w io.Writer, boards []engine.BoardView) error {
	if len(boards) == 0 {
		_, err := fmt.Fprintln(w, "no boards")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "BOARD\tTITLE\tOWNER\tPINS")
	for _, b := range boards {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", b.ID, short(b.Title, 40), b.Owner, countOf(&b))
	}
	return t.Flush()
}

// countOf is the last column of a board: how many pins, and whether for all to
// see.
func countOf(b *engine.BoardView) string {
	if b.Secret {
		return fmt.Sprintf("%d, secret", b.Pins)
	}
	return fmt.Sprint(b.Pins)
}

// A shownBoard is a board with its pins.
type shownBoard struct {
	Board engine.BoardView `json:"board"`
	Items []engine.PinView `json:"items"` // the last saved first
}

func (d *doer) showBoard() *cobra.Command {
	return &cobra.Command{
		Use:   "show BOARD",
		Short: "Show a board and what is on it",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return d.run(cmd, true, func(ctx context.Context, by engine.UserID, c collection) (err error) {
				s := shownBoard{Items: []engine.PinView{}}
				if s.Board, err = boardNamed(ctx, c.people(), by, a[0]); err != nil {
					return err
				}
				for page := (engine.Page{Limit: engine.MaxLimit}); ; {
					list, err := c.people().Newest(ctx, by, s.Board.ID, page)
					if err != nil {
						return err
					}
					s.Items = append(s.Items, list.Items...)
					if list.Bookmark == nil {
						break
					}
					page.Bookmark = *list.Bookmark
				}
				if d.g.json {
					return printJSON(cmd.OutOrStdout(), s)
				}
				return printShown(cmd.OutOrStdout(), &s)
			})
		},
	}
}

func printShown(w io.Writer, s *shownBoard) error {
	if err := printBoards(w, []engine.BoardView{s.Board}); err != nil || len(s.Items) == 0 {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nPIN\tTITLE\tSOURCE")
	for _, p := range s.Items {
		title := short(p.Title, 40)
		if p.Secret {
			title = strings.TrimSpace(title + " (secret)")
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", p.ID, title, p.Source)
	}
	return t.Flush()
}

func (d *doer) createBoard() *cobra.Command {
	n := engine.NewBoard{}
	cmd := &cobra.Command{
		Use:   "create TITLE",
		Short: "Make a board",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return d.run(cmd, false, func(ctx context.Context, by engine.UserID, c collection) error {
				n.Owner, n.Title = by, a[0]
				b, err := c.people().CreateBoard(ctx, n)
				if err != nil {
					return err
				}
				return d.g.print(cmd.OutOrStdout(), b, "board %s is made: %s", b.ID, named(&b))
			})
		},
	}
	cmd.Flags().BoolVar(&n.Secret, "secret", false, "nobody else sees it, nor the pins that are made for it alone")
	return cmd
}

// named is a board's title, and that it is secret.
func named(b *engine.BoardView) string {
	if b.Secret {
		return b.Title + " (secret)"
	}
	return b.Title
}

func (d *doer) changeBoard(use, short string, n int, say func(*engine.BoardChange, []string)) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Args:  args(cobra.ExactArgs(n)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return d.run(cmd, false, func(ctx context.Context, by engine.UserID, c collection) error {
				b, err := boardNamed(ctx, c.people(), by, a[0])
				if err != nil {
					return err
				}
				var change engine.BoardChange
				say(&change, a)
				if b, err = c.people().ChangeBoard(ctx, by, b.ID, change); err != nil {
					return err
				}
				return d.g.print(cmd.OutOrStdout(), b, "board %s is now: %s", b.ID, named(&b))
			})
		},
	}
}

// A deleted thing is told by its ID.
type deleted struct {
	Deleted string `json:"deleted"`
}

func (d *doer) deleteBoard() *cobra.Command {
	return &cobra.Command{
		Use:   "delete BOARD",
		Short: "Delete a board; its pins stay",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			return d.run(cmd, false, func(ctx context.Context, by engine.UserID, c collection) error {
				b, err := boardNamed(ctx, c.people(), by, a[0])
				if err != nil {
					return err
				}
				if err := c.people().DeleteBoard(ctx, by, b.ID); err != nil {
					return err
				}
				return d.g.print(cmd.OutOrStdout(), deleted{string(b.ID)}, "board %s is deleted, its pins stay: %s", b.ID, b.Title)
			})
		},
	}
}
