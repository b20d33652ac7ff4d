package main

import (
	"context"
	"io"
	"net/http"

	"akin/engine"
	"akin/web/api/client"
)

// neighbours are the users of a collection that a server has open.
type neighbours struct{ client *client.Client }

// Pages and viewers as the API takes them: what is not given is left out.
func limitOf(p engine.Page) *client.Limit       { return said(p.Limit) }
func bookmarkOf(p engine.Page) *client.Bookmark { return said(p.Bookmark) }
func viewerOf(u engine.UserID) *client.Viewer   { return said(string(u)) }

func (n neighbours) Boards(ctx context.Context, viewer, owner engine.UserID, page engine.Page) (list engine.BoardList, err error) {
	err = decoded(&list)(n.client.ListBoards(ctx, &client.ListBoardsParams{
		Owner: said(string(owner)), Limit: limitOf(page), Bookmark: bookmarkOf(page), Viewer: viewerOf(viewer),
	}))
	return list, err
}

func (n neighbours) Board(ctx context.Context, viewer engine.UserID, id engine.BoardID) (b engine.BoardView, err error) {
	err = decoded(&b)(n.client.GetBoard(ctx, string(id), &client.GetBoardParams{Viewer: viewerOf(viewer)}))
	return b, err
}

func (n neighbours) Newest(ctx context.Context, viewer engine.UserID, board engine.BoardID, page engine.Page) (list engine.PinList, err error) {
	err = decoded(&list)(n.client.ListPins(ctx, &client.ListPinsParams{
		Board: said(string(board)), Limit: limitOf(page), Bookmark: bookmarkOf(page), Viewer: viewerOf(viewer),
	}))
	return list, err
}

func (n neighbours) CreateBoard(ctx context.Context, b engine.NewBoard) (made engine.BoardView, err error) {
	body := client.NewBoard{Title: b.Title, Secret: said(b.Secret)}
	err = decoded(&made)(n.client.CreateBoard(ctx, &client.CreateBoardParams{Viewer: viewerOf(b.Owner)}, body))
	return made, err
}

func (n neighbours) ChangeBoard(ctx context.Context, by engine.UserID, id engine.BoardID, c engine.BoardChange) (b engine.BoardView, err error) {
	body := client.BoardChange{Title: c.Title, Secret: c.Secret}
	err = decoded(&b)(n.client.ChangeBoard(ctx, string(id), &client.ChangeBoardParams{Viewer: viewerOf(by)}, body))
	return b, err
}

func (n neighbours) DeleteBoard(ctx context.Context, by engine.UserID, id engine.BoardID) error {
	return done(n.client.DeleteBoard(ctx, string(id), &client.DeleteBoardParams{Viewer: viewerOf(by)}))
}

func (n neighbours) Save(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error {
	return done(n.client.SavePin(ctx, string(board), string(pin), &client.SavePinParams{Viewer: viewerOf(by)}))
}

func (n neighbours) Unsave(ctx context.Context, by engine.UserID, pin engine.PinID, board engine.BoardID) error {
	return done(n.client.UnsavePin(ctx, string(board), string(pin), &client.UnsavePinParams{Viewer: viewerOf(by)}))
}

func (n neighbours) Users(ctx context.Context, page engine.Page) (list engine.UserList, err error) {
	err = decoded(&list)(n.client.ListUsers(ctx, &client.ListUsersParams{Limit: limitOf(page), Bookmark: bookmarkOf(page)}))
	return list, err
}

func (n neighbours) CreateUser(ctx context.Context, id engine.UserID) error {
	return done(n.client.CreateUser(ctx, client.NewUser{ID: string(id)}))
}

func (n neighbours) DeleteUser(ctx context.Context, id engine.UserID) error {
	return done(n.client.DeleteUser(ctx, string(id)))
}

func (n neighbours) ExportUser(ctx context.Context, id engine.UserID) (all engine.UserExport, err error) {
	err = decoded(&all)(n.client.ExportUser(ctx, string(id)))
	return all, err
}

// done reads the answer to what returns nothing, or a problem as the error that
// it was.
func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return problemOf(res)
	}
	_, err = io.Copy(io.Discard, res.Body) // so that the connection can be used again
	return err
}
