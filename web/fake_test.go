package web

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/picture"
	"akin/engine/region"
	"akin/engine/score"
)

// A fake knows the pins "a", "b" and "a/b c,é%". It finds b for every query,
// remembers the last one, and looks at pictures with a real eye. It notes what
// it is told to change, and changes nothing. Its jobs are a real engine's.
type fake struct {
	library
	Worker
	eye   *engine.Eye
	asked chan engine.Query // of one, if not nil
	parts chan *region.Rect // of one, if not nil: what was looked at last
	find  func(context.Context) error
	look  func(context.Context) error // before the picture is read

	status error // of Status
}

func newFake() *fake {
	nothing := func(context.Context) error { return nil }
	return &fake{Worker: newWorkshop().Engine, eye: engine.NewEye(picture.Limits{Bytes: maxPicture}), find: nothing, look: nothing}
}

// maxPicture is small, so that a picture over it is quickly sent.
const maxPicture = 100_000

const oddID = "a/b c,é%"

func (f *fake) Find(ctx context.Context, q engine.Query) (engine.Answer, error) {
	if f.asked != nil {
		f.asked <- q
	}
	if err := f.find(ctx); err != nil {
		return engine.Answer{}, err
	}
	if _, err := pageAt(q.Bookmark); err != nil {
		return engine.Answer{}, err
	}
	if len(q.Pins) == 0 && q.Picture == nil && q.Image == "" && q.Text == "" && q.Board == "" && len(q.Palette) == 0 {
		return engine.Answer{}, &engine.Error{Kind: engine.BadQuery, Text: "nothing to start from", Hint: "give words"}
	}
	named := slices.Clone(q.Not)
	for _, a := range q.Pins {
		named = append(named, a.ID)
	}
	for _, id := range named {
		if strings.HasPrefix(string(id), engine.SourcePrefix) {
			continue // there is a pin of every source
		}
		if _, err := f.Pin(ctx, q.Viewer, id); err != nil {
			return engine.Answer{}, err
		}
	}
	for _, board := range []engine.BoardID{q.Board, q.Filter.Board} {
		if board == "" {
			continue
		}
		if _, err := f.Board(ctx, q.Viewer, board); err != nil {
			return engine.Answer{}, err
		}
	}
	if _, ok := f.pictures[q.Image]; q.Image != "" && !ok {
		return engine.Answer{}, engine.Errorf(engine.NotFound, "picture %s is not there", q.Image)
	}
	return answerFor(q), nil
}

// answerFor has every part that an answer can have.
func answerFor(q engine.Query) engine.Answer {
	a := engine.Answer{
		Anchor: engine.AnchorView{Copies: []engine.CopyView{}},
		Index:  engine.Provenance{Generation: "000001", FeaturesVersion: 1},
	}
	receipt := score.Receipt{
		{Signal: score.Color, Value: 500_000, Weight: 450_000, Points: 225_000, Evidence: score.Evidence{"distance": 7, "colors": []string{"#aa0000"}}},
		{Signal: score.Board, Value: 250_000, Weight: 300_000, Points: 75_000, Evidence: score.Evidence{
			"boards": []score.BoardName{{ID: "room", Owner: "ana", Title: "Room"}}, "through": score.ThroughBoard,
		}},
		{Signal: score.Diverse, Value: 100_000, Weight: -200_000, Points: -20_000, Evidence: score.Evidence{}},
	}
	if q.Region != nil {
		receipt = append(receipt, score.Part{Signal: score.Region, Value: 900_000, Weight: 300_000, Points: 270_000, Evidence: score.Evidence{
			"region": score.Rect{X: 250_000, W: 500_000, H: score.One}, "same": true,
		}})
	}
	if len(q.Not) > 0 {
		receipt[0].Evidence["not"], receipt[0].Evidence["pushed"] = string(q.Not[0]), score.Micro(300_000)
	}
	it := engine.Item{Pin: pinView("b"), Score: receipt.Total(), Receipt: receipt, Copies: []engine.CopyView{{ID: "d", How: []string{"resized"}}}}
	if len(q.Pins) > 0 {
		a.Anchor.ID = &q.Pins[0].ID
		a.Anchor.Copies = []engine.CopyView{{ID: "c", How: []string{"identical"}}}
	}
	if q.NoExplain {
		it.Receipt = score.Receipt{}
	}
	if q.Picture != nil || q.Image != "" {
		it.Copy = &engine.CopyOf{Of: "anchor", How: []string{"recompressed"}}
	}
	a.Items = []engine.Item{it}
	return a
}

