package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"akin/engine"
	"akin/index"
	"akin/web/api/client"
)

// live serves a new collection of painted pictures, as serve does, until the
// test ends.
func live(t *testing.T, pictures int) (address string) {
	t.Helper()
	return served(t, discs(t, pictures))
}

// discs paints a folder of pictures.
func discs(t *testing.T, pictures int) string {
	t.Helper()
	in := t.TempDir()
	for i := range pictures {
		name := filepath.Join(in, fmt.Sprintf("hue %d", i%12), fmt.Sprintf("disc %d.png", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, discPNG(t, i, 96+i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return in
}

// served imports what is at the paths, if any, into a new collection, and
// serves it until the test ends.
func served(t *testing.T, paths ...string) (address string) {
	t.Helper()
	dir := t.TempDir()
	if len(paths) > 0 {
		importInto(t, dir, paths)
	}
	return servedIn(t, dir)
}

// servedIn serves a collection until the test ends.
func servedIn(t *testing.T, dir string) (address string) {
	t.Helper()
	g := &globals{data: dir}
	ctx, stop := context.WithCancel(context.Background())
	addresses := make(chan string, 1)
	ended := make(chan error, 1)
	go func() {
		ended <- g.serveFolder(ctx, &serveFlags{listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler),
			func(_ context.Context, _ *folder, address string) error { addresses <- address; return nil })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serving: %v", err)
		}
	})
	select {
	case address = <-addresses:
	case err := <-ended:
		ended <- nil
		t.Fatalf("serving: %v", err)
	}
	return address
}

func importInto(t *testing.T, dir string, paths []string) {
	t.Helper()
	c, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if sum, err := c.importFrom(t.Context(), paths, engine.ImportOptions{}); err != nil || sum.Failed > 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
}

func discPNG(t testing.TB, hue, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, disc(hue, size)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A caller is the generated client of a live server.
type caller struct {
	*client.ClientWithResponses
	t *testing.T
}

func call(t *testing.T, address string) caller {
	t.Helper()
	c, err := client.NewClientWithResponses(address)
	if err != nil {
		t.Fatal(err)
	}
	return caller{c, t}
}

// post makes a pin of a picture.
func (c caller) post(picture []byte, title string) client.Pin {
	c.t.Helper()
	made, err := c.CreatePinWithBodyWithResponse(c.t.Context(), &client.CreatePinParams{Title: &title}, "image/png", bytes.NewReader(picture))
	if err != nil || made.JSON201 == nil {
		c.t.Errorf("posting %q: %v, %s", title, err, made.Body)
		return client.Pin{}
	}
	return made.JSON201.Pin
}

// similar are the IDs of a page of pins like one, and where to go on.
func (c caller) similar(id string, limit int, bookmark *string) (items []client.Item, next *string) {
	c.t.Helper()
	page, err := c.FindSimilarToPinWithResponse(c.t.Context(), id, &client.FindSimilarToPinParams{Limit: &limit, Bookmark: bookmark})
	if err != nil || page.JSON200 == nil {
		c.t.Fatalf("similar to %s: %v, %s", id, err, page.Body)
	}
	return page.JSON200.Items, page.JSON200.Bookmark
}

// reindex runs a job to its end and returns it with the names of its events.
func (c caller) reindex() (end client.Job, names []string) {
	c.t.Helper()
	job, err := c.CreateJobWithResponse(c.t.Context(), nil, client.NewJob{Kind: client.NewJobKindReindex})
	if err != nil || job.JSON202 == nil {
		c.t.Fatalf("starting a reindex: %v, %s", err, job.Body)
	}
	watched, err := c.WatchJobWithResponse(c.t.Context(), job.JSON202.ID, nil) // returns at the stream's end
	if err != nil || watched.StatusCode() != 200 {
		c.t.Fatalf("watching: %v, %s", err, watched.Body)
	}
	for e := range events(bytes.NewReader(watched.Body)) {
		names = append(names, e.name)
		if e.name == "end" {
			if err := json.Unmarshal(e.data, &end); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	return end, names
}

// A picture is posted, paged through, saved, carried through a reindex, and
// deleted, with the client that is made from the document.
func TestFromPostToDelete(t *testing.T) {
	address := live(t, 30)
	c := call(t, address)
	pin := c.post(discPNG(t, 3, 200), "The new one")

	seen := map[string]bool{}
	for items, next := c.similar(pin.ID, 8, nil); ; items, next = c.similar(pin.ID, 8, next) {
		for _, it := range items {
			if seen[it.Pin.ID] {
				t.Errorf("%s is on two pages", it.Pin.ID)
			}
			seen[it.Pin.ID] = true
		}
		if next == nil {
			break
		}
	}
	if len(seen) < 12 || seen[pin.ID] { // of thirty discs of twelve colours some are copies
		t.Errorf("%d pins like it, itself among them: %v", len(seen), seen[pin.ID])
	}

	board, err := c.CreateBoardWithResponse(t.Context(), nil, client.NewBoard{Title: "Chosen"})
	if err != nil || board.JSON201 == nil {
		t.Fatalf("%v, %s", err, board.Body)
	}
	if saved, err := c.SavePinWithResponse(t.Context(), board.JSON201.ID, pin.ID, nil); err != nil || saved.StatusCode() != 204 {
		t.Fatalf("%v, %s", err, saved.Body)
	}

	end, names := c.reindex()
	if end.State != client.JobStateDone || end.Result == nil || fmt.Sprint((*end.Result)["pins"]) != "31" {
		t.Errorf("the reindex ended as %+v", end)
	}
	if !slices.Contains(names, "progress") || names[len(names)-1] != "end" {
		t.Errorf("its events were %v", names)
	}
	if after, err := c.GetPinWithResponse(t.Context(), pin.ID, nil); err != nil || after.JSON200 == nil || !slices.Equal(after.JSON200.Boards, []string{"Chosen"}) {
		t.Errorf("after the reindex: %v, %s", err, after.Body)
	}

	if gone, err := c.DeletePinWithResponse(t.Context(), pin.ID, nil); err != nil || gone.StatusCode() != 204 {
		t.Fatalf("%v, %s", err, gone.Body)
	}
	if none, err := c.FindSimilarToPinWithResponse(t.Context(), pin.ID, nil); err != nil || none.StatusCode() != 404 {
		t.Errorf("a deleted pin answers %s, %v", none.Body, err)
	}
}

// The title of a board that is there means that board, on the page too.
func TestSaveToTitle(t *testing.T) {
	address := live(t, 3)
	c := call(t, address)
	pins := []client.Pin{c.post(discPNG(t, 1, 150), "one"), c.post(discPNG(t, 2, 160), "two")}
	for _, p := range pins {
		res, err := http.PostForm(address+"/pins/"+p.ID+"/save", url.Values{"title": {" Chosen "}})
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK { // after the redirect
			t.Errorf("saving %s: %s", p.Title, res.Status)
		}
	}
	for _, p := range pins {
		if after, err := c.GetPinWithResponse(t.Context(), p.ID, nil); err != nil || after.JSON200 == nil || !slices.Equal(after.JSON200.Boards, []string{"Chosen"}) {
			t.Errorf("%v, %s", err, after.Body)
		}
	}
}

// The server answers throughout a reindex and an import, takes over the new
// generation by itself, and has what was saved meanwhile.
func TestReindexBesideReaders(t *testing.T) {
	address := live(t, 24)
	c := call(t, address)
	first := c.post(discPNG(t, 1, 150), "before")

	stop := make(chan struct{})
	var readers sync.WaitGroup
	var asked, refused atomic.Int64
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				page, err := c.FindSimilarToPinWithResponse(context.Background(), first.ID, nil)
				asked.Add(1)
				if err != nil || page.JSON200 == nil || len(page.JSON200.Items) == 0 {
					refused.Add(1)
				}
			}
		})
	}
	made := make(chan client.Pin, 1)
	go func() { made <- c.post(discPNG(t, 6, 160), "meanwhile") }()
	end, _ := c.reindex()
	meanwhile := <-made
	close(stop)
	readers.Wait()
	if asked.Load() == 0 || refused.Load() > 0 {
		t.Errorf("%d of %d questions were not answered", refused.Load(), asked.Load())
	}
	if end.State != client.JobStateDone {
		t.Errorf("the reindex ended as %+v", end)
	}
	page, err := c.FindSimilarToPinWithResponse(t.Context(), first.ID, nil)
	if err != nil || page.JSON200 == nil {
		t.Fatalf("%v, %s", err, page.Body)
	}
	if got := page.JSON200.Index.Generation; got != "000002" {
		t.Errorf("the server answers from generation %s", got)
	}
	if !slices.ContainsFunc(page.JSON200.Items, func(it client.Item) bool { return it.Pin.ID == meanwhile.ID }) {
		t.Error("the pin that was made meanwhile is not in the answer")
	}
}

// An import that is interrupted beside a server stops there too, and says what
// it did until then; again, it does the rest.
func TestInterruptedBesideAServer(t *testing.T) {
	dir, in := t.TempDir(), discs(t, 40)
	servedIn(t, dir)
	n := findNeighbour(t.Context(), dir)
	if n == nil {
		t.Fatal("the server is not found")
	}
	ctx, interrupt := context.WithCancel(t.Context())
	lines := 0
	sum, err := n.importFrom(ctx, []string{in}, engine.ImportOptions{Workers: 1, Report: func(engine.ImportLine) {
		lines++
		interrupt()
	}})
	if !errors.Is(err, context.Canceled) || sum.Added == 0 || sum.Added != lines {
		t.Errorf("%+v after %d lines, %v", sum, lines, err)
	}
	again, err := n.importFrom(t.Context(), []string{in}, engine.ImportOptions{Report: func(engine.ImportLine) {}})
	if err != nil || again.Unchanged != sum.Added || again.Added != 40-sum.Added {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// A server that has gone, and a lock that is another command's, are told from
// a server that answers.
func TestStaleServerFile(t *testing.T) {
	dir := t.TempDir()
	holder, err := openFolder(t.Context(), dir, index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	file := newServerFile(gone.Addr())
	if err := file.write(dir); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, serverFileName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if read, err := readServerFile(dir); err != nil || read != file {
		t.Errorf("read %+v, %v", read, err)
	}
	if err := gone.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := rootCommand()
	cmd.SetArgs([]string{"similar", "--pin", "x", "--data", dir})
	if code := exitCode(cmd.ExecuteContext(t.Context()), io.Discard); code != exitBusy {
		t.Errorf("exit code %d, want %d", code, exitBusy)
	}
}
