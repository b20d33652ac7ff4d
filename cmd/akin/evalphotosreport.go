package main

import (
	"cmp"
	"context"
	"html/template"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"

	"akin/engine/picture"
)

// reportQueries are shown of the best and of the worst.
const reportQueries = 25

// photosPage shows the numbers, and contact sheets in which each row is a query
// and its first answers; those of another class have a red frame.
var photosPage = template.Must(template.New("photos").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What the eye finds</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem }
td, th { padding: .1rem .8rem .1rem 0; text-align: left; font-variant-numeric: tabular-nums }
img { max-width: 100% }
</style>
<h1>What the eye finds</h1>
<p>{{.Sum.Pictures}} pictures of {{.Sum.Classes}} classes, {{.Sum.Queries}} queries.</p>
<table>
<tr><th>P@1<th>P@10<th>P@20<th>mAP<th>
{{range .Rows}}<tr><td>{{printf "%.3f" .P1}}<td>{{printf "%.3f" .P10}}<td>{{printf "%.3f" .P20}}<td>{{printf "%.3f" .MAP}}<td>{{.Name}}
{{end}}</table>
<p>Each row is a query, apart, and its first answers. What is of another class has a red frame.</p>
{{range .Sheets}}<h2>{{.Title}}</h2>
<p><img src="{{.File}}" alt="{{.Title}}">
<ol>{{range .Queries}}<li>{{.}}{{end}}</ol>
{{end}}</html>
`))

// A photosSheet is a picture of some queries and their answers.
type photosSheet struct {
	Title, File string
	Queries     []string
}

type photosRow struct {
	quality
	Name string
}

// writeReport writes a page and its contact sheets.
func (e *photosEval) writeReport(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	order := make([]int, len(e.queries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(e.hits[b].average, e.hits[a].average) })
	n := min(reportQueries, len(order))
	worst := slices.Clone(order[len(order)-n:])
	slices.Reverse(worst)
	best, err := e.photosSheet(ctx, dir, "best.jpg", "The best queries", order[:n])
	if err != nil {
		return err
	}
	last, err := e.photosSheet(ctx, dir, "worst.jpg", "The worst queries", worst)
	if err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "index.html"))
	if err != nil {
		return err
	}
	err = photosPage.Execute(f, struct {
		Sum    *photosReport
		Rows   []photosRow
		Sheets []photosSheet
	}{e.sum, e.sum.rows(), []photosSheet{best, last}})
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// photosSheet draws queries, given by their places in the list of queries.
func (e *photosEval) photosSheet(ctx context.Context, dir, file, title string, queries []int) (photosSheet, error) {
	s := photosSheet{Title: title, File: file}
	const step = cellSide + cellGap
	sheet := image.NewRGBA(image.Rect(0, 0, (firstAnswers+1)*step+4*cellGap, len(queries)*step+cellGap))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{245}), image.Point{}, draw.Src)
	decoder := picture.NewDecoder(picture.Limits{})
	for y, i := range queries {
		q := e.queries[i]
		s.Queries = append(s.Queries, e.photos[q].path)
		for x, pin := range append([]uint32{uint32(q)}, e.answers[q]...) {
			data, err := os.ReadFile(filepath.Join(e.dir, e.photos[pin].path))
			if err != nil {
				return s, err
			}
			img, err := canonical(ctx, data, decoder)
			if err != nil {
				return s, err
			}
			at := image.Pt(cellGap+x*step, cellGap+y*step)
			if x > 0 {
				at.X += 3 * cellGap
			}
			drawPhoto(sheet, at, img, e.photos[pin].class != e.photos[q].class)
		}
	}
	f, err := os.Create(filepath.Join(dir, file))
	if err != nil {
		return s, err
	}
	err = jpeg.Encode(f, sheet, &jpeg.Options{Quality: 85})
	if closing := f.Close(); err == nil {
		err = closing
	}
	return s, err
}

// drawPhoto draws a picture into the middle of its cell, framed if it is wrong.
func drawPhoto(sheet *image.RGBA, cell image.Point, img image.Image, wrong bool) {
	small := fitted(img, cellSide)
	size := small.Bounds().Size()
	at := cell.Add(image.Pt((cellSide-size.X)/2, (cellSide-size.Y)/2))
	place := image.Rectangle{at, at.Add(size)}
	if wrong {
		draw.Draw(sheet, place.Inset(-cellGap/2), image.NewUniform(color.RGBA{210, 30, 30, 255}), image.Point{}, draw.Src)
	}
	draw.Draw(sheet, place, small, small.Bounds().Min, draw.Src)
}
