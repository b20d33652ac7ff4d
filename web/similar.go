package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/http"

	"akin/engine"
	"akin/engine/score"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// FindSimilar answers a query that is JSON, a picture, or a form of both.
func (o operations) FindSimilar(c echo.Context, params api.FindSimilarParams) error {
	ctx := c.Request().Context()
	q, look, err := o.readQuery(ctx, c.Request(), regionParam(params.Region))
	if err != nil {
		return err
	}
	if err := addParams(&q, params); err != nil {
		return err
	}
	return o.answer(c, q, look)
}

// checkImage refuses an address, which is not fetched, and a stored picture
// beside a sent one.
func checkImage(q *api.Query, sent bool) error {
	switch {
	case q.Image == nil:
		return nil
	case sent:
		return &engine.Error{Kind: engine.BadQuery, Text: "the query has an image, and a picture is sent beside it", Hint: "ask with one of them"}
	case q.Image.URL != nil:
		return &engine.Error{Kind: engine.BadPicture, Text: "addresses are not fetched", Hint: "send the picture itself"}
	}
	return nil
}

// FindSimilarToPin is the short form for one pin.
func (o operations) FindSimilarToPin(c echo.Context, id string, params api.FindSimilarToPinParams) error {
	q := api.Query{Pins: &[]api.QueryPin{{ID: id}}}
	if err := addParams(&q, api.FindSimilarParams(params)); err != nil {
		return err
	}
	return o.answer(c, q, nil)
}

// FindIdeas is the short form for one board.
func (o operations) FindIdeas(c echo.Context, id string, p api.FindIdeasParams) error {
	q := api.Query{Board: &id}
	if err := addParams(&q, api.FindSimilarParams{
		Text: p.Text, Palette: p.Palette, Not: p.Not, Off: p.Off, Only: p.Only, Limit: p.Limit, Bookmark: p.Bookmark, Fold: p.Fold, MinScore: p.MinScore, Explain: p.Explain,
		Viewer: p.Viewer,
	}); err != nil {
		return err
	}
	return o.answer(c, q, nil)
}

// SearchPins is the short form for words.
func (o operations) SearchPins(c echo.Context, p api.SearchPinsParams) error {
	return o.answer(c, api.Query{Text: &p.Q, Off: p.Off, Only: p.Only, Limit: p.Limit, Bookmark: p.Bookmark, Viewer: p.Viewer}, nil)
}

func (o operations) answer(c echo.Context, q api.Query, look *engine.Look) error {
	if err := checkImage(&q, look != nil); err != nil {
		return err
	}
	query := engineQuery(q)
	query.Picture = look
	var err error
	if query.Region, err = rectOf(q.Region); err != nil {
		return err
	}
	a, err := o.asked().Find(c.Request().Context(), query)
	if err != nil {
		return err
	}
	return writeJSON(c, http.StatusOK, echo.MIMEApplicationJSON, a)
}

// readQuery reads the body, of whichever type it is. JSON was checked before. Of
// a picture it looks at the region that the address names, all of it if none.
func (o operations) readQuery(ctx context.Context, r *http.Request, address *api.Region) (api.Query, *engine.Look, error) {
	mediaType, params, _ := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)) // checked before
	switch mediaType {
	case echo.MIMEApplicationJSON:
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return api.Query{}, nil, err
		}
		q, err := queryIn("body", data)
		return q, nil, err
	case echo.MIMEMultipartForm:
		return o.readForm(ctx, multipart.NewReader(r.Body, params["boundary"]), address)
	}
	part, err := rectOf(address)
	if err != nil {
		return api.Query{}, nil, err
	}
	look, err := o.asked().Look(ctx, r.Body, part)
	return api.Query{}, look, err
}

// readForm reads a form of a picture and what else is asked. A picture is looked
// at as it comes in, so that what region of it is meant must be known by then.
func (o operations) readForm(ctx context.Context, form *multipart.Reader, address *api.Region) (q api.Query, look *engine.Look, err error) {
	err = readParts(form, map[string]partReader{
		"query": func(part *multipart.Part) error {
			data, err := readField(part, jsonBytes)
			if err != nil {
				return err
			}
			if data, err = checkJSON("query", o.schemas["Query"].Value, data); err != nil {
				return err
			}
			q, err = queryIn("query", data)
			if err == nil && look != nil && q.Region != nil {
				err = &engine.Error{Kind: engine.BadQuery, Text: "the form's query has a region, and comes after the image", Hint: "send the query first, or the region in the address"}
			}
			return err
		},
		"image": func(part *multipart.Part) (err error) {
			if err := checkImage(&q, true); err != nil {
				return err // before the picture is read
			}
			region, err := rectOf(cmp.Or(q.Region, address))
			if err != nil {
				return err
			}
			look, err = o.asked().Look(ctx, bodyReader{part, part}, region)
			return err
		},
	})
	if err == nil && look == nil {
		err = &engine.Error{Kind: engine.BadQuery, Text: "the form has no field \"image\"", Hint: "without a picture, send the query as application/json"}
	}
	return q, look, err
}

