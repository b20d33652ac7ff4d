package main

import (
	"bufio"
	"context"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"

	"akin/engine"
	"akin/engine/picture"
)

// Measures of a contact sheet, in pixels.
const (
	cellSide = 150
	cellGap  = 6
)

// A cell is a picture on a contact sheet, fitted into it; a wrong one has a red
// frame.
type cell struct {
	img   image.Image
	wrong bool
}

// A contactSheet is a contact sheet on a page, with a line on each of its rows.
type contactSheet struct {
	Title, File string
	Queries     []string
}

// What the pages of reports share: how they look, and their Sheets.
const (
	reportStyle = `<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem }
td, th { padding: .1rem .8rem .1rem 0; text-align: left; font-variant-numeric: tabular-nums }
img { max-width: 100% }
</style>
`
	sheetsOnPage = `{{range .Sheets}}<h2>{{.Title}}</h2>
<p><img src="{{.File}}" alt="{{.Title}}">
<ol>{{range .Queries}}<li>{{.}}{{end}}</ol>
{{end}}`
)

// writeSheet draws rows of stored pictures into a JPEG file.
func writeSheet(ctx context.Context, eng *engine.Engine, rows [][]engine.PictureID, path string) error {
	cells := make([][]cell, len(rows))
	for y, row := range rows {
		for _, id := range row {
			img, err := small(ctx, eng, id)
			if err != nil {
				return err
			}
			cells[y] = append(cells[y], cell{img: img})
		}
	}
	return drawSheet(cells, path)
}

// drawSheet draws rows of pictures, the first of each row apart from the
// others, into a JPEG file.
func drawSheet(rows [][]cell, path string) error {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	const step = cellSide + cellGap
	sheet := image.NewRGBA(image.Rect(0, 0, columns*step+4*cellGap, len(rows)*step+cellGap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{245}), image.Point{}, draw.Src)
	for y, row := range rows {
		for x, c := range row {
			at := image.Pt(cellGap+x*step, cellGap+y*step)
			if x > 0 {
				at.X += 3 * cellGap
			}
			c.draw(sheet, at)
		}
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = jpeg.Encode(w, sheet, &jpeg.Options{Quality: 85})
	if err == nil {
		err = w.Flush()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// draw draws the picture into the middle of a cell's place.
func (c cell) draw(sheet *image.RGBA, corner image.Point) {
	size := c.img.Bounds().Size()
	at := corner.Add(image.Pt((cellSide-size.X)/2, (cellSide-size.Y)/2))
	place := image.Rectangle{at, at.Add(size)}
	if c.wrong {
		draw.Draw(sheet, place.Inset(-cellGap/2), image.NewUniform(color.RGBA{210, 30, 30, 255}), image.Point{}, draw.Src)
	}
	draw.Draw(sheet, place, c.img, c.img.Bounds().Min, draw.Src)
}

// small is a picture that fits into a cell.
func small(ctx context.Context, eng *engine.Engine, id engine.PictureID) (image.Image, error) {
	f, err := eng.Rendition(ctx, "", id, picture.RenditionWidths[0])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := jpeg.Decode(f)
	if err != nil {
		return nil, err
	}
	return fitted(img, cellSide), nil
}

// fitted is a picture reduced to fit into a square, by taking single pixels:
// it is for looking at, and renditions are smooth already.
func fitted(img image.Image, side int) image.Image {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= side {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*side/long), max(1, b.Dy()*side/long)))
	for y := range out.Bounds().Dy() {
		for x := range out.Bounds().Dx() {
			out.Set(x, y, img.At(b.Min.X+x*long/side, b.Min.Y+y*long/side))
		}
	}
	return out
}
