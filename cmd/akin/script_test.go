package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"akin": func() { os.Exit(run()) },
	})
}

// The commands, told as stories.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("AKIN_DATA", filepath.Join(env.WorkDir, "data"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"paint": paint,
			"paste": paste,
			"until": until,
			"ask":   ask,
		},
	})
}

// until FILE [TEXT] waits for a file that a command in the background makes,
// and for the text in it.
func until(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: until FILE [TEXT]")
	}
	text := strings.Join(args[1:], "")
	for path, end := ts.MkAbs(args[0]), time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(path); err == nil && strings.Contains(string(data), text) {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%s does not come to be", strings.Join(args, " with "))
		}
	}
}

// paint FILE HUE [SIZE [QUALITY]] writes a picture: a disc of one of 12 hues on
// a pale ground, with stripes that tell the hues' shapes apart. QUALITY makes
// it a JPEG of that quality, whatever the name.
func paint(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: paint FILE HUE [SIZE [QUALITY]]")
	}
	number := func(i, otherwise int) int {
		if i >= len(args) {
			return otherwise
		}
		n, err := strconv.Atoi(args[i])
		ts.Check(err)
		return n
	}
	img := disc(number(1, 0), number(2, 256))
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	f, err := os.Create(path)
	ts.Check(err)
	if q := number(3, 0); q > 0 {
		err = jpeg.Encode(f, img, &jpeg.Options{Quality: q})
	} else {
		err = png.Encode(f, img)
	}
	ts.Check(err)
	ts.Check(f.Close())
}

// paste FILE LEFT RIGHT writes a picture of two others side by side.
func paste(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: paste FILE LEFT RIGHT")
	}
	var halves [2]image.Image
	for i, name := range args[1:] {
		f, err := os.Open(ts.MkAbs(name))
		ts.Check(err)
		halves[i], err = png.Decode(f)
		f.Close()
		ts.Check(err)
	}
	left, right := halves[0].Bounds(), halves[1].Bounds()
	img := image.NewNRGBA(image.Rect(0, 0, left.Dx()+right.Dx(), max(left.Dy(), right.Dy())))
	draw.Draw(img, left, halves[0], image.Point{}, draw.Src)
	draw.Draw(img, right.Add(image.Pt(left.Dx(), 0)), halves[1], image.Point{}, draw.Src)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, img))
	ts.Check(f.Close())
}

func disc(hue, size int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	inks := [12]color.NRGBA{
		{200, 30, 40, 255}, {210, 110, 20, 255}, {220, 190, 30, 255}, {120, 170, 40, 255}, {30, 130, 60, 255}, {20, 140, 140, 255},
		{30, 100, 190, 255}, {60, 50, 170, 255}, {120, 40, 160, 255}, {190, 40, 130, 255}, {90, 60, 40, 255}, {40, 40, 44, 255},
	}
	ink := inks[hue%12]
	cx, cy := size*(3+hue%5)/10, size*(3+hue%4)/10
	for y := range size {
		for x := range size {
			c := color.NRGBA{235, 230, 220, 255}
			dx, dy := x-cx, y-cy
			switch {
			case dx*dx+dy*dy < size*size/16:
				c = ink
			case (x*(2+hue%3)+y*(1+hue%5))*8/size%4 == 0:
				c = color.NRGBA{uint8(255 - int(ink.R)/3), uint8(255 - int(ink.G)/3), uint8(255 - int(ink.B)/3), 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func Example_exitCodes() {
	fmt.Println(exitCode(nil, os.Stdout))
	fmt.Println(exitCode(usage(fmt.Errorf("no such flag")), os.Stdout))
	// Output:
	// 0
	// akin: no such flag
	// 2
}