// queryIn reads a query that fits its schema. What the schema lets through all
// the same is a date that is in no calendar.
func queryIn(name string, data []byte) (q api.Query, err error) {
	if err := json.Unmarshal(data, &q); err != nil {
		return q, misfit(fmt.Sprintf("%s: %v", name, err))
	}
	return q, nil
}

// addParams adds the fields that stand in the address.
func addParams(q *api.Query, p api.FindSimilarParams) error {
	palette, err := paletteParam(p.Palette)
	return cmp.Or(
		err,
		add("palette", &q.Palette, palette),
		add("region", &q.Region, regionParam(p.Region)),
		add("not", &q.Not, p.Not),
		add("text", &q.Text, p.Text),
		add("board", &q.Board, p.Board),
		add("viewer", &q.Viewer, p.Viewer),
		add("off", &q.Off, p.Off),
		add("only", &q.Only, p.Only),
		add("limit", &q.Limit, p.Limit),
		add("bookmark", &q.Bookmark, p.Bookmark),
		add("fold", &q.Fold, p.Fold),
		add("min_score", &q.MinScore, p.MinScore),
		add("explain", &q.Explain, p.Explain),
	)
}

// paletteParam reads the short form of a palette; nil is none.
func paletteParam(text *string) (*[]api.QueryColor, error) {
	if text == nil {
		return nil, nil
	}
	colors, err := engine.ParsePalette(*text)
	if err != nil {
		return nil, err
	}
	out := make([]api.QueryColor, len(colors))
	for i, c := range colors {
		out[i] = api.QueryColor{Hex: c.Hex, Weight: float64(c.Weight) / float64(score.One)}
	}
	return &out, nil
}

func add[T any](name string, to **T, from *T) error {
	if from == nil {
		return nil
	}
	if *to != nil {
		return engine.Errorf(engine.BadQuery, "%s is given twice, in the address and in the body", name)
	}
	*to = from
	return nil
}

// engineQuery says the same in the engine's words, but for the region. Of the
// rest of a checked query nothing can be wrong by itself.
func engineQuery(q api.Query) engine.Query {
	out := engine.Query{
		Text: valueOf(q.Text), Board: engine.BoardID(valueOf(q.Board)), Viewer: viewerOf(q.Viewer), Limit: valueOf(q.Limit), Bookmark: valueOf(q.Bookmark), NoFold: q.Fold != nil && !*q.Fold,
		NoExplain: q.Explain != nil && !*q.Explain, MinScore: micro(valueOf(q.MinScore)),
		Off: signals(q.Off), Only: signals(q.Only), Filter: engineFilter(valueOf(q.Filter)),
	}
	if q.Image != nil {
		out.Image = engine.PictureID(valueOf(q.Image.Sha256))
	}
	for name, w := range valueOf(q.Weights) {
		if out.Weights == nil {
			out.Weights = map[score.Signal]score.Micro{}
		}
		out.Weights[score.Signal(name)] = micro(w)
	}
	for _, c := range valueOf(q.Palette) {
		out.Palette = append(out.Palette, engine.Color{Hex: c.Hex, Weight: micro(c.Weight)})
	}
	for _, id := range valueOf(q.Not) {
		out.Not = append(out.Not, engine.PinID(id))
	}
	for _, p := range valueOf(q.Pins) {
		a := engine.Anchor{ID: engine.PinID(p.ID), Weight: score.One}
		if p.Weight != nil {
			a.Weight = micro(*p.Weight)
		}
		out.Pins = append(out.Pins, a)
	}
	return out
}

func engineFilter(f api.Filter) engine.Filter {
	return engine.Filter{
		Board: engine.BoardID(valueOf(f.Board)), Tags: valueOf(f.Tags), Aspect: engine.Aspect(valueOf(f.Aspect)),
		MinWidth: valueOf(f.MinWidth), MinHeight: valueOf(f.MinHeight), From: valueOf(f.CreatedFrom), Until: valueOf(f.CreatedUntil),
	}
}

// micro is a number in millionths, to the nearest.
func micro(v float64) score.Micro { return score.Micro(math.Round(v * float64(score.One))) }

func signals(names *api.Signals) []score.Signal {
	var out []score.Signal
	for _, name := range valueOf(names) {
		out = append(out, score.Signal(name))
	}
	return out
}

// valueOf is the zero value for what was not said.
func valueOf[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
