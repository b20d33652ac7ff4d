package main

import (
	"cmp"
	"context"
	"html/template"
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
` + reportStyle + `<h1>What the eye finds</h1>
<p>{{.Sum.Pictures}} pictures of {{.Sum.Classes}} classes, {{.Sum.Queries}} queries.</p>
<table>
<tr><th>P@1<th>P@10<th>P@20<th>mAP<th>
{{range .Rows}}<tr><td>{{printf "%.3f" .P1}}<td>{{printf "%.3f" .P10}}<td>{{printf "%.3f" .P20}}<td>{{printf "%.3f" .MAP}}<td>{{.Name}}
{{end}}</table>
<p>Each row is a query, apart, and its first answers. What is of another class has a red frame.</p>
` + sheetsOnPage + `</html>
`))

// writePage writes a report's page into its folder.
func writePage(dir string, page *template.Template, values any) error {
	f, err := os.Create(filepath.Join(dir, "index.html"))
	if err != nil {
		return err
	}
	err = page.Execute(f, values)
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
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
	return writePage(dir, photosPage, struct {
		Sum    *photosReport
		Rows   []photosRow
		Sheets []contactSheet
	}{e.sum, e.sum.rows(), []contactSheet{best, last}})
}

// photosSheet draws queries, given by their places in the list of queries.
func (e *photosEval) photosSheet(ctx context.Context, dir, file, title string, queries []int) (contactSheet, error) {
	s := contactSheet{Title: title, File: file}
	decoder := picture.NewDecoder(picture.Limits{})
	rows := make([][]cell, len(queries))
	for y, i := range queries {
		q := e.queries[i]
		s.Queries = append(s.Queries, e.photos[q].path)
		for _, pin := range append([]uint32{uint32(q)}, e.answers[q]...) {
			data, err := os.ReadFile(filepath.Join(e.dir, e.photos[pin].path))
			if err != nil {
				return s, err
			}
			img, err := canonical(ctx, data, decoder)
			if err != nil {
				return s, err
			}
			rows[y] = append(rows[y], cell{fitted(img, cellSide), e.photos[pin].class != e.photos[q].class})
		}
	}
	return s, drawSheet(rows, filepath.Join(dir, file))
}
