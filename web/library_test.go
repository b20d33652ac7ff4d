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
// all pins on it, and "a/b c,é%", which is empty.
type library struct {
	pictures map[engine.PictureID][]byte
	open     atomic.Int32 // pictures that are open

	mu   sync.Mutex
	told []string
}

// newID is the ID of whatever is made.
const newID = "new/1"

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

func (f *fake) Newest(ctx context.Context, board engine.BoardID, page engine.Page) (engine.PinList, error) {
	if board != "" {
		if _, err := f.Board(ctx, board); err != nil {
			return engine.PinList{}, err
		}
	}
	n, err := pageAt(page.Bookmark)
	if err != nil || n == 1 || board == oddID {
		return engine.PinList{Items: []engine.PinView{}}, err
	}
	more := "more"
	return engine.PinList{Items: []engine.PinView{pinView("b"), pinView(oddID)}[:min(max(page.Limit, 1), 2)], Bookmark: &more}, nil
}

func (f *fake) Boards(_ context.Context, _ engine.UserID, page engine.Page) (engine.BoardList, error) {
	n, err := pageAt(page.Bookmark)
	if err != nil || n == 1 {
		return engine.BoardList{Items: []engine.BoardView{}}, err
	}
	more := "more"
	return engine.BoardList{Items: []engine.BoardView{boardView("room", "Room")}, Bookmark: &more}, nil
}

func (f *fake) Board(_ context.Context, id engine.BoardID) (engine.BoardView, error) {
	if id != "room" && id != oddID && id != newID {
		return engine.BoardView{}, engine.Errorf(engine.NotFound, "there is no board %q", id)
	}
	return boardView(id, "Room"), nil
}

func boardView(id engine.BoardID, title string) engine.BoardView {
	return engine.BoardView{ID: id, Title: title, Owner: engine.LocalUser, Pins: 3, Covers: []engine.PinView{pinView("b")}}
}

// CreatePin takes every picture for a copy of b.
func (f *fake) CreatePin(ctx context.Context, n engine.NewPin) (engine.CreatedPin, error) {
	if n.Board != "" {
		if _, err := f.Board(ctx, n.Board); err != nil {
			return engine.CreatedPin{}, err
		}
	}
	if n.Picture == nil && n.Title == "" {
		return engine.CreatedPin{}, engine.Errorf(engine.BadQuery, "a pin has a picture, or at least a title")
	}
	out := engine.CreatedPin{Pin: pinView(newID), IsNew: true}
	if n.Picture != nil {
		look, err := f.Look(ctx, n.Picture)
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

func (f *fake) ChangePin(ctx context.Context, id engine.PinID, c engine.PinChange) (engine.PinView, error) {
	v, err := f.Pin(ctx, id)
	if err == nil {
		f.note(fmt.Sprintf("change %q", id), c)
	}
	return v, err
}

func (f *fake) DeletePin(ctx context.Context, id engine.PinID) error {
	_, err := f.Pin(ctx, id)
	if err == nil {
		f.note("delete", id)
	}
	return err
}

func (f *fake) CreateBoard(_ context.Context, title string) (engine.BoardView, error) {
	if title == "Room" {
		return engine.BoardView{}, engine.Errorf(engine.Conflict, "there is a board %q already", title)
	}
	f.note("create board", title)
	return boardView(newID, title), nil
}

func (f *fake) RenameBoard(ctx context.Context, id engine.BoardID, title string) (engine.BoardView, error) {
	_, err := f.Board(ctx, id)
	if err == nil {
		f.note(fmt.Sprintf("rename board %q", id), title)
	}
	return boardView(id, title), err
}

func (f *fake) DeleteBoard(ctx context.Context, id engine.BoardID) error {
	_, err := f.Board(ctx, id)
	if err == nil {
		f.note("delete board", id)
	}
	return err
}

func (f *fake) Save(ctx context.Context, pin engine.PinID, board engine.BoardID) error {
	if _, err := f.Pin(ctx, pin); err != nil {
		return err
	}
	_, err := f.Board(ctx, board)
	if err == nil {
		f.note(fmt.Sprintf("save %q to", pin), board)
	}
	return err
}

func (f *fake) Unsave(ctx context.Context, pin engine.PinID, board engine.BoardID) error {
	_, err := f.Board(ctx, board)
	if _, pinErr := f.Pin(ctx, pin); err != nil || pinErr != nil || board == oddID {
		return engine.Errorf(engine.NotFound, "pin %q is not on board %q", pin, board)
	}
	f.note(fmt.Sprintf("unsave %q from", pin), board)
	return nil
}

// Picture refuses names that are none as the engine does, with a kind that no
// answer about a picture may have.
func (l *library) Picture(_ context.Context, id engine.PictureID) (io.ReadSeekCloser, error) {
	if len(id) != 64 || strings.ContainsAny(string(id), "./\\") {
		return nil, engine.Errorf(engine.BadQuery, "picture id %q is not 64 lower-case hex digits", id)
	}
	data, ok := l.pictures[id]
	if !ok {
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

func (f *fake) Rendition(ctx context.Context, id engine.PictureID, width int) (io.ReadSeekCloser, error) {
	original, err := f.Picture(ctx, id)
	if err != nil {
		return nil, err
	}
	small, err := f.eye.Rendition(ctx, f.pictures[id], width)
	return &openPicture{bytes.NewReader(small), original.(*openPicture).open}, err
}
