package engine

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"akin/engine/score"
)

// OnCopy says what becomes of a picture that is there already.
type OnCopy string

// What can become of it. The zero value keeps it.
const (
	KeepCopy     OnCopy = "keep"          // make the pin all the same, and tell of the copy
	RefuseCopy   OnCopy = "refuse"        // make none; a Conflict names the pin that is there
	SaveExisting OnCopy = "save_existing" // make none; save the pin that is there to the board
)

// A NewPin is a pin to be made. Picture may be nil for a pin of words alone.
type NewPin struct {
	Owner       UserID // LocalUser if empty
	Picture     io.Reader
	Title       string
	Description string
	Tags        []string
	Link        string
	Board       BoardID // one of the owner's to save it to; empty for none
	Secret      bool    // only the owner sees it; so it is on a secret board anyway
	OnCopy      OnCopy
}

// A CreatedPin is what came of a NewPin.
type CreatedPin struct {
	Pin   PinView   `json:"pin"` // the new pin, or with save_existing the one that was there
	IsNew bool      `json:"is_new"`
	Copy  *CopyView `json:"copy"` // the pin that the picture is a copy of; nil for none
}

// Bounds of a pin's words, in bytes: longer than people write, short enough to
// show and to index.
const (
	maxTitle       = 500
	maxDescription = 10_000
	maxLink        = 2_000
	maxTag         = 100
	maxTags        = 50
)

func checkWords(title, description, link string, tags []string) error {
	for _, f := range []struct {
		name  string
		bytes int
		most  int
	}{{"title", len(title), maxTitle}, {"description", len(description), maxDescription}, {"link", len(link), maxLink}} {
		if f.bytes > f.most {
			return Errorf(BadQuery, "the %s has %d bytes, at most %d are kept", f.name, f.bytes, f.most)
		}
	}
	if link != "" && !strings.HasPrefix(link, "https://") && !strings.HasPrefix(link, "http://") {
		return Errorf(BadQuery, "the link %.40q does not start with https:// or http://", link)
	}
	if len(tags) > maxTags {
		return Errorf(BadQuery, "there are %d tags, at most %d are kept", len(tags), maxTags)
	}
	for _, t := range tags {
		if strings.TrimSpace(t) == "" || len(t) > maxTag {
			return Errorf(BadQuery, "tag %.40q: a tag has 1 to %d bytes", t, maxTag)
		}
	}
	return nil
}

// CreatePin makes a pin, with its owner if there is no such user yet. It is
// durable, and in the next answer, when it returns. Another's board is
// NotAllowed.
func (e *Engine) CreatePin(ctx context.Context, n NewPin) (CreatedPin, error) {
	n.Owner = cmp.Or(n.Owner, LocalUser)
	d, err := e.depositOf(ctx, &n)
	if err != nil {
		return CreatedPin{}, err
	}
	out := CreatedPin{IsNew: true}
	if n.Picture != nil {
		if err := e.storePosted(ctx, &d, &n, &out); err != nil || !out.IsNew {
			return out, err
		}
	}
	if _, err := e.records.Keep(ctx, []Deposit{d}); err != nil {
		return CreatedPin{}, err
	}
	out.Pin, err = e.showAfterChange(ctx, d.Pin.Owner, d.Pin.ID)
	return out, err
}

// depositOf checks what can be checked without looking at the picture, and makes
// the deposit of all else.
func (e *Engine) depositOf(ctx context.Context, n *NewPin) (Deposit, error) {
	if err := CheckUserID(n.Owner); err != nil {
		return Deposit{}, err
	}
	if err := checkWords(n.Title, n.Description, n.Link, n.Tags); err != nil {
		return Deposit{}, err
	}
	if n.Picture == nil && strings.TrimSpace(n.Title+n.Description) == "" {
		return Deposit{}, Errorf(BadQuery, "a pin has a picture, or at least a title or a description")
	}
	d := Deposit{Pin: Pin{
		ID: randomPinID(), Owner: n.Owner, Secret: n.Secret, Title: n.Title, Description: n.Description, Tags: n.Tags, Link: n.Link,
		Created: e.now().UTC().Truncate(time.Millisecond),
	}}
	if n.Board == "" {
		return d, nil
	}
	b, err := e.ownBoard(ctx, n.Owner, n.Board)
	if err != nil {
		return Deposit{}, err
	}
	if n.Secret && !b.Secret {
		return Deposit{}, &Error{
			Kind: BadQuery, Text: fmt.Sprintf("board %q is public, and so is every pin on it", b.Title),
			Hint: "put a secret pin on a secret board, or on none",
		}
	}
	d.Boards = []Board{b}
	return d, nil
}

