package main

import (
	"context"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"

	"akin/engine/alter"
)

// copiesPage shows the numbers, and contact sheets in which each row is a copy,
// apart, what it was made of, and what it is taken for.
var copiesPage = template.Must(template.New("copies").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Copies</title>
` + reportStyle + `<h1>Copies</h1>
<p>{{.Sum.Pictures}} pictures, {{.Sum.Queries}} queries. Of {{.Sum.Pairs}} pairs of different pictures
{{.Sum.FalseFolds}} are called copies, {{.Sum.FalseFoldsBase}} of these with nothing changed.</p>
<table>
<tr><th>found<th>folded{{range .Names}}<th colspan="2">{{.}}{{end}}<th>
{{range .Rows}}<tr><td>{{printf "%.3f" .Found}}<td>{{printf "%.3f" .Folded}}{{range .Beside}}<td>{{printf "%.3f" .Found}}<td>{{printf "%.3f" .Folded}}{{end}}<td>{{.Name}}
{{end}}</table>
<p>Each row is a copy, apart, the picture that it was made of, and another that came first or is called
its original, in a red frame.</p>
` + sheetsOnPage + `</html>
`))

// sheetMisses is how many misses of a form are shown; false folds all are, so
// many on a sheet.
const sheetMisses = 25

// A copiesLine is a row of a sheet: a query, given by its original and its form,
// and an original that it is taken for, -1 for none.
type copiesLine struct {
	base, form, other int
	what              string
}

// writeReport writes a page and its contact sheets.
func (e *copiesEval) writeReport(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var sheets []contactSheet
	for n, lines := range slices.Collect(slices.Chunk(e.falseLines(), sheetMisses)) {
		s, err := e.sheet(ctx, dir, fmt.Sprintf("false-%03d.jpg", n+1), "Called copies, and none", lines)
		if err != nil {
			return err
		}
		sheets = append(sheets, s)
	}
	for i, f := range alter.Forms() {
		lines := e.misses(1 + i)
		if len(lines) == 0 {
			continue
		}
		title := fmt.Sprintf("%s: %d missed", f.Name, len(lines))
		s, err := e.sheet(ctx, dir, fmt.Sprintf("missed-%02d.jpg", i+1), title, lines[:min(sheetMisses, len(lines))])
		if err != nil {
			return err
		}
		sheets = append(sheets, s)
	}
	var names []string
	for _, w := range plainWays {
		names = append(names, w.name)
	}
	slices.Sort(names) // as rows have them
	return writePage(dir, copiesPage, struct {
		Sum    *copiesReport
		Names  []string
		Rows   []copiesRow
		Sheets []contactSheet
	}{e.sum, names, e.sum.rows(), sheets})
}

// falseLines are all false folds, by form.
func (e *copiesEval) falseLines() (lines []copiesLine) {
	for form := range e.asked[0] {
		name := asItIs
		if form > 0 {
			name = alter.Forms()[form-1].Name
		}
		for base := range e.asked {
			for _, pin := range e.asked[base][form].akin.falsely {
				what := fmt.Sprintf("%s, %s: called a copy of %s", e.originals[base].path, name, e.originals[pin].path)
				lines = append(lines, copiesLine{base, form, pin, what})
			}
		}
	}
	return lines
}

// misses are the copies by a form that are not told, first those that are not
// found.
func (e *copiesEval) misses(form int) []copiesLine {
	var lost, unfolded []copiesLine
	for base := range e.asked {
		t, path := &e.asked[base][form].akin, e.originals[base].path
		switch {
		case t.found && !t.folded:
			unfolded = append(unfolded, copiesLine{base, form, -1, path + ": first, and not called a copy"})
		case !t.found && t.first < 0:
			lost = append(lost, copiesLine{base, form, -1, path + ": nothing is found"})
		case !t.found:
			lost = append(lost, copiesLine{base, form, t.first, path + ": first is " + e.originals[t.first].path})
		}
	}
	return append(lost, unfolded...)
}

// sheet draws lines of a report.
func (e *copiesEval) sheet(ctx context.Context, dir, file, title string, lines []copiesLine) (contactSheet, error) {
	s := contactSheet{Title: title, File: file}
	rows := make([][]cell, len(lines))
	for y, l := range lines {
		s.Queries = append(s.Queries, l.what)
		for _, p := range []copiesLine{l, {base: l.base}, {base: l.other}} {
			if p.base < 0 {
				continue
			}
			img, err := e.copyOf(ctx, p.base, p.form)
			if err != nil {
				return s, err
			}
			rows[y] = append(rows[y], cell{fitted(img, cellSide), p.base != l.base})
		}
	}
	return s, drawSheet(rows, filepath.Join(dir, file))
}
