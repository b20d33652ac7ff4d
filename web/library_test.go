package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"akin/engine"
)

// A library is the part of a fake that keeps things: the boards "room", with
// all pins on it, "a/b c,é%", which is empty, "hers", which is ana's, and
// "hidden", which is ana's and secret.
type library struct {
	pictures map[engine.PictureID][]byte
	secret   engine.PictureID // one of pictures that ana alone sees
	open     atomic.Int32     // pictures that are open

	mu   sync.Mutex
	told []string
}

// newID is the ID of whatever is made.
const newID = "new/1"

// ana is a user who has something secret.
const ana engine.UserID = "ana"

// put says that a picture is there.
func (l *library) put(data []byte) engine.PictureID {
	id := engine.PictureIDOf(data)
	l.pictures = map[engine.PictureID][]byte{id: data}
	return id
}

// note writes down a change, with its words as JSON.
func (l *library) note(what string, words any) {
	data, err := json.Marshal(words)
	if err != nil {
		panic(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = append(l.told, what+" "+string(data))
}

// changes tells what was noted, in order.
func (l *library) changes() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.told)
}

// pageAt tells which of the two pages of every list a bookmark opens.
func pageAt(bookmark string) (int, error) {
	switch bookmark {
	case "":
		return 0, nil
	case "more":
		return 1, nil
	case "old":
		return 0, engine.Errorf(engine.Gone, "the index has been rebuilt")
	}
	return 0, engine.Errorf(engine.BadQuery, "the bookmark was not made here")
}

func (f *fake) Newest(ctx context.Context, viewer engine.UserID, board engine.BoardID, page engine.Page) (engine.PinList, error) {
	if board != "" {
		if _, err := f.Board(ctx, viewer, board); err != nil {
			return engine.PinList{}, err
		}
	}
	n, err := pageAt(page.Bookmark)
	if err != nil || n == 1 || board == oddID {
		return engine.PinList{Items: []engine.PinView{}}, err
	}
	if board == "hidden" {
		return engine.PinList{Items: []engine.PinView{secretView()}}, nil
	}
	more := "more"
	return engine.PinList{Items: []engine.PinView{pinView("b"), pinView(oddID)}[:min(max(page.Limit, 1), 2)], Bookmark: &more}, nil
}

func (f *fake) Boards(_ context.Context, viewer, _ engine.UserID, page engine.Page) (engine.BoardList, error) {
	n, err := pageAt(page.Bookmark)
	if err != nil || n == 1 {
		return engine.BoardList{Items: []engine.BoardView{}}, err
	}
	more := "more"
	list := engine.BoardList{Items: []engine.BoardView{boardView("room", "Room")}, Bookmark: &more}
	if viewer == ana {
		list.Items = append(list.Items, boardView("hidden", "Room"))
	}
	return list, nil
}

func (f *fake) Board(_ context.Context, viewer engine.UserID, id engine.BoardID) (engine.BoardView, error) {
	known := id == "room" || id == oddID || id == newID || id == "hers" || id == "hidden" && viewer == ana
	if !known {
		return engine.BoardView{}, engine.Errorf(engine.NotFound, "there is no board %q", id)
	}
	return boardView(id, "Room"), nil
}

func boardView(id engine.BoardID, title string) engine.BoardView {
	b := engine.BoardView{ID: id, Title: title, Owner: engine.LocalUser, Pins: 3, Covers: []engine.PinView{pinView("b")}}
	if id == "hers" || id == "hidden" {
		b.Owner, b.Secret = ana, id == "hidden"
	}
	return b
}

// secretView is a pin that ana alone sees.
func secretView() engine.PinView {
	v := pinView("b")
	v.Secret = true
	return v
}

// own refuses what one may not do with another's board.
func (f *fake) own(ctx context.Context, by engine.UserID, id engine.BoardID) error {
	b, err := f.Board(ctx, by, id)
	if err == nil && b.Owner != by {
		err = &engine.Error{Kind: engine.NotAllowed, Text: fmt.Sprintf("board %q is %s's", b.Title, b.Owner), Hint: "save to a board of your own"}
	}
	return err
}