// storePosted stores the picture of a new pin, unless it is there already and
// the caller wants it only once.
func (e *Engine) storePosted(ctx context.Context, d *Deposit, n *NewPin, out *CreatedPin) error {
	data, err := e.eye.Read(n.Picture)
	if err != nil {
		return err
	}
	look, err := e.see(ctx, data)
	if err != nil {
		return err
	}
	there, err := e.copyOf(ctx, n.Owner, &look)
	if err != nil {
		return err
	}
	out.Copy = there
	if there != nil && n.OnCopy == RefuseCopy {
		return &Error{Kind: Conflict, Text: e.describeCopy(ctx, n.Owner, there), Hint: "use that pin, or send on_copy=keep"}
	}
	if there != nil && n.OnCopy == SaveExisting {
		out.IsNew = false
		if n.Board != "" {
			if err := e.library.Save(ctx, there.ID, n.Board, n.Owner, e.now().UTC()); err != nil {
				return err
			}
		}
		out.Pin, err = e.showAfterChange(ctx, n.Owner, there.ID)
		return err
	}
	d.Pin.Picture, d.Pin.Facts = look.Picture, look.Facts
	if _, err := e.pictures.Keep(data); err != nil {
		return err
	}
	return e.index.Remember([]Look{look})
}

// copyOf returns the best pin that a picture is a copy of, nil for none.
func (e *Engine) copyOf(ctx context.Context, viewer UserID, look *Look) (*CopyView, error) {
	a, err := e.Find(ctx, Query{Picture: look, Viewer: viewer, Only: []score.Signal{score.Copy}, Limit: 1})
	if err != nil || len(a.Items) == 0 || a.Items[0].Copy == nil {
		return nil, err
	}
	return &CopyView{ID: a.Items[0].Pin.ID, How: a.Items[0].Copy.How}, nil
}

// describeCopy says which pin a picture looks like, and where that is kept.
func (e *Engine) describeCopy(ctx context.Context, viewer UserID, c *CopyView) string {
	text := fmt.Sprintf("it looks like pin %q", c.ID)
	if p, err := e.Pin(ctx, viewer, c.ID); err == nil && len(p.Boards) > 0 {
		text += fmt.Sprintf(" on board %q", p.Boards[0])
	}
	return text + ", " + strings.Join(c.How, " and ")
}

func randomPinID() PinID {
	var b [8]byte
	rand.Read(b[:])
	return PinID(hex.EncodeToString(b[:]))
}

// showAfterChange brings the index up to date and shows a pin.
func (e *Engine) showAfterChange(ctx context.Context, viewer UserID, id PinID) (PinView, error) {
	if err := e.index.CatchUp(ctx); err != nil {
		return PinView{}, err
	}
	return e.Pin(ctx, viewer, id)
}

// A PinChange says what to change; nil leaves a field as it is.
type PinChange struct {
	Title       *string
	Description *string
	Tags        *[]string
	Link        *string
}

// ChangePin changes a pin's words. NotFound if whoever does it sees none.
func (e *Engine) ChangePin(ctx context.Context, by UserID, id PinID, c PinChange) (PinView, error) {
	p, err := e.keptPin(ctx, by, id)
	if err != nil {
		return PinView{}, err
	}
	p.Title = *cmp.Or(c.Title, &p.Title)
	p.Description = *cmp.Or(c.Description, &p.Description)
	p.Tags = *cmp.Or(c.Tags, &p.Tags)
	p.Link = *cmp.Or(c.Link, &p.Link)
	if err := checkWords(p.Title, p.Description, p.Link, p.Tags); err != nil {
		return PinView{}, err
	}
	if _, err := e.records.Keep(ctx, []Deposit{{Pin: p}}); err != nil {
		return PinView{}, err
	}
	return e.showAfterChange(ctx, by, id)
}

// DeletePin deletes a pin. Its picture stays until it is collected.
func (e *Engine) DeletePin(ctx context.Context, by UserID, id PinID) error {
	if _, err := e.keptPin(ctx, by, id); err != nil {
		return err
	}
	if err := e.library.DropPin(ctx, id); err != nil {
		return err
	}
	return e.index.CatchUp(ctx)
}

