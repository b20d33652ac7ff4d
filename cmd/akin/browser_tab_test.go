package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A tab is one tab of the browser, with nothing in its cache, under watch.
type tab struct {
	*watcher
	t      *testing.T
	ctx    context.Context
	origin string
}

// patience is how long anything may take that a story waits for: far more
// than it does on a slow machine, as only failures take it all.
const patience = 20 * time.Second

func (b *browser) tab(t *testing.T, width, height int64) *tab {
	t.Helper()
	return b.tabOn(t, b.world, width, height)
}

func (b *browser) tabOn(t *testing.T, w *world, width, height int64) *tab {
	t.Helper()
	watch := newWatcher(w.origin)
	ctx, _ := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(watch.hear))
	tb := &tab{watch, t, ctx, w.origin}
	t.Cleanup(func() {
		js[bool](tb, "true") // an answer that comes after everything that was said before
		for _, complaint := range watch.complaints() {
			t.Error(complaint)
		}
		if err := chromedp.Cancel(ctx); err != nil {
			t.Errorf("closing a tab: %v", err)
		}
	})
	tb.do(chromedp.EmulateViewport(width, height))
	command(tb, audits.Enable, cdp.Empty{})
	tb.prefer("prefers-reduced-motion", "reduce")
	return tb
}

// prefer sets what a person likes, as names and values of media features.
// Where nothing is set pages move into each other, which takes stories longer.
func (tb *tab) prefer(pairs ...string) {
	tb.t.Helper()
	var p emulation.SetEmulatedMediaParams
	for i := 0; i < len(pairs); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	command(tb, emulation.SetEmulatedMedia, p)
}

// do performs steps, each of which ends soon or never.
func (tb *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tb.t.Helper()
	ctx := tb.ctx
	if chromedp.FromContext(ctx).Target != nil { // else this starts the tab, which would end with a deadline
		limited, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		ctx = limited
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		tb.t.Fatal(err)
	}
}

// command sends a command of the DevTools protocol.
func command[P, R any](tb *tab, c cdp.Command[P, R], params P) R {
	tb.t.Helper()
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	answer, err := chromedp.Call(ctx, c, params)
	if err != nil {
		tb.t.Fatalf("%s: %v", c.Method, err)
	}
	return answer
}

// js is the value of an expression in the page, which may be a promise.
func js[T any](tb *tab, expression string) T {
	tb.t.Helper()
	v, err := tryJS[T](tb, expression)
	if err != nil {
		tb.t.Fatalf("%v\nof %s", err, expression)
	}
	return v
}

func tryJS[T any](tb *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(tb.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// quoted is a text as a script has it.
func quoted(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		panic(err) // which no string makes it do
	}
	return string(data)
}

// until waits for an expression to become true. Errors on the way are those
// of a page that is just going or coming.
func (tb *tab) until(what, expression string) {
	tb.t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		ok, err := tryJS[bool](tb, "!!("+expression+")")
		if ok {
			return
		}
		last = err
	}
	where, _ := tryJS[string](tb, `location.href + "\n" + document.body.innerText.slice(0, 600)`)
	tb.t.Fatalf("%s: that did not come about (%v) at %s", what, last, where)
}

// settled is true of a page that is there and takes clicks: a transition from
// another page lies over it for a moment.
const settled = `document.readyState === "complete" && !document.activeViewTransition`

// open goes to a page of the server.
func (tb *tab) open(path string) {
	tb.t.Helper()
	tb.leave("opening "+path, func() { command(tb, page.Navigate, page.NavigateParams{URL: tb.origin + path}) })
}

// leave does what leads to another page, and waits until that is settled.
func (tb *tab) leave(what string, act func()) {
	tb.t.Helper()
	js[bool](tb, "window.left = true")
	act()
	tb.until(what, "!window.left && "+settled)
}

func (tb *tab) back() {
	tb.t.Helper()
	tb.leave("going back", func() { js[bool](tb, "history.back(), true") })
}

// path is where the tab is.
func (tb *tab) path() string {
	tb.t.Helper()
	return js[string](tb, "location.pathname + location.search")
}

// click presses the mouse on the first element that a selector finds. It
// waits until the element can be hit; one out of sight is scrolled to.
func (tb *tab) click(selector string) {
	tb.t.Helper()
	target := fmt.Sprintf(`(() => {
		const element = document.querySelector(%s);
		const box = element?.getClientRects()[0];
		if (!box || !(%s)) return [];
		const x = box.x + box.width / 2, y = box.y + box.height / 2;
		if (element.contains(document.elementFromPoint(x, y))) return [x, y];
		element.scrollIntoView({ block: "center", behavior: "instant" });
		return [];
	})()`, quoted(selector), settled)
	tb.until("clicking "+selector, target+".length")
	point := js[[]float64](tb, target)
	tb.do(chromedp.MouseClickXY(point[0], point[1]))
}

// follow clicks on what leads to another page.
func (tb *tab) follow(selector string) {
	tb.t.Helper()
	tb.leave("following "+selector, func() { tb.click(selector) })
}

// press strikes keys, as kb names them.
func (tb *tab) press(keys string) {
	tb.t.Helper()
	tb.do(chromedp.KeyEvent(keys))
}

// text is what an element says, its spaces made single; empty if there is none.
func (tb *tab) text(selector string) string {
	tb.t.Helper()
	said := js[string](tb, "document.querySelector("+quoted(selector)+")?.textContent ?? ''")
	return strings.Join(strings.Fields(said), " ")
}

func (tb *tab) count(selector string) int {
	tb.t.Helper()
	return js[int](tb, "document.querySelectorAll("+quoted(selector)+").length")
}

// walk scrolls from the top to the end by less than the window's height, and
// waits at each step for the pictures in sight.
func (tb *tab) walk() {
	tb.t.Helper()
	const pictures = `[...document.images].every((img) => {
		const box = img.getBoundingClientRect();
		return box.bottom < 0 || box.top > innerHeight || box.width === 0 || (img.complete && img.naturalWidth > 0);
	})`
	tb.until("pictures at the top", pictures)
	for js[bool](tb, "scrollY + innerHeight < document.documentElement.scrollHeight - 2") {
		js[bool](tb, `scrollBy({ top: innerHeight * .8, behavior: "instant" }), true`)
		tb.until("pictures in sight", pictures)
	}
}
