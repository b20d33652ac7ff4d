package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// secretBoards makes a secret board in a pin's dialog, looks for the mark of it,
// and shows it to all by its page's form, where no scripts run.
func (b *browser) secretBoards(t *testing.T) {
	pin := b.world.pin(t, "violin")
	const board = "Not for everybody"
	tb := b.tab(t, 1280, 800)
	tb.open(pin.path())
	tb.click("#save summary")
	tb.click("#new-board")
	tb.press(board)
	tb.click("#new-secret")
	tb.click(".new-board button")
	tb.until("saying that it is saved", "/Saved/.test(document.getElementById('said').textContent)")
	if on := js[string](tb, "document.getElementById('on').textContent"); !strings.Contains(on, board+" secret") {
		t.Errorf("the pin's page says of its boards %q", on)
	}
	address := js[string](tb, `[...document.querySelectorAll("#on a")].find((a) => a.textContent.includes("Not for everybody")).getAttribute("href")`)
	if got := b.status(t, "/api/v1"+address); got != http.StatusNotFound {
		t.Errorf("nobody in particular gets %d for %s", got, address)
	}

	plain := b.tab(t, 500, 900)
	command(plain, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	plain.open(address)
	if text := plain.text(".heading"); plain.text("h1") != board || !strings.Contains(text, "1 pin · secret") {
		t.Errorf("the board's page begins with %q", text)
	}
	plain.click(".heading summary")
	plain.follow(".heading .button")
	if text := plain.text(".heading p"); text != "1 pin" {
		t.Errorf("after it was made public the page says %q", text)
	}
	if got := b.status(t, "/api/v1"+address); got != http.StatusOK {
		t.Errorf("nobody in particular gets %d for %s, which is public", got, address)
	}
	plain.click(".heading summary")
	plain.follow(".heading .button")
	if text := plain.text(".heading"); !strings.Contains(text, "1 pin · secret") {
		t.Errorf("after it was made secret the page begins with %q", text)
	}
}

// status is what a program gets for an address.
func (b *browser) status(t *testing.T, path string) int {
	t.Helper()
	res, err := http.Get(b.world.origin + path)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}
