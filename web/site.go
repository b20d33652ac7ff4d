package web

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"akin/engine"
	"akin/engine/job"
	"akin/engine/score"
	"akin/web/page"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// site serves the pages. Each handler reads the address, asks the engine, and
// renders; errors become a page in refuse.
type site struct {
	*Server
	pages     *page.Set
	described page.Docs // the API
}

// me is who looks at the pages, and who does what their forms say: there are
// no accounts yet, and whoever sits at this machine is whose the collection is.
const me = engine.LocalUser

// Sizes of the pages' lists.
const (
	homePins    = 48  // some three screens
	stripBoards = 12  // above the pins
	chosenFrom  = 100 // boards that a pin can be saved to without writing a title
	similarPins = 30
)

// pagePolicy lets pages load only what akin serves itself, and nothing inline.
const pagePolicy = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// routes are all pages, in reading order.
func (s site) routes(e *echo.Echo) {
	packed := middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 1 << 10}) // below a packet's size it saves nothing
	e.GET("/assets/:name", s.asset, packed)
	e.GET("/docs", s.docs, packed)
	// Not a group: Echo's groups answer for addresses that nobody registered.
	ready := []echo.MiddlewareFunc{s.checkReady, packed}
	e.GET("/", s.home, ready...)
	e.GET("/pins/:id", s.pin, ready...)
	e.POST("/pins/:id/save", s.save, ready...)
	e.POST("/pins/:id/unsave", s.unsave, ready...)
	e.GET("/search", s.search, ready...)
	e.POST("/search/picture", s.searchPicture, s.checkReady, packed, s.upload)
	e.GET("/boards", s.boards, ready...)
	e.GET("/boards/:id", s.board, ready...)
	e.POST("/boards/:id/secret", s.hide, ready...)
}

// asks tells whether a person in front of a page made a request: a browser
// that wants HTML, from an address that is not the API's.
func (s site) asks(r *http.Request) bool {
	return strings.Contains(r.Header.Get(echo.HeaderAccept), echo.MIMETextHTML) && !strings.HasPrefix(r.URL.Path, "/api/")
}

// problem answers with a page that says what went wrong.
func (s site) problem(c echo.Context, r *refusal) error {
	p := page.Problem{
		Status: r.status, Title: r.title, Detail: r.detail, Hint: r.hint,
		RequestID: c.Response().Header().Get(requestIDHeader),
	}
	if r.status == http.StatusNotFound { // of which the hint is for programs
		p.Hint = "the address may be mistyped, or what was there has been deleted"
	}
	return s.write(c, r.status, func(b *bytes.Buffer) error { return s.pages.Problem(b, p) })
}

// write renders a page.
func (s site) write(c echo.Context, status int, render func(*bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	return c.HTMLBlob(status, b.Bytes())
}

// asset serves a file whose name holds a digest of it, so that it never
// changes.
func (s site) asset(c echo.Context) error {
	data, contentType, ok := s.pages.Asset(c.Param("name"))
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, contentType, data)
}

func (s site) home(c echo.Context) error {
	ctx, after := c.Request().Context(), c.QueryParam("after")
	pins, err := s.asked().Newest(ctx, me, "", engine.Page{Limit: homePins, Bookmark: after})
	if err != nil {
		return err
	}
	h := page.Home{Pins: pins, Later: after != ""}
	if !h.Later {
		h.Work = s.workAtHand(ctx)
		if h.Work != nil && len(pins.Items) == 0 {
			c.Response().Header().Set("Refresh", "2") // for those without scripts
		}
		list, err := s.asked().Boards(ctx, me, "", engine.Page{Limit: stripBoards})
		if err != nil {
			return err
		}
		h.Boards = list.Items
	}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Home(b, h) })
}

// fewJobs is how many of the last jobs are looked at: one that runs is among
// them, unless somebody starts many at once.
const fewJobs = 5

