package page

import (
	"image/jpeg"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/score"
)

// policy is what pages must be able to live under.
const policy = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// TestGallery shows the pages of the world at an address such as
// AKIN_GALLERY=127.0.0.1:8080, to be looked at, until it is interrupted.
func TestGallery(t *testing.T) {
	addr := os.Getenv("AKIN_GALLERY")
	if addr == "" {
		t.Skip("set AKIN_GALLERY to an address to look at the pages there, with -timeout 0")
	}
	t.Error(http.ListenAndServe(addr, gallery(newSet(t))))
}

func gallery(s *Set) http.Handler {
	mux := http.NewServeMux()
	shows := func(pattern string, write func(w http.ResponseWriter, r *http.Request) error) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			if err := write(w, r); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	shows("GET /{$}", func(w http.ResponseWriter, r *http.Request) error { return s.Home(w, worldHome()) })
	shows("GET /empty", func(w http.ResponseWriter, r *http.Request) error { return s.Home(w, Home{}) })
	shows("GET /pins/{id}", func(w http.ResponseWriter, r *http.Request) error {
		p := worldPinPage(worldNumber(func(v engine.PinView) bool { return string(v.ID) == r.PathValue("id") }))
		p.Off, _ = score.ParseSignals(r.URL.Query().Get("off"))
		return s.Pin(w, p)
	})
	shows("GET /search", func(w http.ResponseWriter, r *http.Request) error {
		return s.Search(w, Search{Text: r.URL.Query().Get("q"), Answer: worldAnswer(20)})
	})
	shows("/search/picture", func(w http.ResponseWriter, r *http.Request) error {
		return s.Search(w, Search{Picture: true, Answer: postedAnswer()})
	})
	shows("GET /boards", func(w http.ResponseWriter, r *http.Request) error {
		return s.Boards(w, Boards{engine.BoardList{Items: append(worldBoards(), worldSecretBoard())}})
	})
	shows("GET /secret", func(w http.ResponseWriter, r *http.Request) error { return s.Pin(w, worldSecretPage()) })
	shows("GET /boards/{id}", func(w http.ResponseWriter, r *http.Request) error {
		if b := worldSecretBoard(); r.PathValue("id") == string(b.ID) {
			return s.Board(w, Board{b, engine.PinList{Items: []engine.PinView{worldSecretPin()}}, worldAnswer(12)})
		}
		return s.Board(w, Board{worldBoards()[0], engine.PinList{Items: worldPins(9)}, worldAnswer(12)})
	})
	shows("/{rest...}", func(w http.ResponseWriter, r *http.Request) error {
		return s.Problem(w, Problem{Status: 404, Title: "It is not there", Detail: "there is nothing at " + strconv.Quote(r.URL.Path), RequestID: "3K7Q2M"})
	})
	mux.HandleFunc("POST /pins/{id}/{what}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, strings.TrimSuffix(r.URL.Path, "/"+r.PathValue("what")), http.StatusSeeOther)
	})
	mux.HandleFunc("GET /assets/{name}", func(w http.ResponseWriter, r *http.Request) {
		data, contentType, _ := s.Asset(r.PathValue("name"))
		w.Header().Set("Content-Type", contentType)
		w.Write(data)
	})
	mux.HandleFunc("GET /pictures/{sha}/{width}", servePainting)
	return mux
}

func servePainting(w http.ResponseWriter, r *http.Request) {
	i := worldNumber(func(v engine.PinView) bool { return v.Picture != nil && string(*v.Picture) == r.PathValue("sha") })
	rendition, _ := strconv.Atoi(r.PathValue("width"))
	p := worldPin(i)
	width, height := picture.RenditionSize(p.Width, p.Height, rendition)
	jpeg.Encode(w, worldPainting(i).paint(width, height), nil)
}

// worldNumber is the first pin that is, or 0.
func worldNumber(is func(engine.PinView) bool) int {
	for i, p := range worldPins(48) {
		if is(p) {
			return i
		}
	}
	return 0
}
