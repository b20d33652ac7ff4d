package web

import (
	"encoding/json"
	"net/http"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// ListPins answers with a page of all pins, or of a board's.
func (o operations) ListPins(c echo.Context, p api.ListPinsParams) error {
	return o.listPins(c, p.Viewer, valueOf(p.Board), p.Limit, p.Bookmark)
}

func (o operations) listPins(c echo.Context, viewer *api.Viewer, board string, limit *api.Limit, bookmark *api.Bookmark) error {
	list, err := o.asked().Newest(c.Request().Context(), viewerOf(viewer), engine.BoardID(board), enginePage(limit, bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

func enginePage(limit *api.Limit, bookmark *api.Bookmark) engine.Page {
	return engine.Page{Limit: valueOf(limit), Bookmark: valueOf(bookmark)}
}

// GetPin answers with one pin.
func (o operations) GetPin(c echo.Context, id string, p api.GetPinParams) error {
	pin, err := o.asked().Pin(c.Request().Context(), viewerOf(p.Viewer), engine.PinID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, pin)
}

// ChangePin changes the words that are given.
func (o operations) ChangePin(c echo.Context, id string, p api.ChangePinParams) error {
	var b api.PinChange
	if err := json.NewDecoder(c.Request().Body).Decode(&b); err != nil {
		return err
	}
	change := engine.PinChange{Title: b.Title, Description: b.Description, Tags: b.Tags, Link: b.Link}
	pin, err := o.asked().ChangePin(c.Request().Context(), doerOf(p.Viewer), engine.PinID(id), change)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, pin)
}

// DeletePin deletes a pin.
func (o operations) DeletePin(c echo.Context, id string, p api.DeletePinParams) error {
	if err := o.asked().DeletePin(c.Request().Context(), doerOf(p.Viewer), engine.PinID(id)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
