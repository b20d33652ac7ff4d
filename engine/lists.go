package engine

import (
	"context"
	"fmt"
	"strings"
)

// A PinList is one page of pins.
type PinList struct {
	Items    []PinView `json:"items"`
	Bookmark *string   `json:"bookmark"` // where to go on; nil at the end
}

// A BoardList is one page of boards.
type BoardList struct {
	Items    []BoardView `json:"items"`
	Bookmark *string     `json:"bookmark"`
}

// A BoardView is a board as answers show it.
type BoardView struct {
	ID     BoardID   `json:"id"`
	Title  string    `json:"title"`
	Owner  UserID    `json:"owner"`
	Secret bool      `json:"secret"` // only its owner sees it
	Pins   int       `json:"pins"`
	Covers []PinView `json:"covers"` // up to four pins with pictures, the last saved first
}

// A Page says which part of a list to show.
type Page struct {
	Limit    int    // how many; 0 is DefaultLimit, at most MaxLimit
	Bookmark string // from the page before; empty for the first
}

func (p *Page) check() error {
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	if p.Limit < 1 || p.Limit > MaxLimit {
		return Errorf(BadQuery, "limit is %d, must be 1 to %d", p.Limit, MaxLimit)
	}
	return nil
}

// Newest lists pins: with a board those on it, the last saved first, otherwise
// all, the newest first.
func (e *Engine) Newest(ctx context.Context, viewer UserID, board BoardID, page Page) (PinList, error) {
	if board != "" {
		if _, err := e.library.Board(ctx, viewer, board); err != nil {
			return PinList{}, err
		}
	}
	out := PinList{}
	positions, bookmark, err := pageOf(ctx, e.records, page, fmt.Sprintf("pins %q %q", viewer, board),
		func(after PinPosition, limit int) ([]PinPosition, error) {
			return e.library.Newest(ctx, viewer, board, after, limit)
		})
	if err != nil {
		return out, err
	}
	ids := make([]PinID, len(positions))
	for i, p := range positions {
		ids[i] = p.ID
	}
	out.Bookmark = bookmark
	out.Items, err = e.views(ctx, viewer, ids)
	return out, err
}

// pageOf reads one entry more than a page holds, to see whether it is the last
// page, and makes the bookmark of the next.
func pageOf[P any](ctx context.Context, records Records, page Page, list string, read func(after P, limit int) ([]P, error)) ([]P, *string, error) {
	if err := page.check(); err != nil {
		return nil, nil, err
	}
	key, err := records.Key(ctx)
	if err != nil {
		return nil, nil, err
	}
	from := place[P]{List: list}
	if page.Bookmark != "" {
		if from, err = openBookmark[P](key, list, page.Bookmark); err != nil {
			return nil, nil, err
		}
	}
	found, err := read(from.Position, page.Limit+1)
	if err != nil || len(found) <= page.Limit {
		return found, nil, err
	}
	found = found[:page.Limit]
	from.Position = found[page.Limit-1]
	next, err := signBookmark(key, from)
	return found, next, err
}

// views shows pins in the order of their IDs given, without those that are
// gone.
func (e *Engine) views(ctx context.Context, viewer UserID, ids []PinID) ([]PinView, error) {
	out := []PinView{}
	pins, err := e.records.Pins(ctx, viewer, ids)
	if err != nil {
		return out, err
	}
	snap, err := e.snapshot(ctx, viewer)
	if err != nil {
		return out, err
	}
	defer snap.Close()
	for _, id := range ids {
		if p, ok := pins[id]; ok {
			out = append(out, p.view(paletteIn(snap, id)))
		}
	}
	return out, nil
}

// Boards lists the boards of an owner, or of all if that is empty, that the
// viewer sees, by title.
func (e *Engine) Boards(ctx context.Context, viewer, owner UserID, page Page) (BoardList, error) {
	type entry struct {
		BoardPosition
		info BoardInfo
	}
	out := BoardList{Items: []BoardView{}}
	entries, bookmark, err := pageOf(ctx, e.records, page, fmt.Sprintf("boards %q %q", viewer, owner), func(after entry, limit int) ([]entry, error) {
		infos, err := e.library.Boards(ctx, viewer, owner, after.BoardPosition, limit)
		found := make([]entry, len(infos))
		for i, b := range infos {
			found[i] = entry{BoardPosition{b.Title, b.ID}, b}
		}
		return found, err
	})
	if err != nil {
		return out, err
	}
	out.Bookmark = bookmark
	for _, en := range entries {
		v, err := e.boardView(ctx, viewer, en.info)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

// Board returns one board as answers show it; NotFound if the viewer sees none.
func (e *Engine) Board(ctx context.Context, viewer UserID, id BoardID) (BoardView, error) {
	b, err := e.library.Board(ctx, viewer, id)
	if err != nil {
		return BoardView{}, err
	}
	return e.boardView(ctx, viewer, b)
}

func (e *Engine) boardView(ctx context.Context, viewer UserID, b BoardInfo) (BoardView, error) {
	covers, err := e.views(ctx, viewer, b.Covers)
	return b.view(covers), err
}

func (b *BoardInfo) view(covers []PinView) BoardView {
	return BoardView{ID: b.ID, Title: b.Title, Owner: b.Owner, Secret: b.Secret, Pins: b.Pins, Covers: covers}
}

// BoardsOf returns the boards that a pin is on and the viewer sees, without
// covers.
func (e *Engine) BoardsOf(ctx context.Context, viewer UserID, pin PinID) ([]BoardView, error) {
	infos, err := e.library.BoardsOf(ctx, viewer, pin)
	views := make([]BoardView, len(infos))
	for i := range infos {
		views[i] = infos[i].view([]PinView{})
	}
	return views, err
}

// maxBoardTitle bounds what a person would write on a board, in bytes.
const maxBoardTitle = 200

// checkTitle returns a board's title without spaces around it.
func checkTitle(title string) (string, error) {
	title = strings.TrimSpace(title)
	if title == "" || len(title) > maxBoardTitle {
		return "", Errorf(BadQuery, "a board's title has 1 to %d bytes, this one has %d", maxBoardTitle, len(title))
	}
	return title, nil
}