func pinView(id engine.PinID) engine.PinView {
	p := engine.PictureIDOf([]byte(id))
	return engine.PinView{
		ID: id, Title: "Lamp & <shade>", Tags: []string{"red"}, Boards: []string{"Room"}, Picture: &p, Source: "room/b.png",
		Width: 4, Height: 3, Palette: []engine.Color{{Hex: "#aa0000", Weight: score.One}},
		CreatedAt: time.Date(2024, 5, 6, 7, 8, 9, 10_000_000, time.UTC),
	}
}

func (f *fake) Look(ctx context.Context, r io.Reader, part *region.Rect) (*engine.Look, error) {
	if f.parts != nil {
		f.parts <- part
	}
	if err := f.look(ctx); err != nil {
		return nil, err
	}
	data, err := f.eye.Read(r)
	if err != nil {
		return nil, err
	}
	look, err := f.eye.Look(ctx, data)
	return &look, err
}

// Pin has a pin of words alone, too: "a".
func (f *fake) Pin(_ context.Context, _ engine.UserID, id engine.PinID) (engine.PinView, error) {
	v := pinView(id)
	switch id {
	case "a":
		v.Picture, v.Width, v.Height, v.Palette = nil, 0, 0, []engine.Color{}
	case "b", oddID:
	default:
		return engine.PinView{}, engine.Errorf(engine.NotFound, "there is no pin %q", id)
	}
	return v, nil
}

// PinRegions are a part of the picture, and a tile.
func (f *fake) PinRegions(ctx context.Context, viewer engine.UserID, id engine.PinID) ([]engine.RegionView, error) {
	p, err := f.Pin(ctx, viewer, id)
	if err != nil || p.Picture == nil {
		return []engine.RegionView{}, err
	}
	return []engine.RegionView{
		{Rect: score.Rect{X: 125_000, Y: 250_000, W: 400_000, H: 333_333}, Salience: 200},
		{Rect: score.Rect{Y: 500_000, W: 500_000, H: 500_000}},
	}, nil
}

// redPNG is a picture of 64x48 pixels, red on white.
func redPNG(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 64, 48))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := 10; y < 30; y++ {
		for x := 10; x < 40; x++ {
			img.SetNRGBA(x, y, color.NRGBA{200, uint8(x), uint8(y), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (f *fake) BoardsOf(context.Context, engine.UserID, engine.PinID) ([]engine.BoardView, error) {
	return []engine.BoardView{}, nil
}

// Suggest knows one phrase of each kind.
func (f *fake) Suggest(_ context.Context, typed string, limit int) (engine.SuggestionList, error) {
	all := []engine.Suggestion{
		{Text: "lamp", Kind: engine.TagPhrase, Pins: 7}, {Text: "Lamps", Kind: engine.BoardPhrase, Pins: 3},
		{Text: "Lamp & <shade>", Kind: engine.TitlePhrase, Pins: 2},
	}
	if typed != "lam" {
		all = all[:0]
	}
	if limit > 0 {
		all = all[:min(limit, len(all))]
	}
	return engine.SuggestionList{Items: all}, nil
}

// Status is that of an index of three pins.
func (f *fake) Status(context.Context) (engine.IndexStatus, error) {
	return engine.IndexStatus{
		Generation: "000001", Built: time.Now().Add(-time.Hour), Pins: 3, Pictures: 2, Overlay: 1,
		Bytes: map[string]int64{"pins": 400, "text": 1 << 40},
	}, f.status
}
