package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// firstViewBytes is what the first page may weigh without its pictures: a
// second on a slow telephone line, at 0.5 Mbit/s.
const firstViewBytes = 60 << 10

func (b *browser) firstView(t *testing.T) {
	tb := b.tab(t, 1440, 900)
	tb.open("/")
	sum := 0
	for _, kind := range []network.ResourceType{network.ResourceTypeDocument, network.ResourceTypeStylesheet, network.ResourceTypeScript} {
		n := tb.received(kind)
		if n == 0 {
			t.Errorf("nothing came as %s", kind)
		}
		t.Logf("%s: %d bytes", kind, n)
		sum += n
	}
	if sum > firstViewBytes {
		t.Errorf("the first view takes %d bytes, more than %d", sum, firstViewBytes)
	}
	if n := tb.count("script:not([src]), style, [style]"); n > 0 {
		t.Errorf("%d scripts or styles stand in the page itself", n)
	}
	if absolute := regexp.MustCompile(`(?i)[a-z]+://[^"'\s]*|["'(=]//[^"'\s]*`).FindAllString(b.world.html(t, "/"), -1); absolute != nil {
		t.Errorf("the page names addresses with a host: %q", absolute)
	}
}

// problems are pages that say what is wrong and lead on.
func (b *browser) problems(t *testing.T) {
	tb := b.tab(t, 390, 800)
	tb.expect(404)
	tb.expect(400)
	for path, says := range map[string]string{
		"/nowhere":            "It is not there",
		"/pins/nosuch":        "It is not there",
		"/boards/nosuch":      "It is not there",
		"/pins/poem?off=eyes": "The request does not make sense",
		"/?after=forged":      "The request does not make sense",
	} {
		tb.open(path)
		if tb.text("h1") != says || tb.count("#q") != 1 {
			t.Errorf("%s: %q", path, tb.text("main"))
		}
		tb.follow("main a.button")
		if tb.path() != "/" || tb.count(".card") == 0 {
			t.Errorf("%s: the way on leads to %s with %d pins", path, tb.path(), tb.count(".card"))
		}
	}
}

func (b *browser) emptyCollection(t *testing.T) {
	tb := b.tabOn(t, newWorld(t), 1280, 800)
	tb.open("/")
	main := tb.text("main")
	if !strings.Contains(main, "akin import") || strings.Contains(strings.ToLower(main), "stop the server") {
		t.Errorf("the page does not say how to get pictures in: %q", main)
	}
	tb.open("/boards")
	if !strings.Contains(tb.text("main"), "No boards yet") {
		t.Errorf("boards: %q", tb.text("main"))
	}
	tb.searchFor("lamp")
	tb.follow("main a[href='/']")
}
