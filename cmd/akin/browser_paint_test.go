package main

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// paintedPaths makes a collection of 64 pins: four folders with twelve
// pictures each, and a manifest with words for fourteen more and two pins of
// words alone.
func paintedPaths(t *testing.T) []string {
	dir := t.TempDir()
	n := 0
	for kind, name := range []string{"Lamps", "Waves", "Tiles", "Hills"} {
		for i := range 12 {
			paintFile(t, filepath.Join(dir, "folders", name, fmt.Sprintf("%s %d.jpg", strings.TrimSuffix(name, "s"), i+1)), kind, n)
			n++
		}
	}
	var lines strings.Builder
	enc := json.NewEncoder(&lines)
	for i, word := range []string{"kettle", "harbour", "orchard", "violin", "lantern", "saddle", "meadow", "anchor", "quilt", "ladder", "copper", "window", "barn", "teapot"} {
		image := word + ".jpg"
		paintFile(t, filepath.Join(dir, "words", image), i%4, n)
		n++
		enc.Encode(map[string]any{
			"id": word, "title": "The " + word, "image": image, "tags": []string{word, "painted"}, "boards": []string{"Words"},
			"description": "A " + word + " as it might look,\nif one had only discs and stripes.", "link": "https://example.org/" + word,
		})
	}
	enc.Encode(map[string]any{"id": "poem", "title": "What the tide left", "description": "A shoe, a rope, and half a door.", "boards": []string{"Words"}})
	enc.Encode(map[string]any{"id": "note", "title": "Paint thins when it is warm", "tags": []string{"painted"}, "boards": []string{"Words"}})
	manifest := filepath.Join(dir, "words", "pins.ndjson")
	if err := os.WriteFile(manifest, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{filepath.Join(dir, "folders"), manifest}
}

// paintFile writes picture n of a kind. Each has a date of its own, so that
// the newest first is always the same order.
func paintFile(t *testing.T, path string, kind, n int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, painting(kind, n), &jpeg.Options{Quality: 88}); err != nil {
		t.Fatal(err)
	}
	date := time.Date(2024, 5, 1, 12, n, 0, 0, time.UTC)
	if err := os.Chtimes(path, date, date); err != nil {
		t.Fatal(err)
	}
}

// painting is one of four kinds of pictures, in a hue and an aspect ratio that
// change with n.
func painting(kind, n int) *image.NRGBA {
	ratios := []float64{0.75, 1, 1.5, 0.56, 1.33, 0.42, 2.2}
	w := 320
	h := int(float64(w) * ratios[n%len(ratios)])
	ink, ground := hue(float64(n*47%360), .65, .8), hue(float64((n*47+150+n%3*40)%360), .18, .95)
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	side := float64(min(w, h))
	for y := range h {
		for x := range w {
			fx, fy := float64(x), float64(y)
			dx, dy := fx-float64(w)*(.3+.1*float64(n%5)), fy-float64(h)*(.35+.1*float64(n%4))
			on := false
			switch kind {
			case 0:
				on = dx*dx+dy*dy < side*side*(.05+.01*float64(n%6))
			case 1:
				on = math.Sin((fx*float64(1+n%3)+fy*float64(1+n%4))/(14+float64(n%7))) > .1
			case 2:
				on = (x*(3+n%4)/w+y*(4+n%3)/h)%2 == 0
			case 3:
				on = fy > float64(h)*(.5+.25*math.Sin(fx/side*(2+float64(n%5))))
			}
			c := ground
			if on {
				c = ink
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// hue is a colour of that angle, saturation and value.
func hue(angle, saturation, value float64) color.NRGBA {
	channel := func(n float64) uint8 {
		k := math.Mod(n+angle/60, 6)
		return uint8(255 * (value - value*saturation*max(0, min(k, 4-k, 1))))
	}
	return color.NRGBA{channel(5), channel(3), channel(1), 255}
}

// paintedFile is a picture that no pin has.
func paintedFile(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "new.jpg")
	paintFile(t, path, 2, 200)
	return path
}