// CreatePin takes every picture for a copy of b.
func (f *fake) CreatePin(ctx context.Context, n engine.NewPin) (engine.CreatedPin, error) {
	if n.Board != "" {
		if _, err := f.Board(ctx, n.Owner, n.Board); err != nil {
			return engine.CreatedPin{}, err
		}
	}
	if n.Picture == nil && n.Title == "" {
		return engine.CreatedPin{}, engine.Errorf(engine.BadQuery, "a pin has a picture, or at least a title")
	}
	out := engine.CreatedPin{Pin: pinView(newID), IsNew: true}
	if n.Picture != nil {
		look, err := f.Look(ctx, n.Picture, nil)
		if err != nil {
			return out, err
		}
		n.Picture = strings.NewReader("")
		out.Copy = &engine.CopyView{ID: "b", How: []string{"identical"}}
		out.Pin.Picture = &look.Picture
	}
	if out.Copy != nil && n.OnCopy == engine.RefuseCopy {
		return out, engine.Errorf(engine.Conflict, `it looks like pin "b" on board "Room", identical`)
	}
	if out.Copy != nil && n.OnCopy == engine.SaveExisting {
		out.Pin, out.IsNew = pinView("b"), false
	}
	f.note("create", n)
	return out, nil
}

func (f *fake) ChangePin(ctx context.Context, by engine.UserID, id engine.PinID, c engine.PinChange) (engine.PinView, error) {
	v, err := f.Pin(ctx, by, id)
	if err == nil {
		f.note(fmt.Sprintf("%s: change %q", by, id), c)
	}
	return v, err
}

func (f *fake) DeletePin(ctx context.Context, by engine.UserID, id engine.PinID) error {
	_, err := f.Pin(ctx, by, id)
	if err == nil {
		f.note(string(by)+": delete", id)
	}
	return err
}

func (f *fake) CreateBoard(_ context.Context, n engine.NewBoard) (engine.BoardView, error) {
	if n.Title == "Room" {
		return engine.BoardView{}, engine.Errorf(engine.Conflict, "there is a board %q already", n.Title)
	}
	f.note("create board", n)
	return boardView(newID, n.Title), nil
}

func (f *fake) ChangeBoard(ctx context.Context, by engine.UserID, id engine.BoardID, c engine.BoardChange) (engine.BoardView, error) {
	if _, err := f.Board(ctx, by, id); err != nil {
		return engine.BoardView{}, err
	}
	if c.Secret != nil {
		if err := f.own(ctx, by, id); err != nil {
			return engine.BoardView{}, err
		}
	}
	f.note(fmt.Sprintf("%s: change board %q", by, id), c)
	return boardView(id, "Room"), nil
}

func (f *fake) DeleteBoard(ctx context.Context, by engine.UserID, id engine.BoardID) error {
	_, err := f.Board(ctx, by, id)
	if err == nil {
		f.note(string(by)+": delete board", id)
	}
	return err
}