// A NewBoard is a board to be made.
type NewBoard struct {
	Owner  UserID // LocalUser if empty
	Title  string
	Secret bool // only the owner sees it
}

// CreateBoard makes a board, with its owner if there is no such user yet. A
// second one of one owner and title is a Conflict.
func (e *Engine) CreateBoard(ctx context.Context, n NewBoard) (BoardView, error) {
	title, err := checkTitle(n.Title)
	if err != nil {
		return BoardView{}, err
	}
	n.Owner = cmp.Or(n.Owner, LocalUser)
	if err := CheckUserID(n.Owner); err != nil {
		return BoardView{}, err
	}
	b := BoardOf(n.Owner, title)
	b.Secret = n.Secret
	if taken, err := e.library.Board(ctx, n.Owner, b.ID); err == nil && taken.Title != title {
		b.ID = BoardID(randomPinID()) // the board of this title was renamed
	} else if err == nil {
		return BoardView{}, Errorf(Conflict, "there is a board %q already", title)
	} else if KindOf(err) != NotFound {
		return BoardView{}, err
	}
	if err := e.library.KeepBoard(ctx, b); err != nil {
		return BoardView{}, err
	}
	return e.Board(ctx, n.Owner, b.ID)
}

// A BoardChange says what to change; nil leaves a field as it is.
type BoardChange struct {
	Title  *string
	Secret *bool
}

// ChangeBoard gives a board another title, by which its pins are found from
// then on, hides it or shows it: see Library.KeepBoard for what becomes of its
// pins. Only its owner hides or shows it; others get NotAllowed.
func (e *Engine) ChangeBoard(ctx context.Context, by UserID, id BoardID, c BoardChange) (BoardView, error) {
	b, err := e.library.Board(ctx, by, id)
	if err != nil {
		return BoardView{}, err
	}
	if c.Title != nil {
		if b.Title, err = checkTitle(*c.Title); err != nil {
			return BoardView{}, err
		}
	}
	if c.Secret != nil && *c.Secret != b.Secret {
		if b.Owner != by {
			return BoardView{}, Errorf(NotAllowed, "board %q is %s's, who alone can make it secret", b.Title, b.Owner)
		}
		b.Secret = *c.Secret
	}
	if err := e.library.KeepBoard(ctx, b.Board); err != nil {
		return BoardView{}, err
	}
	if err := e.index.CatchUp(ctx); err != nil {
		return BoardView{}, err
	}
	return e.Board(ctx, by, id)
}

// DeleteBoard deletes a board; its pins stay. NotFound if whoever does it sees
// none.
func (e *Engine) DeleteBoard(ctx context.Context, by UserID, id BoardID) error {
	if _, err := e.library.Board(ctx, by, id); err != nil {
		return err
	}
	if err := e.library.DropBoard(ctx, id); err != nil {
		return err
	}
	return e.index.CatchUp(ctx)
}

// Save puts a pin on a board of a user, who must see the pin; the next answer
// knows it. Another's board is NotAllowed.
func (e *Engine) Save(ctx context.Context, by UserID, pin PinID, board BoardID) error {
	if _, err := e.ownBoard(ctx, by, board); err != nil {
		return err
	}
	if _, err := e.keptPin(ctx, by, pin); err != nil {
		return err
	}
	if err := e.library.Save(ctx, pin, board, by, e.now().UTC()); err != nil {
		return err
	}
	return e.index.CatchUp(ctx)
}

// Unsave takes a pin off a board of a user. Another's board is NotAllowed.
func (e *Engine) Unsave(ctx context.Context, by UserID, pin PinID, board BoardID) error {
	if _, err := e.ownBoard(ctx, by, board); err != nil {
		return err
	}
	if err := e.library.Unsave(ctx, pin, board); err != nil {
		return err
	}
	return e.index.CatchUp(ctx)
}

// ownBoard returns a board on which that user may put something.
func (e *Engine) ownBoard(ctx context.Context, by UserID, board BoardID) (Board, error) {
	b, err := e.library.Board(ctx, by, board)
	if err != nil {
		return Board{}, err
	}
	if b.Owner != by {
		return Board{}, &Error{Kind: NotAllowed, Text: fmt.Sprintf("board %q is %s's", b.Title, b.Owner), Hint: "save to a board of your own"}
	}
	return b.Board, nil
}
