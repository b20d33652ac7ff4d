package web

import (
	"net/http"

	"akin/engine"
	"akin/engine/region"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// ListPinRegions answers with the parts of a pin's picture.
func (o operations) ListPinRegions(c echo.Context, id string, p api.ListPinRegionsParams) error {
	parts, err := o.asked().PinRegions(c.Request().Context(), viewerOf(p.Viewer), engine.PinID(id))
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, regionList{parts})
}

type regionList struct {
	Items []engine.RegionView `json:"items"`
}

// regionParam reads a region that stands in the address; nil is none. It was
// checked to have four numbers.
func regionParam(sides *api.QueryRegion) *api.Region {
	if sides == nil {
		return nil
	}
	s := *sides
	return &api.Region{X: s[0], Y: s[1], W: s[2], H: s[3]}
}

// rectOf is a region in the engine's words; nil stays nil. What the schema lets
// through all the same is a region that leaves the picture, or has nothing of it.
func rectOf(r *api.Region) (*region.Rect, error) {
	if r == nil {
		return nil, nil
	}
	rect, err := region.RectOf(r.X, r.Y, r.W, r.H)
	if err != nil {
		return nil, engine.Errorf(engine.BadQuery, "%v", err)
	}
	return &rect, nil
}
