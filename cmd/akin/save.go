package main

import (
	"context"
	"fmt"
	"slices"

	"akin/engine"

	"github.com/spf13/cobra"
)

type saveFlags struct {
	board  string
	secret bool
	remove bool
}

func saveCommand(g *globals) *cobra.Command {
	d, f := &doer{g: g}, new(saveFlags)
	cmd := &cobra.Command{
		Use:   "save PIN... --board BOARD",
		Short: "Put pins on a board, or take them off",
		Long: "Puts pins on one of one's own boards: the next answer knows it. A pin is named by its ID or as\n" +
			"source:PATH, a board by its ID or title; a title that no board has makes one. A pin that is\n" +
			"secret becomes public, for good, when it is put on a public board.",
		Example: "  akin save source:beach/12.jpg source:beach/14.jpg --board \"By the sea\"\n" +
			"  akin save 6eeeb2f5f0143142 --board Presents --secret",
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, pins []string) error {
			if f.board == "" {
				return usage(fmt.Errorf("say with --board where to"))
			}
			if f.remove && f.secret {
				return usage(fmt.Errorf("--secret makes a board, --remove needs one that is there"))
			}
			return d.run(cmd, false, func(ctx context.Context, by engine.UserID, c collection) error {
				return g.save(ctx, cmd, c, by, f, pins)
			})
		},
	}
	d.register(cmd)
	cmd.Flags().StringVar(&f.board, "board", "", "the board, by ID or title")
	cmd.Flags().BoolVar(&f.secret, "secret", false, "make the board that the title needs a secret one")
	cmd.Flags().BoolVar(&f.remove, "remove", false, "take the pins off the board")
	return cmd
}

// A saving says what was put on which board, or taken off it.
type saving struct {
	Board   engine.BoardView `json:"board"`
	Saved   []engine.PinID   `json:"saved"`
	Removed []engine.PinID   `json:"removed"`
}

// save finds all that is named before it changes anything.
func (g *globals) save(ctx context.Context, cmd *cobra.Command, c collection, by engine.UserID, f *saveFlags, names []string) error {
	var pins []engine.PinID
	for _, name := range names {
		id, err := pinNamed(ctx, c, by, name)
		if err != nil {
			return err
		}
		if !slices.Contains(pins, id) {
			pins = append(pins, id)
		}
	}
	board, err := g.boardToSave(ctx, cmd, c.people(), by, f)
	if err != nil {
		return err
	}
	change, done := c.people().Save, saving{Saved: pins, Removed: []engine.PinID{}}
	if f.remove {
		change, done = c.people().Unsave, saving{Saved: []engine.PinID{}, Removed: pins}
	}
	for _, pin := range pins {
		if err := change(ctx, by, pin, board.ID); err != nil {
			return err
		}
	}
	if done.Board, err = c.people().Board(ctx, by, board.ID); err != nil {
		return err
	}
	said := fmt.Sprintf("%d on", len(pins))
	if f.remove {
		said = fmt.Sprintf("%d taken off", len(pins))
	}
	return g.print(cmd.OutOrStdout(), done, "%s %s, which has %d now", said, named(&done.Board), done.Board.Pins)
}

// boardToSave finds the board that is named, or makes it.
func (g *globals) boardToSave(ctx context.Context, cmd *cobra.Command, p people, by engine.UserID, f *saveFlags) (engine.BoardView, error) {
	b, err := boardNamed(ctx, p, by, f.board)
	if err == nil && f.secret && !b.Secret {
		return b, &engine.Error{
			Kind: engine.Conflict, Text: fmt.Sprintf("board %q is there already, and it is public", b.Title),
			Hint: "leave out --secret, or give another title; 'akin board secret' makes it secret",
		}
	}
	if f.remove || engine.KindOf(err) != engine.NotFound {
		return b, err
	}
	b, err = p.CreateBoard(ctx, engine.NewBoard{Owner: by, Title: f.board, Secret: f.secret})
	if err == nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s has no board of that title yet, so board %s is made: %s\n", by, b.ID, named(&b))
	}
	return b, err
}
