package web

import (
	"net/http"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// ListMerges answers with a page of the merges of who asks.
func (o operations) ListMerges(c echo.Context, p api.ListMergesParams) error {
	list, err := o.asked().Merges(c.Request().Context(), doerOf(p.Viewer), enginePage(p.Limit, p.Bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

// UndoMerge takes apart what was merged.
func (o operations) UndoMerge(c echo.Context, id string, p api.UndoMergeParams) error {
	undone, err := o.asked().UndoMerge(c.Request().Context(), doerOf(p.Viewer), engine.MergeID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, undone)
}
