package web

import (
	"cmp"
	"encoding/json"
	"net/http"

	"akin/engine"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// viewerOf is who a request that reads is answered for: nobody in particular
// unless it says who asks. There are no accounts yet, so that it is believed.
func viewerOf(viewer *api.Viewer) engine.UserID { return engine.UserID(valueOf(viewer)) }

// doerOf is who a request that changes something is taken for: whose the
// collection is, unless it says who does it.
func doerOf(viewer *api.Viewer) engine.UserID { return cmp.Or(viewerOf(viewer), engine.LocalUser) }

// ListUsers answers with a page of users.
func (o operations) ListUsers(c echo.Context, p api.ListUsersParams) error {
	list, err := o.asked().Users(c.Request().Context(), enginePage(p.Limit, p.Bookmark))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, list)
}

// CreateUser makes a user. A user has no address of their own to be told.
func (o operations) CreateUser(c echo.Context) error {
	var u api.NewUser
	if err := json.NewDecoder(c.Request().Body).Decode(&u); err != nil {
		return err
	}
	id := engine.UserID(u.ID)
	if err := o.asked().CreateUser(c.Request().Context(), id); err != nil {
		return err
	}
	return writeJSON(c, http.StatusCreated, echo.MIMEApplicationJSON, engine.UserView{ID: id})
}

// DeleteUser deletes a user with what is theirs alone.
func (o operations) DeleteUser(c echo.Context, id string) error {
	if err := o.asked().DeleteUser(c.Request().Context(), engine.UserID(id)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// ExportUser answers with all that a user keeps.
func (o operations) ExportUser(c echo.Context, id string) error {
	all, err := o.asked().ExportUser(c.Request().Context(), engine.UserID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, all)
}
