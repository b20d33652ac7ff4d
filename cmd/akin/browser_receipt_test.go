package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// cardBoxes says where the pins are on the page, in whole pixels.
const cardBoxes = `JSON.stringify([...document.querySelectorAll(".card")].map((card) => {
	const box = card.getBoundingClientRect();
	return [box.x, box.y + scrollY, box.width, box.height].map(Math.round);
}))`

// receipts opens the receipt of a pin with its button at the top, in the middle
// and at the bottom of the window.
func (b *browser) receipts(t *testing.T) {
	pin := b.world.pin(t, "kettle")
	for width, columns := range map[int64]int{390: 2, 1440: 6} {
		tb := b.tab(t, width, 900)
		tb.open(pin.path())
		tb.walk()
		if n := js[int](tb, `new Set([...document.querySelectorAll(".card")].map((card) => card.getBoundingClientRect().x)).size`); n != columns {
			t.Errorf("at %d pixels pins stand in %d columns, not in %d", width, n, columns)
		}
		boxes := js[string](tb, cardBoxes)
		for i, from := range []int{860, 450, 120} {
			number := 1 + 4*i
			js[bool](tb, fmt.Sprintf(`(() => {
				const button = document.querySelector("button[popovertarget=why-%d]");
				scrollTo({ top: button.getBoundingClientRect().top + scrollY - %d, behavior: "instant" });
				return true;
			})()`, number, from))
			receipt := fmt.Sprintf("document.getElementById('why-%d')", number)
			tb.click(fmt.Sprintf("button[popovertarget=why-%d]", number))
			tb.until("the receipt to open", receipt+".matches(':popover-open')")
			tb.until("the receipt to be in sight", fmt.Sprintf(`(() => {
				const box = %s.getBoundingClientRect();
				return box.height > 150 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
			})()`, receipt))
			if now := js[string](tb, cardBoxes); now != boxes {
				t.Errorf("at %d pixels, with the button at %d: pins moved from\n%s to\n%s", width, from, boxes, now)
			}
			tb.press(kb.Escape)
			tb.until("the receipt to close", "!document.querySelector(':popover-open')")
		}
	}
}
