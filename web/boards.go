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
	list, err := o.asked().Boards(c.Request().Context(), engine.UserID(valueOf(p.Owner)), enginePage(p.Limit, p.Bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

// CreateBoard makes a board.
func (o operations) CreateBoard(c echo.Context) error {
	var b api.BoardTitle
	if err := json.NewDecoder(c.Request().Body).Decode(&b); err != nil {
		return err
	}
	made, err := o.asked().CreateBoard(c.Request().Context(), b.Title)
	if err != nil {
		return err
	}
	return writeCreated(c, "/api/v1/boards/"+url.PathEscape(string(made.ID)), made)
}

// GetBoard answers with one board.
func (o operations) GetBoard(c echo.Context, id string) error {
	board, err := o.asked().Board(c.Request().Context(), engine.BoardID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, board)
}

// RenameBoard gives a board another title.
func (o operations) RenameBoard(c echo.Context, id string) error {
	var b api.BoardTitle
	if err := json.NewDecoder(c.Request().Body).Decode(&b); err != nil {
		return err
	}
	board, err := o.asked().RenameBoard(c.Request().Context(), engine.BoardID(id), b.Title)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, board)
}

// DeleteBoard deletes a board.
func (o operations) DeleteBoard(c echo.Context, id string) error {
	if err := o.asked().DeleteBoard(c.Request().Context(), engine.BoardID(id)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// ListBoardPins answers with a page of a board's pins.
func (o operations) ListBoardPins(c echo.Context, id string, p api.ListBoardPinsParams) error {
	return o.listPins(c, id, p.Limit, p.Bookmark)
}

// SavePin puts a pin on a board.
func (o operations) SavePin(c echo.Context, board, pin string) error {
	if err := o.asked().Save(c.Request().Context(), engine.PinID(pin), engine.BoardID(board)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// UnsavePin takes a pin off a board.
func (o operations) UnsavePin(c echo.Context, board, pin string) error {
	if err := o.asked().Unsave(c.Request().Context(), engine.PinID(pin), engine.BoardID(board)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
