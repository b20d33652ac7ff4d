package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// save puts a pin on a new board and on one that is there, and takes it off,
// without leaving the pin's page.
func (b *browser) save(t *testing.T) {
	pin := b.world.pin(t, "violin")
	const board = "Things with strings"
	tb := b.tab(t, 1280, 800)
	tb.open(pin.path())
	js[bool](tb, "window.same = true")

	tb.click("#save summary")
	tb.click("#new-board")
	tb.press(board)
	began := time.Now()
	tb.click(".new-board button")
	tb.until("saying that it is saved", "/Saved/.test(document.getElementById('said').textContent)")
	if took := time.Since(began); took >= time.Second {
		t.Errorf("saving took %v", took)
	}
	tb.isOn(board, true)
	if from := b.world.pins(t, "/api/v1/pins/poem/similar?limit=200&text=violin"); !slices.ContainsFunc(from, func(p foundPin) bool {
		return p.ID == pin.ID && slices.Contains(p.Boards, board)
	}) {
		t.Errorf("what is similar to another pin does not show %s on the board %s", pin.ID, board)
	}
	other := b.tab(t, 1280, 800)
	other.open(pin.path())
	other.follow(linkTo(other, "#on a", board))
	if other.text("h1") != board || other.count(fmt.Sprintf(".face[href=%q]", pin.path())) != 1 {
		t.Errorf("the board's page: %q", other.text("main"))
	}

	tb.click("#save summary")
	tb.click("#save button[data-said='Saved to Tiles']")
	tb.until("saying where it is saved", "document.getElementById('said').textContent === 'Saved to Tiles'")
	tb.isOn("Tiles", true)

	tb.click("#save summary")
	tb.click(fmt.Sprintf("#save button[data-said='Taken off %s']", board))
	tb.until("saying that it is taken off", fmt.Sprintf("document.getElementById('said').textContent === 'Taken off %s'", board))
	tb.isOn(board, false)
	tb.isOn("Tiles", true)
	if !js[bool](tb, "window.same === true") {
		t.Error("the page was left")
	}
	other.open(other.path())
	if other.count(".card") != 0 || !strings.Contains(other.text("main"), "Nothing is on this board yet") {
		t.Errorf("the board's page still shows the pin: %q", other.text("main"))
	}
}

// isOn checks what the pin's page says about a board.
func (tb *tab) isOn(board string, want bool) {
	tb.t.Helper()
	boards := js[[]string](tb, `[...document.querySelectorAll("#on a")].map((a) => a.textContent)`)
	if slices.Contains(boards, board) != want {
		tb.t.Errorf("%s is on %q; on %q should be %v", tb.path(), boards, board, want)
	}
	if summary := tb.text("#save summary"); want && summary != "Saved" {
		tb.t.Errorf("%s: the button says %q", tb.path(), summary)
	}
}

// linkTo is a selector of the first link of those that says a text.
func linkTo(tb *tab, links, text string) string {
	tb.t.Helper()
	href := js[string](tb, fmt.Sprintf(`[...document.querySelectorAll(%s)].find((a) => a.textContent.includes(%s))?.getAttribute("href") ?? ""`, quoted(links), quoted(text)))
	if href == "" {
		tb.t.Fatalf("%s: none of %q says %q", tb.path(), links, text)
	}
	return fmt.Sprintf("%s[href=%q]", links, href)
}

// withoutScripts reads and saves where the browser runs none.
func (b *browser) withoutScripts(t *testing.T) {
	tb := b.tab(t, 1280, 800)
	command(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	tb.open("/")
	if !js[bool](tb, "document.getElementById('drop-hint').hidden") {
		t.Fatal("scripts are running")
	}
	tb.follow(".next a")
	tb.follow(".card .face")
	tb.follow("#more .card .face")
	if tb.count("#more .card .reason") < 10 {
		t.Errorf("%s: %d reasons", tb.path(), tb.count("#more .card .reason"))
	}
	tb.click("#more .card .reason")
	tb.until("the receipt to open", "document.querySelector('.receipt:popover-open')")

	tb.searchFor("orchard")
	tb.follow(".card .face")
	tb.follow(linkTo(tb, "#on a", "Words"))
	if tb.text("h1") != "Words" || tb.count(".card") < 16 {
		t.Errorf("the board: %q with %d pins", tb.text("h1"), tb.count(".card"))
	}

	tb.open("/pins/orchard")
	tb.saveWithoutScripts("#new-board", "Trees")
	tb.isOn("Trees", true)
	tb.click("#save summary")
	tb.follow("#save button[data-said='Taken off Trees']")
	tb.isOn("Trees", false)

	tb.click("button[popovertarget=by-picture]")
	file := paintedFile(t)
	tb.do(chromedp.SetUploadFiles(chromedp.CSS("#image"), []string{file}))
	tb.follow("#by-picture .button")
	if tb.text("h1") != "Pins like your picture" || tb.count(".card") == 0 {
		t.Errorf("by picture: %q with %d pins", tb.text("h1"), tb.count(".card"))
	}
}

func (tb *tab) saveWithoutScripts(field, title string) {
	tb.t.Helper()
	tb.click("#save summary")
	tb.click(field)
	tb.press(title)
	tb.follow(".new-board button")
	if tb.path() != "/pins/orchard" {
		tb.t.Errorf("saving led to %s", tb.path())
	}
}
