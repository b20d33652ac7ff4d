package web

import (
	"net/http"

	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// SuggestWords answers with what a search could be for.
func (o operations) SuggestWords(c echo.Context, p api.SuggestWordsParams) error {
	list, err := o.asked().Suggest(c.Request().Context(), p.Q, valueOf(p.Limit))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}
