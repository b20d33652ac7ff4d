// Package akin_test holds what is true of the module as a whole: which package
// imports which, and why. There is no code at the top, only this.
package akin_test

import (
	"errors"
	"go/build"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An arrow is an import that is allowed, and its reason.
type arrow struct{ from, to, why string }

// arrows are all there may be between akin's packages. engine is the middle
// and imports none of its siblings; what stands below engine does not know it.
var arrows = []arrow{
	{"cmd/akin", "engine", "commands parse, call the engine, print"},
	{"cmd/akin", "assets/demo", "demo paints it, eval demo measures on it"},
	{"cmd/akin", "engine/graph", "eval boards measures what it finds"},
	{"cmd/akin", "engine/job", "demo paints as a job, which the page shows"},
	{"cmd/akin", "engine/eye", "eval photos measures what it finds"},
	{"cmd/akin", "engine/alter", "eval copies makes them"},
	{"cmd/akin", "engine/features", "version says which features it computes, eval copies asks by a hash of theirs"},
	{"cmd/akin", "engine/pdq", "eval copies asks by it alone, beside all that akin does"},
	{"cmd/akin", "engine/picture", "the limits of the eye"},
	{"cmd/akin", "engine/region", "a flag names a part of a picture"},
	{"cmd/akin", "engine/score", "flags name signals, tables show scores"},
	{"cmd/akin", "engine/source", "import reads folders and manifests"},
	{"cmd/akin", "index", "the data folder is opened here and handed to the engine"},
	{"cmd/akin", "web", "serve starts the server"},
	{"cmd/akin", "web/api/client", "a command beside a running server asks it"},

	{"web", "engine", "requests become queries, answers become pages and JSON"},
	{"web", "engine/region", "a query may be of a part of a picture"},
	{"web", "engine/job", "jobs and their events become JSON"},
	{"web", "engine/score", "a query names signals and weighs pins"},
	{"web", "web/api", "the interface that it implements, made from the document"},
	{"web", "web/page", "answers become pages"},
	{"web/page", "assets", "templates, styles and scripts"},
	{"web/page", "engine", "what pages show"},
	{"web/page", "engine/picture", "the widths of renditions"},
	{"web/page", "engine/score", "receipts in words and bars"},

	{"engine", "engine/picture", "what is posted or imported is decoded"},
	{"engine", "engine/palette", "palettes that are asked with are compared"},
	{"engine", "engine/features", "copies are told, colours named, candidates proposed"},
	{"engine", "engine/eye", "pictures are compared"},
	{"engine", "engine/graph", "what is kept together is near"},
	{"engine", "engine/score", "evidence becomes an order"},
	{"engine", "engine/source", "an import takes in entries"},
	{"engine", "engine/job", "long work is run as jobs"},

	{"engine/features", "engine/oklab", "colours are told apart"},
	{"engine/eye", "engine/oklab", "colours are told apart"},
	{"engine/region", "engine/oklab", "what stands out differs in colour"},
	{"engine/region", "engine/features", "parts have codes to be scanned by"},

	{"engine/copies", "engine/pdq", "turns whose hashes are near"},
	{"engine/copies", "engine/points", "how two pictures lie on each other"},
	{"engine", "engine/copies", "copies are told from look-alikes"},
	{"engine/enginetest", "engine/copies", "pictures have prints, marks of these are compared"},
	{"engine", "engine/points", "the part asked with is laid on other pictures"},
	{"engine", "engine/region", "parts of pictures are looked for"},
	{"index", "engine/copies", "prints are stored, and marks scanned"},
	{"index", "engine/region", "parts are stored, and their codes scanned"},
	{"engine/features", "engine/palette", "pictures have palettes, their sketches and words"},
	{"engine/palette", "engine/oklab", "colours are as far apart as they look"},

	{"index", "engine", "it implements Records, Pictures, Index and Snapshot"},
	{"index", "engine/features", "packed features and codes are stored"},
	{"index", "engine/eye", "raw blocks, codes and visual neighbours are stored"},
	{"index", "engine/graph", "the graph of saves is stored, and brought up to date"},
	{"index", "index/record", "the part that is the truth, with blob"},
	{"index", "index/blob", "originals"},
	{"index", "index/text", "words and visual words"},
	{"index", "index/scan", "nearest codes"},

	{"index/record", "engine", "pins, boards and error kinds"},
	{"index/record", "engine/job", "it is the log of jobs"},
	{"index/record", "engine/picture", "a pin holds the facts of its picture"},
	{"index/record", "index/record/db", "what sqlc makes of the queries"},
	{"index/blob", "engine", "picture IDs and error kinds"},
	{"index/text", "engine", "pins' fields, tokens and terms"},
	{"index/scan", "engine/features", "codes and planes"},

	{"engine/enginetest", "engine", "suites for what implements its interfaces"},
	{"engine/enginetest", "engine/features", "fakes compare by looking at everything"},
	{"engine/enginetest", "engine/eye", "fakes compare each with each"},
	{"engine/enginetest", "engine/graph", "a fake builds its graph anew of all saves"},
	{"engine/enginetest", "engine/job", "the suite of job.Log"},
	{"engine/enginetest", "engine/picture", "its world is of painted pictures"},
	{"engine/enginetest", "engine/score", "queries of the suites"},
}

// testArrows are allowed in test files beside the others.
var testArrows = []arrow{
	{"web", "engine/picture", "limits of the eye that a fake engine looks with"},
	{"web", "web/api/client", "the client is tried on the server"},
	{"web", "engine/enginetest", "jobs are tried on a real engine over fakes"},
	{"engine", "engine/enginetest", "the small known world"},
	{"engine/eye", "assets/demo", "the shipped fit and words are learned from painted pictures"},
	{"engine/eye", "engine/features", "what all features of a picture cost together"},
	{"engine/eye", "engine/picture", "what they cost beside its decoding"},
	{"engine/pdq", "engine/picture", "photographs are decoded"},
	{"engine/copies", "engine/alter", "copies to tell"},
	{"engine/copies", "engine/picture", "canonical forms"},
	{"engine/points", "engine/alter", "copies to lie on their originals"},
	{"engine/points", "engine/picture", "canonical forms"},
	{"engine/points", "assets/demo", "words are learned from painted pictures"},
	{"engine/region", "engine/scenes", "parts are looked for where they are known"},
	{"engine/job", "engine/enginetest", "the log of jobs in memory"},
	{"cmd/akin", "engine/palette", "answers are held against the distance"},
	{"index", "engine/score", "queries weigh signals"},
	{"cmd/akin", "engine/scenes", "parts are looked for where they are known"},
	{"index", "engine/points", "prints are made up"},
	{"index", "engine/palette", "answers are held against the distance"},
	{"index", "engine/enginetest", "the suite of engine.Index"},
	{"index", "engine/source", "imports that are killed"},
	{"index", "engine/job", "jobs are tried on a real store"},
	{"index/record", "engine/enginetest", "the suite of engine.Records"},
	{"index/blob", "engine/enginetest", "the suite of engine.Pictures"},
}

// A confined module is imported in few places, so that it can be exchanged, or
// its faults be caught, there.
type confined struct {
	module string // or the beginning of its packages' paths
	in     []string
	why    string
}

var confinedModules = []confined{
	{"github.com/blevesearch/bleve", []string{"index/text"}, "the only package that knows Bleve"},
	{"github.com/blevesearch/bleve_index_api", []string{"index/text"}, "the only package that knows Bleve"},
	{"github.com/labstack", []string{"web"}, "the only package that knows Echo"},
	{"github.com/getkin/kin-openapi", []string{"web"}, "requests are held against the document there"},
	{"github.com/prometheus", []string{"web"}, "counts are told over HTTP; what is counted knows nothing of how"},
	{"github.com/oapi-codegen", []string{"web/api"}, "what generated code needs"},
	{"database/sql", []string{"index/record"}, "the only package that knows SQL"},
	{"modernc.org/sqlite", []string{"index/record"}, "the only package that knows SQL"},
	{"github.com/pressly/goose", []string{"index/record"}, "the only package that knows SQL"},
	{"github.com/disintegration/imaging", []string{"engine/picture", "engine/features", "engine/eye", "engine/pdq", "engine/alter", "engine/points", "engine/copies"}, "it must be given nothing but pictures made by us"},
	{"github.com/corona10/goimagehash", []string{"engine/features"}, "its hashes are features"},
	{"github.com/spf13/cobra", []string{"cmd/akin"}, "commands"},
	{"github.com/vbauerster/mpb", []string{"cmd/akin"}, "progress bars"},
	{"github.com/chromedp", []string{"cmd/akin"}, "the browser of its tests"},
}

func TestArrows(t *testing.T) {
	code, tests := map[string]bool{}, map[string]bool{}
	for _, p := range packages(t) {
		p.addArrows(code, p.Imports)
		p.addArrows(tests, slices.Concat(p.TestImports, p.XTestImports))
	}
	inCode, inTests := table(arrows), table(testArrows)
	for _, a := range slices.Sorted(maps.Keys(code)) {
		if !inCode[a] {
			t.Errorf("%s is not in the table of arrows: import something else, or add the arrow with its reason", a)
		}
	}
	for _, a := range slices.Sorted(maps.Keys(tests)) {
		if !inCode[a] && !inTests[a] {
			t.Errorf("%s, in a test, is in neither table of arrows", a)
		}
	}
	for _, a := range slices.Sorted(maps.Keys(inCode)) {
		if !code[a] {
			t.Errorf("%s is in the table of arrows and not in the code: take it out", a)
		}
	}
	for _, a := range slices.Sorted(maps.Keys(inTests)) {
		if !tests[a] || inCode[a] {
			t.Errorf("%s is in the table for tests, and either in no test or allowed everywhere: take it out", a)
		}
	}
}

func arrowText(from, to string) string { return from + " -> " + to }

func table(list []arrow) map[string]bool {
	m := map[string]bool{}
	for _, a := range list {
		m[arrowText(a.from, a.to)] = true
	}
	return m
}

func TestConfinedModules(t *testing.T) {
	used := map[string]bool{}
	for _, p := range packages(t) {
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for _, c := range confinedModules {
				if !within(path, c.module) {
					continue
				}
				used[c.module] = true
				if !slices.ContainsFunc(c.in, func(place string) bool { return within(p.name, place) }) {
					t.Errorf("%s imports %s, which belongs in %s: %s", p.name, path, strings.Join(c.in, " and "), c.why)
				}
			}
		}
	}
	for _, c := range confinedModules {
		if !used[c.module] {
			t.Errorf("%s is imported by nothing: take it out of the table", c.module)
		}
	}
}

// A pkg is a package of this module and what its files import.
type pkg struct {
	name string // the folder, slash-separated
	*build.Package
}

func (p pkg) addArrows(to map[string]bool, imports []string) {
	for _, path := range imports {
		if ours, ok := strings.CutPrefix(path, "akin/"); ok && ours != p.name {
			to[arrowText(p.name, ours)] = true
		}
	}
}

// packages reads the folders itself: of what another program reads, such as
// go list, a cached test result would not know that it changed.
func packages(t *testing.T) []pkg {
	t.Helper()
	var list []pkg
	err := filepath.WalkDir(".", func(dir string, f fs.DirEntry, err error) error {
		if err != nil || !f.IsDir() {
			return err
		}
		if name := f.Name(); dir != "." && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
			return filepath.SkipDir
		}
		p, err := build.ImportDir(dir, 0)
		if _, empty := errors.AsType[*build.NoGoError](err); empty {
			return nil
		}
		list = append(list, pkg{filepath.ToSlash(dir), p})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// within tells whether a path is a place or below it.
func within(path, place string) bool {
	return path == place || strings.HasPrefix(path, place+"/")
}
