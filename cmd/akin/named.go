package main

import (
	"context"
	"fmt"

	"akin/engine"
	"akin/engine/score"
)

// boardNamed finds a board by its ID, or by its title among those of who names
// it. NotFound if there is none.
func boardNamed(ctx context.Context, p people, by engine.UserID, name string) (engine.BoardView, error) {
	if name == "" {
		return engine.BoardView{}, usage(fmt.Errorf("the name of a board is empty: give its ID, or its title"))
	}
	b, err := p.Board(ctx, by, engine.BoardID(name))
	if err == nil || engine.KindOf(err) != engine.NotFound {
		return b, err
	}
	return ownTitled(ctx, p, by, name)
}

// ownTitled finds a user's own board by its title.
func ownTitled(ctx context.Context, p people, by engine.UserID, title string) (engine.BoardView, error) {
	// Most boards have the ID that their title gives them.
	b, err := p.Board(ctx, by, engine.BoardOf(by, title).ID)
	if err == nil && b.Title == title {
		return b, nil
	}
	if err != nil && engine.KindOf(err) != engine.NotFound {
		return b, err
	}
	found := false
	err = eachBoard(ctx, p, by, by, func(own engine.BoardView) bool {
		b, found = own, own.Title == title
		return !found
	})
	if err == nil && !found {
		err = &engine.Error{
			Kind: engine.NotFound, Text: fmt.Sprintf("there is no board %q, nor has %s one of that title", title, by),
			Hint: "'akin board list' lists boards with their IDs",
		}
	}
	return b, err
}

// eachBoard tells of the boards that a viewer sees, of an owner or of all, by
// title, until it is told to stop.
func eachBoard(ctx context.Context, p people, viewer, owner engine.UserID, tell func(engine.BoardView) bool) error {
	for page := (engine.Page{Limit: engine.MaxLimit}); ; {
		list, err := p.Boards(ctx, viewer, owner, page)
		if err != nil {
			return err
		}
		for _, b := range list.Items {
			if !tell(b) {
				return nil
			}
		}
		if list.Bookmark == nil {
			return nil
		}
		page.Bookmark = *list.Bookmark
	}
}

// pinNamed finds the ID of a pin that is named by it or as source:PATH. A query
// knows that: it starts from the pin and looks for copies, which costs least.
func pinNamed(ctx context.Context, c collection, by engine.UserID, name string) (engine.PinID, error) {
	a, err := c.find(ctx, &queryFlags{pin: engine.PinID(name), as: string(by), limit: 1, only: string(score.Copy), fold: true})
	if err != nil {
		return "", err
	}
	return *a.Anchor.ID, nil
}
