package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func (b *browser) searchWords(t *testing.T) {
	tb := b.tab(t, 1280, 800)
	tb.open("/")
	tb.searchFor("lamp")
	if tb.path() != "/search?q=lamp" || tb.text("h1") != "lamp" || tb.count(".card") < 12 {
		t.Errorf("%s: %q with %d pins", tb.path(), tb.text("h1"), tb.count(".card"))
	}
	if n, told := tb.count(".card"), tb.count(".card .reason"); told != n {
		t.Errorf("%d of %d results say why", told, n)
	}
	if field := js[string](tb, "document.getElementById('q').value"); field != "lamp" {
		t.Errorf("the field says %q", field)
	}

	tb.searchFor("zzyx qqov")
	if field := js[string](tb, "document.getElementById('q').value"); field != "zzyx qqov" || tb.count(".card") != 0 {
		t.Errorf("nothing to be found: the field says %q above %d pins", field, tb.count(".card"))
	}
	if !strings.Contains(tb.text("main"), "No pin has any of these words") {
		t.Errorf("it does not say that nothing was found: %q", tb.text("main"))
	}
	tb.follow("main a[href='/']")
	if tb.path() != "/" {
		t.Errorf("the way on leads to %s", tb.path())
	}
}

// searchFor writes words into the field at the top and presses Enter.
func (tb *tab) searchFor(words string) {
	tb.t.Helper()
	tb.click("#q")
	js[bool](tb, "document.getElementById('q').select(), true")
	tb.press(words)
	tb.leave("searching for "+words, func() { tb.press(kb.Enter) })
}

// A picture finds its own pin first, whichever way it comes.
func (b *browser) searchPicture(t *testing.T) {
	pin := b.world.pin(t, "kettle")
	tb := b.tab(t, 1280, 800)
	own := fmt.Sprintf("fetch(%s).then((answer) => answer.blob())", quoted(pin.original()))

	tb.open("/")
	tb.leave("dropping a smaller copy", func() { js[bool](tb, dropped(smaller(own), "copy.jpg", "image/jpeg")) })
	tb.findsFirst(pin)

	tb.open("/boards")
	tb.leave("pasting", func() {
		js[bool](tb, transfer(own, "image.png", "image/jpeg", `document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));`))
	})
	tb.findsFirst(pin)

	tb.open("/")
	file := filepath.Join(t.TempDir(), "chosen.jpg")
	if err := os.WriteFile(file, b.world.bytes(t, pin.original()), 0o644); err != nil {
		t.Fatal(err)
	}
	tb.click("button[popovertarget=by-picture]")
	tb.until("the form to open", "document.getElementById('by-picture').matches(':popover-open')")
	tb.leave("choosing", func() { tb.do(chromedp.SetUploadFiles(chromedp.CSS("#image"), []string{file})) })
	tb.findsFirst(pin)

	tb.open("/")
	js[bool](tb, dropped(`new Blob(["milk, eggs"])`, "list.txt", "text/plain"))
	tb.until("saying that a text is no picture", "/not a picture/.test(document.getElementById('said').textContent)")
	if !js[bool](tb, "document.getElementById('veil').hidden") || tb.path() != "/" {
		t.Errorf("after a text was dropped: at %s, under a veil: %s", tb.path(), tb.text("#veil"))
	}

	tb.expect(422)
	tb.leave("dropping a broken picture", func() { js[bool](tb, dropped(`new Blob(["not what it says"])`, "broken.png", "image/png")) })
	if tb.count("main a[href='/']") == 0 {
		t.Errorf("no way on from a broken picture: %q", tb.text("main"))
	}
}

// findsFirst checks a page of results for a picture that is a copy of a pin's.
func (tb *tab) findsFirst(pin foundPin) {
	tb.t.Helper()
	if tb.text("h1") != "Pins like your picture" || tb.count(".card") < 10 {
		tb.t.Fatalf("%s: %q with %d pins", tb.path(), tb.text("h1"), tb.count(".card"))
	}
	if first := js[string](tb, "document.querySelector('.card .face').getAttribute('href')"); first != pin.path() {
		tb.t.Errorf("the first result is %s, not %s", first, pin.path())
	}
	if why := tb.text(".card .reason"); !strings.HasPrefix(why, "the same picture") {
		tb.t.Errorf("the first result is not called a copy: %q", why)
	}
	if tb.count(fmt.Sprintf(".notice a[href=%q]", pin.path())) != 1 {
		tb.t.Errorf("nothing says that the picture is here already: %q", tb.text(".notice"))
	}
}

// transfer is a script that makes a file of a blob's promise and does
// something with the DataTransfer that carries it.
func transfer(blob, name, contentType, act string) string {
	return fmt.Sprintf(`(async () => {
		const carried = new DataTransfer();
		carried.items.add(new File([await (%s)], %s, { type: %s }));
		%s
		return true;
	})()`, blob, quoted(name), quoted(contentType), act)
}

// dropped carries a file over the page and lets it go. It throws if the page
// does not show that it would take it.
func dropped(blob, name, contentType string) string {
	return transfer(blob, name, contentType, `
		const over = (kind) => document.querySelector("main").dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
		over("dragenter");
		if (over("dragover")) throw new Error("the page does not take files");
		if (document.getElementById("veil").hidden) throw new Error("the page does not show that it takes files");
		over("drop");`)
}

// smaller is a script that makes a picture of half the size, as a JPEG of low
// quality.
func smaller(blob string) string {
	return fmt.Sprintf(`(async () => {
		const picture = await createImageBitmap(await (%s));
		const canvas = document.createElement("canvas");
		canvas.width = picture.width / 2;
		canvas.height = picture.height / 2;
		canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
		return new Promise((done) => canvas.toBlob(done, "image/jpeg", .6));
	})()`, blob)
}
