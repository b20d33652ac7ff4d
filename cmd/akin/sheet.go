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

// writeSheet draws rows of pictures, the first of each row apart from the
// others, into a JPEG file.
func writeSheet(ctx context.Context, eng *engine.Engine, rows [][]engine.PictureID, path string) error {
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	const step = cellSide + cellGap
	sheet := image.NewRGBA(image.Rect(0, 0, columns*step+4*cellGap, len(rows)*step+cellGap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{245}), image.Point{}, draw.Src)
	for y, row := range rows {
		for x, id := range row {
			img, err := small(ctx, eng, id)
			if err != nil {
				return err
			}
			at := image.Pt(cellGap+x*step, cellGap+y*step)
			if x > 0 {
				at.X += 3 * cellGap
			}
			at = at.Add(image.Pt((cellSide-img.Bounds().Dx())/2, (cellSide-img.Bounds().Dy())/2))
			draw.Draw(sheet, image.Rectangle{at, at.Add(img.Bounds().Size())}, img, img.Bounds().Min, draw.Src)
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
