package web

import (
	"encoding/json"
	"net/http"
	"net/url"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// ListBoards answers with a page of boards.
func (o operations) ListBoards(c echo.Context, p api.ListBoardsParams) error {
	list, err := o.asked().Boards(c.Request().Context(), viewerOf(p.Viewer), engine.UserID(valueOf(p.Owner)), enginePage(p.Limit, p.Bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

// CreateBoard makes a board.
func (o operations) CreateBoard(c echo.Context, p api.CreateBoardParams) error {
	var b api.NewBoard
	if err := json.NewDecoder(c.Request().Body).Decode(&b); err != nil {
		return err
	}
	made, err := o.asked().CreateBoard(c.Request().Context(), engine.NewBoard{Owner: doerOf(p.Viewer), Title: b.Title, Secret: valueOf(b.Secret)})
	if err != nil {
		return err
	}
	return writeCreated(c, "/api/v1/boards/"+url.PathEscape(string(made.ID)), made)
}

// GetBoard answers with one board.
func (o operations) GetBoard(c echo.Context, id string, p api.GetBoardParams) error {
	board, err := o.asked().Board(c.Request().Context(), viewerOf(p.Viewer), engine.BoardID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, board)
}

// ChangeBoard gives a board another title, hides it or shows it.
func (o operations) ChangeBoard(c echo.Context, id string, p api.ChangeBoardParams) error {
	var b api.BoardChange
	if err := json.NewDecoder(c.Request().Body).Decode(&b); err != nil {
		return err
	}
	change := engine.BoardChange{Title: b.Title, Secret: b.Secret}
	board, err := o.asked().ChangeBoard(c.Request().Context(), doerOf(p.Viewer), engine.BoardID(id), change)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, board)
}

// DeleteBoard deletes a board.
func (o operations) DeleteBoard(c echo.Context, id string, p api.DeleteBoardParams) error {
	if err := o.asked().DeleteBoard(c.Request().Context(), doerOf(p.Viewer), engine.BoardID(id)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// ListBoardPins answers with a page of a board's pins.
func (o operations) ListBoardPins(c echo.Context, id string, p api.ListBoardPinsParams) error {
	return o.listPins(c, p.Viewer, id, p.Limit, p.Bookmark)
}

// SavePin puts a pin on a board.
func (o operations) SavePin(c echo.Context, board, pin string, p api.SavePinParams) error {
	if err := o.asked().Save(c.Request().Context(), doerOf(p.Viewer), engine.PinID(pin), engine.BoardID(board)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// UnsavePin takes a pin off a board.
func (o operations) UnsavePin(c echo.Context, board, pin string, p api.UnsavePinParams) error {
	if err := o.asked().Unsave(c.Request().Context(), doerOf(p.Viewer), engine.PinID(pin), engine.BoardID(board)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
