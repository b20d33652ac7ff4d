package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

// browse goes down the list, over to the next page of it, from a pin there to
// three others in turn, and all the way back.
func (b *browser) browse(t *testing.T) {
	tb := b.tab(t, 800, 600)
	tb.prefer() // with the transitions that other stories do without
	tb.open("/")
	tb.walk()
	tb.follow(".next a")
	if !strings.HasPrefix(tb.path(), "/?after=") || tb.count(".card") == 0 {
		t.Fatalf("after the first page of pins: %s with %d pins", tb.path(), tb.count(".card"))
	}
	scrollTo(tb, "h2", 260)
	list := openPinInSight(tb, nil)
	var stops []place
	var seen []string
	for range 3 {
		for i, why := range js[[]string](tb, `[...document.querySelectorAll("#more .card")].map((card) => card.querySelector(".reason")?.textContent ?? "")`) {
			// Down the list pins have little in common, and say so.
			if why == "" || i < 12 && strings.HasPrefix(why, "little in common") {
				t.Errorf("%s: result %d has no reason: %q", tb.path(), i+1, why)
			}
		}
		scrollTo(tb, "#more", 200)
		seen = append(seen, tb.path())
		stops = append(stops, openPinInSight(tb, seen))
	}
	for i := range stops {
		tb.back()
		stops[len(stops)-1-i].isWhereTheTabIs(tb)
	}
	tb.back()
	list.isWhereTheTabIs(tb)
}

// A place is where someone looks at a page.
type place struct {
	Path    string
	ScrollY float64
	Pin     string  // the address of a pin in sight
	Top     float64 // how far it is from the top of the window
}

func scrollTo(tb *tab, selector string, further int) {
	tb.t.Helper()
	js[bool](tb, fmt.Sprintf(`document.querySelector(%s).scrollIntoView({ block: "start", behavior: "instant" }), scrollBy({ top: %d, behavior: "instant" }), true`, quoted(selector), further))
}

// openPinInSight clicks on a pin that is wholly in sight and none of those
// seen, and returns where that was.
func openPinInSight(tb *tab, seen []string) place {
	tb.t.Helper()
	was := js[place](tb, `(() => {
		const seen = `+quoted(strings.Join(seen, " "))+`.split(" ");
		const bar = document.querySelector(".top").getBoundingClientRect().bottom;
		for (const face of document.querySelectorAll(".card .face")) {
			const box = face.getBoundingClientRect();
			if (box.top > bar && box.bottom < innerHeight && !seen.includes(face.getAttribute("href"))) {
				return { Path: location.pathname + location.search, ScrollY: scrollY, Pin: face.getAttribute("href"), Top: box.top };
			}
		}
	})()`)
	tb.follow(fmt.Sprintf(".card .face[href=%q]", was.Pin))
	if tb.path() != was.Pin {
		tb.t.Fatalf("a click on %s led to %s", was.Pin, tb.path())
	}
	return was
}

// isWhereTheTabIs waits for the browser to scroll to where it was, and holds
// the pin's place against what it was.
func (p place) isWhereTheTabIs(tb *tab) {
	tb.t.Helper()
	if tb.path() != p.Path {
		tb.t.Fatalf("back at %s, not at %s", tb.path(), p.Path)
	}
	tb.until(fmt.Sprintf("scrolling back to %.0f", p.ScrollY), fmt.Sprintf("Math.abs(scrollY - %g) < 4", p.ScrollY))
	if top := js[float64](tb, fmt.Sprintf(`document.querySelector('.card .face[href=%q]').getBoundingClientRect().top`, p.Pin)); max(top-p.Top, p.Top-top) >= 4 {
		tb.t.Errorf("%s: the pin %s was %.0f from the top, and is %.0f", p.Path, p.Pin, p.Top, top)
	}
}

// watchShifts counts how much of a page moves that nobody moved.
const watchShifts = `(() => {
	let sum = 0;
	const moved = [];
	const add = (entries) => {
		for (const e of entries) {
			sum += e.value;
			for (const s of e.sources) moved.push([s.node?.className, s.previousRect, s.currentRect].map((part) => JSON.stringify(part)).join(" "));
		}
	};
	const observer = new PerformanceObserver((list) => add(list.getEntries()));
	observer.observe({ type: "layout-shift", buffered: true });
	window.shifted = () => { add(observer.takeRecords()); return { Sum: sum, Moved: moved }; };
})()`

type shift struct {
	Sum   float64
	Moved []string
}

func (b *browser) shifts(t *testing.T) {
	pin := b.world.pin(t, "kettle")
	for _, width := range []int64{390, 1440} {
		tb := b.tab(t, width, 900)
		command(tb, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchShifts})
		// Pictures come when the page has been painted long ago.
		command(tb, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
			{URLPattern: b.world.origin + "/pictures/*", Latency: 80, DownloadThroughput: -1, UploadThroughput: -1},
		}})
		for _, path := range []string{"/", pin.path(), "/boards", b.world.boardPath(t, "Hills"), "/search?q=lamp"} {
			tb.open(path)
			tb.walk()
			if s := js[shift](tb, "window.shifted()"); s.Sum != 0 {
				t.Errorf("%s at %d pixels: the layout shifted by %g: %q", path, width, s.Sum, s.Moved)
			}
			if n := js[int](tb, `[...document.images].filter((img) => img.loading === "lazy" && img.naturalWidth).length`); n < 8 {
				t.Errorf("%s at %d pixels: only %d lazy pictures came in", path, width, n)
			}
		}
		js[bool](tb, `scrollTo(0, 0), document.querySelector("main").style.paddingTop = "300px", true`)
		tb.until("noticing a shift that there is", "window.shifted().Sum > 0")
	}
}
