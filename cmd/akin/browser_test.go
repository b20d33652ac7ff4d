package main

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBrowser tells what people do with the pages, in a real browser before a
// real server. Each story has tabs of its own, whose watcher fails it on
// whatever the browser complains of. All stories share one collection, so what
// they add they add under names of their own.
func TestBrowser(t *testing.T) {
	program := findBrowser(t)
	b := &browser{world: newWorld(t, paintedPaths(t)...)}
	b.ctx = launch(t, program) // after the server, so that it is closed before it
	for _, s := range []struct {
		name string
		tell func(*browser, *testing.T)
	}{
		{"first view is small and self-contained", (*browser).firstView},
		{"browse, go from pin to pin, and come back", (*browser).browse},
		{"nothing moves while pictures come in", (*browser).shifts},
		{"receipts open in sight and move nothing", (*browser).receipts},
		{"search by words", (*browser).searchWords},
		{"search by a picture", (*browser).searchPicture},
		{"save to boards", (*browser).save},
		{"read and save without scripts", (*browser).withoutScripts},
		{"secret boards", (*browser).secretBoards},
		{"keyboard", (*browser).keyboard},
		{"text stands out from its ground", (*browser).contrast},
		{"ways on from problems", (*browser).problems},
		{"an empty collection", (*browser).emptyCollection},
	} {
		t.Run(s.name, func(t *testing.T) { s.tell(b, t) })
	}
}

// A browser is one running Chromium, and the collection that it looks at.
type browser struct {
	ctx   context.Context
	world *world
}

// findBrowser skips the test where there is no browser, except where CI is
// set: there it would go unnoticed for good.
func findBrowser(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const missing = "no chromium or google-chrome in PATH: the pages are not tested in a browser; on Debian, apt-get install chromium"
	if os.Getenv("CI") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// launch starts the browser without a window and without what it likes to ask
// the network for on its own.
func launch(t *testing.T, program string) context.Context {
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.DisableGPU, // there is none to be had, and imitating one is slow
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-pings", true),
		// A page that is kept whole is at its old place anyway. Without that the
		// browser loads it again, and its layout must be the same at once.
		chromedp.Flag("disable-features", "BackForwardCache,Translate,OptimizationHints,MediaRouter"),
	)
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // which root cannot have
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		if err := chromedp.Cancel(limited); err != nil {
			t.Errorf("closing the browser: %v", err)
		}
		stop()
	})
	if err := chromedp.Do(ctx); err != nil { // which starts it
		t.Fatalf("starting %s: %v", program, err)
	}
	return ctx
}