// workAtHand returns a running job that brings pins, nil if there is none or
// nobody knows: the page is whole without it.
func (s site) workAtHand(ctx context.Context) *page.Work {
	list, err := s.asked().Jobs(ctx, engine.Page{Limit: fewJobs})
	if err != nil {
		return nil
	}
	for _, j := range list.Items {
		if j.State == job.Running && (j.Kind == engine.PaintJob || j.Kind == engine.ImportJob) {
			return &page.Work{ID: j.ID, Stage: j.Stage, Done: j.Done, All: j.All}
		}
	}
	return nil
}

func (s site) pin(c echo.Context) (err error) {
	ctx, id := c.Request().Context(), engine.PinID(c.Param("id"))
	p := page.Pin{}
	if p.Pin, err = s.asked().Pin(ctx, me, id); err != nil {
		return err
	}
	if p.Off, err = score.ParseSignals(c.QueryParam("off")); err != nil {
		return engine.Errorf(engine.BadQuery, "%v", err)
	}
	if p.On, err = s.asked().BoardsOf(ctx, me, id); err != nil {
		return err
	}
	if p.Boards, err = s.otherBoards(ctx, p.On); err != nil {
		return err
	}
	p.Answer, err = s.asked().Find(ctx, engine.Query{
		Pins: []engine.Anchor{{ID: id}}, Viewer: me, Off: p.Off, Limit: similarPins, Bookmark: c.QueryParam("after"),
	})
	if err != nil {
		return err
	}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Pin(b, p) })
}

// otherBoards are the viewer's boards to choose from, without those of on.
func (s site) otherBoards(ctx context.Context, on []engine.BoardView) ([]engine.BoardView, error) {
	list, err := s.asked().Boards(ctx, me, me, engine.Page{Limit: chosenFrom})
	return slices.DeleteFunc(list.Items, func(b engine.BoardView) bool {
		return slices.ContainsFunc(on, func(o engine.BoardView) bool { return o.ID == b.ID })
	}), err
}

// save puts a pin on the board chosen, or on a new one.
func (s site) save(c echo.Context) error {
	ctx, pin := c.Request().Context(), engine.PinID(c.Param("id"))
	if err := s.readForm(c); err != nil {
		return err
	}
	board := engine.BoardID(c.FormValue("board"))
	if title := strings.TrimSpace(c.FormValue("title")); title != "" {
		if _, err := s.asked().Pin(ctx, me, pin); err != nil {
			return err // before a board is made for nothing
		}
		named, err := s.boardTitled(ctx, title, c.FormValue("secret") == "true")
		if err != nil {
			return err
		}
		board = named.ID
	}
	if err := s.asked().Save(ctx, me, pin, board); err != nil {
		return err
	}
	return backToPin(c, pin)
}

// boardTitled makes a board, or returns the one of that title: who writes the
// title of a board that is there means that board, unless it is public and they
// want what they save to be secret.
func (s site) boardTitled(ctx context.Context, title string, secret bool) (engine.BoardView, error) {
	made, err := s.asked().CreateBoard(ctx, engine.NewBoard{Owner: me, Title: title, Secret: secret})
	if engine.KindOf(err) != engine.Conflict {
		return made, err
	}
	there, missing := s.asked().Board(ctx, me, engine.BoardOf(me, title).ID)
	if missing != nil || there.Title != title {
		return made, err // another was given that title later
	}
	if secret && !there.Secret {
		return made, &engine.Error{
			Kind: engine.Conflict, Text: fmt.Sprintf("there is a board %q already, and it is public", title),
			Hint: "give the secret one another title, or make that board secret on its page",
		}
	}
	return there, nil
}

func (s site) unsave(c echo.Context) error {
	pin := engine.PinID(c.Param("id"))
	if err := s.readForm(c); err != nil {
		return err
	}
	if err := s.asked().Unsave(c.Request().Context(), me, pin, engine.BoardID(c.FormValue("board"))); err != nil {
		return err
	}
	return backToPin(c, pin)
}

