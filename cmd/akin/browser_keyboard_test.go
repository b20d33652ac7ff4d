package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// focused describes what has the focus, and tells whether that can be seen:
// by an outline, or by a ring around the field for words.
const focused = `(() => {
	const element = document.activeElement;
	const style = getComputedStyle(element);
	const ring = element.id === "q" && getComputedStyle(element.form).boxShadow !== "none";
	const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
	return { Name: element.id || element.className || element.tagName, Visible: element.matches(":focus-visible") && (ring || outline) };
})()`

type focus struct {
	Name    string
	Visible bool
}

func (b *browser) keyboard(t *testing.T) {
	tb := b.tab(t, 1280, 800)
	tb.open("/")
	tb.tabTo("skip")
	tb.tabTo("q")
	tb.tabTo("tile")
	tb.tabTo("face")
	tb.leave("opening the pin", func() { tb.press(kb.Enter) })
	if !strings.HasPrefix(tb.path(), "/pins/") {
		t.Fatalf("Enter on a pin led to %s", tb.path())
	}

	tb.tabTo("button") // the one that opens the boards to save to
	tb.press(kb.Enter)
	tb.until("the boards to open", "document.getElementById('save').open")
	tb.press(kb.Escape)
	tb.until("the boards to close", "!document.getElementById('save').open && document.activeElement.matches('#save summary')")

	tb.tabTo("reason")
	tb.press(kb.Enter)
	tb.until("the receipt to open", "document.querySelector('.receipt:popover-open')")
	tb.press(kb.Escape)
	tb.until("the receipt to close", "!document.querySelector(':popover-open') && document.activeElement.matches('.reason')")

	tb.press("/")
	tb.until("the field to have the focus", "document.activeElement.id === 'q'")
	tb.tabTo("icon-button")
	tb.press(kb.Enter)
	tb.until("the form for pictures to open", "document.getElementById('by-picture').matches(':popover-open')")
	tb.tabTo("image")
	tb.press(kb.Escape)
	tb.until("the form for pictures to close", "!document.querySelector(':popover-open') && document.activeElement.matches('button[popovertarget=by-picture]')")
}

// tabTo presses Tab until the element of that ID or class has the focus, which
// must be seen at every step on the way.
func (tb *tab) tabTo(name string) {
	tb.t.Helper()
	var way []string
	for range 60 {
		tb.press(kb.Tab)
		f := js[focus](tb, focused)
		way = append(way, f.Name)
		if !f.Visible {
			tb.t.Errorf("%s: the focus on %q cannot be seen", tb.path(), f.Name)
		}
		if slices.Contains(strings.Fields(f.Name), name) {
			return
		}
	}
	tb.t.Fatalf("%s: Tab does not lead to %q, but to %q", tb.path(), name, way)
}

// faint lists the texts of a page whose contrast to the ground is below 4.5,
// the least that WCAG 2 asks for. What lies on a picture is left out.
const faint = `(() => {
	const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const rgba = (color) => {
		pen.clearRect(0, 0, 1, 1);
		pen.fillStyle = color;
		pen.fillRect(0, 0, 1, 1);
		const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
		return [r, g, b, a / 255];
	};
	const over = ([r, g, b, a], ground) => [r, g, b].map((c, i) => c * a + ground[i] * (1 - a));
	const ground = (element) => {
		if (!element) return [255, 255, 255];
		const color = rgba(getComputedStyle(element).backgroundColor);
		return color[3] === 1 ? color.slice(0, 3) : over(color, ground(element.parentElement));
	};
	const light = (color) => {
		const [r, g, b] = color.map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
		return .2126 * r + .7152 * g + .0722 * b;
	};
	const bad = [];
	let looked = 0;
	const look = (element, text, style) => {
		const back = ground(element);
		let alpha = 1;
		for (let e = element; e; e = e.parentElement) alpha *= getComputedStyle(e).opacity;
		const [r, g, b, a] = rgba(style.color);
		const [x, y] = [light(over([r, g, b, a * alpha], back)), light(back)];
		const contrast = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
		looked++;
		if (contrast < 4.5) bad.push(element.className + " " + contrast.toFixed(2) + ": " + text);
	};
	const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (words.nextNode()) {
		const element = words.currentNode.parentElement, text = words.currentNode.data.trim();
		if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".unseen, .skip")) continue;
		look(element, text, getComputedStyle(element));
	}
	const field = document.getElementById("q");
	look(field, field.placeholder, getComputedStyle(field, "::placeholder"));
	return { Looked: looked, Bad: bad };
})()`

func (b *browser) contrast(t *testing.T) {
	tb := b.tab(t, 1280, 900)
	pin := b.world.pin(t, "kettle")
	for _, scheme := range []string{"light", "dark"} {
		// Colours are measured at rest.
		tb.prefer("prefers-color-scheme", scheme, "prefers-reduced-motion", "reduce")
		for _, path := range []string{"/", "/boards", "/search?q=lamp", "/search?q=zzyx", pin.path(), "/pins/poem"} {
			tb.open(path)
			tb.hasContrast(path + ", " + scheme)
		}
		tb.open(pin.path())
		tb.click("#save summary")
		tb.until("the boards to open", "document.getElementById('save').open")
		tb.hasContrast("the boards to save to, " + scheme)
		tb.press(kb.Escape)
		tb.click("#more .reason")
		tb.until("the receipt to open", "document.querySelector('.receipt:popover-open')")
		tb.hasContrast("a receipt, " + scheme)
		tb.open("/")
		tb.click("button[popovertarget=by-picture]")
		tb.until("the form for pictures to open", "document.getElementById('by-picture').matches(':popover-open')")
		tb.hasContrast("the form for pictures, " + scheme)
	}
}

func (tb *tab) hasContrast(where string) {
	tb.t.Helper()
	found := js[struct {
		Looked int
		Bad    []string
	}](tb, faint)
	if found.Looked < 5 {
		tb.t.Errorf("%s: only %d texts were found", where, found.Looked)
	}
	for _, bad := range found.Bad {
		tb.t.Errorf("%s: too little contrast: %s", where, bad)
	}
}