func (f *fake) Save(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error {
	if _, err := f.Pin(ctx, by, pin); err != nil {
		return err
	}
	err := f.own(ctx, by, board)
	if err == nil {
		f.note(fmt.Sprintf("%s: save %q to", by, pin), board)
	}
	return err
}

func (f *fake) Unsave(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error {
	if err := f.own(ctx, by, board); engine.KindOf(err) == engine.NotAllowed {
		return err
	}
	_, err := f.Board(ctx, by, board)
	if _, pinErr := f.Pin(ctx, by, pin); err != nil || pinErr != nil || board == oddID {
		return engine.Errorf(engine.NotFound, "pin %q is not on board %q", pin, board)
	}
	f.note(fmt.Sprintf("%s: unsave %q from", by, pin), board)
	return nil
}

// Users are two, on one page.
func (f *fake) Users(_ context.Context, page engine.Page) (engine.UserList, error) {
	n, err := pageAt(page.Bookmark)
	if err != nil || n == 1 {
		return engine.UserList{Items: []engine.UserView{}}, err
	}
	more := "more"
	return engine.UserList{Items: []engine.UserView{{ID: ana}, {ID: engine.LocalUser}}, Bookmark: &more}, nil
}

func (f *fake) CreateUser(_ context.Context, id engine.UserID) error {
	if strings.Contains(string(id), " ") {
		return engine.Errorf(engine.BadQuery, "user %q: there is a space in it", id)
	}
	f.note("create user", id)
	return nil
}

func (f *fake) DeleteUser(_ context.Context, id engine.UserID) error {
	switch id {
	case ana:
		f.note("delete user", id)
		return nil
	case engine.LocalUser:
		return engine.Errorf(engine.NotAllowed, "%s cannot be deleted", id)
	}
	return engine.Errorf(engine.NotFound, "there is no user %q", id)
}

func (f *fake) ExportUser(_ context.Context, id engine.UserID) (engine.UserExport, error) {
	if id != ana {
		return engine.UserExport{}, engine.Errorf(engine.NotFound, "there is no user %q", id)
	}
	p := pinView("b")
	save := engine.ExportedSave{Pin: p.ID, Title: p.Title, Source: p.Source, SavedAt: p.CreatedAt}
	return engine.UserExport{User: id, Boards: []engine.ExportedBoard{{ID: "hidden", Title: "Room", Secret: true, Saves: []engine.ExportedSave{save}}}}, nil
}

// Picture refuses names that are none as the engine does, with a kind that no
// answer about a picture may have.
func (l *library) Picture(_ context.Context, viewer engine.UserID, id engine.PictureID) (io.ReadSeekCloser, error) {
	if len(id) != 64 || strings.ContainsAny(string(id), "./\\") {
		return nil, engine.Errorf(engine.BadQuery, "picture id %q is not 64 lower-case hex digits", id)
	}
	data, ok := l.pictures[id]
	if !ok || id == l.secret && viewer != ana {
		return nil, engine.Errorf(engine.NotFound, "picture %s is not there", id)
	}
	l.open.Add(1)
	return &openPicture{bytes.NewReader(data), &l.open}, nil
}

// An openPicture counts down when it is closed.
type openPicture struct {
	*bytes.Reader
	open *atomic.Int32
}

func (p *openPicture) Close() error {
	p.open.Add(-1)
	return nil
}

func (f *fake) Rendition(ctx context.Context, viewer engine.UserID, id engine.PictureID, width int) (io.ReadSeekCloser, error) {
	original, err := f.Picture(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	small, err := f.eye.Rendition(ctx, f.pictures[id], width)
	return &openPicture{bytes.NewReader(small), original.(*openPicture).open}, err
}

// Merges has one merge of anybody's, on two pages as every list.
func (l *library) Merges(_ context.Context, by engine.UserID, page engine.Page) (engine.MergeList, error) {
	at, err := pageAt(page.Bookmark)
	if err != nil {
		return engine.MergeList{}, err
	}
	list := engine.MergeList{Items: []engine.MergeInfo{{
		ID: "m1", MergedAt: pinView("b").CreatedAt, Original: "b",
		Copies: []engine.MergedCopy{{ID: "c", Title: "Lamp", Source: string(by), How: []string{"resized"}}},
	}}}
	if at == 0 {
		list.Bookmark = new("more")
	}
	return list, nil
}

func (l *library) UndoMerge(_ context.Context, by engine.UserID, id engine.MergeID) (engine.UndoneMerge, error) {
	switch id {
	case "m1":
		l.note("undo "+string(id), by)
		return engine.UndoneMerge{Merge: id, Original: "b", Restored: []engine.PinID{"c"}, Stays: []string{"title", "board Room"}}, nil
	case "taken":
		return engine.UndoneMerge{}, engine.Errorf(engine.Conflict, "there is a pin again")
	}
	return engine.UndoneMerge{}, engine.Errorf(engine.NotFound, "there is no merge %q", id)
}