// hide makes a board secret, or public.
func (s site) hide(c echo.Context) error {
	id := engine.BoardID(c.Param("id"))
	if err := s.readForm(c); err != nil {
		return err
	}
	secret := c.FormValue("secret") == "true"
	if !secret && c.FormValue("secret") != "false" {
		return engine.Errorf(engine.BadQuery, "the form does not say whether the board is to be secret")
	}
	if _, err := s.asked().ChangeBoard(c.Request().Context(), me, id, engine.BoardChange{Secret: &secret}); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/boards/"+url.PathEscape(string(id)))
}

func backToPin(c echo.Context, pin engine.PinID) error {
	return c.Redirect(http.StatusSeeOther, "/pins/"+url.PathEscape(string(pin)))
}

// formBytes bounds a form without a picture.
const formBytes = 16 << 10

func (s site) readForm(c echo.Context) error {
	if err := limitBody(c, formBytes); err != nil {
		return err
	}
	if err := c.Request().ParseForm(); err != nil {
		return engine.Errorf(engine.BadQuery, "the form cannot be read: %v", err)
	}
	return nil
}

func (s site) search(c echo.Context) error {
	p := page.Search{Text: strings.TrimSpace(c.QueryParam("q"))}
	if p.Text != "" {
		var err error
		p.Answer, err = s.asked().Find(c.Request().Context(), engine.Query{Text: p.Text, Viewer: me, Limit: homePins, Bookmark: c.QueryParam("after")})
		if err != nil {
			return err
		}
	}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Search(b, p) })
}

func (s site) boards(c echo.Context) error {
	list, err := s.asked().Boards(c.Request().Context(), me, "", engine.Page{Limit: homePins, Bookmark: c.QueryParam("after")})
	if err != nil {
		return err
	}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Boards(b, page.Boards{List: list}) })
}

func (s site) board(c echo.Context) error {
	ctx, id := c.Request().Context(), engine.BoardID(c.Param("id"))
	board, err := s.asked().Board(ctx, me, id)
	if err != nil {
		return err
	}
	pins, err := s.asked().Newest(ctx, me, id, engine.Page{Limit: homePins, Bookmark: c.QueryParam("after")})
	if err != nil {
		return err
	}
	p := page.Board{Board: board, Pins: pins}
	if c.QueryParam("after") == "" && len(pins.Items) > 0 {
		if p.Ideas, err = s.asked().Find(ctx, engine.Query{Board: id, Viewer: me, Limit: similarPins}); err != nil {
			return err
		}
	}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Board(b, p) })
}

// searchPicture answers with pins like a picture in the form, and like its
// words if it has any.
func (s site) searchPicture(c echo.Context) error {
	ctx := c.Request().Context()
	q, err := s.readPictureForm(ctx, c.Request())
	if err != nil {
		return err
	}
	answer, err := s.asked().Find(ctx, q)
	if err != nil {
		return err
	}
	p := page.Search{Text: q.Text, Picture: true, Answer: answer}
	return s.write(c, http.StatusOK, func(b *bytes.Buffer) error { return s.pages.Search(b, p) })
}

// readPictureForm reads the form part by part, so that a picture meets akin's
// own limits before it is in memory.
func (s site) readPictureForm(ctx context.Context, r *http.Request) (q engine.Query, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return q, engine.Errorf(engine.BadQuery, "the form cannot be read: %v", err)
	}
	q.Limit, q.Viewer = homePins, me
	err = readParts(form, map[string]partReader{
		"text": func(part *multipart.Part) error {
			words, err := readField(part, formBytes)
			q.Text = strings.TrimSpace(string(words))
			return err
		},
		"image": func(part *multipart.Part) (err error) {
			q.Picture, err = s.asked().Look(ctx, bodyReader{part, part}, nil)
			return err
		},
	})
	if err != nil {
		return q, err
	}
	if q.Picture == nil {
		return q, &engine.Error{Kind: engine.BadQuery, Text: "no picture was sent", Hint: "choose one, or drop one onto the page"}
	}
	return q, nil
}
