package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akin/engine"
)

// What may be imported lies in an allowed folder after all links are followed.
func TestImportJobStaysWithinFolders(t *testing.T) {
	f, allowed, secret := newDesk(t), paintedFolder(t), paintedFolder(t)
	other := filepath.Dir(allowed)
	link := func(to, name string) string {
		at := filepath.Join(allowed, name)
		must(t, os.Symlink(to, at))
		return at
	}
	toAllowed := filepath.Join(t.TempDir(), "linked")
	must(t, os.Symlink(allowed, toAllowed))
	beside := allowed + "-not" // begins as an allowed name does
	must(t, os.Mkdir(beside, 0o700))
	inside, out, nowhere := link(filepath.Join(allowed, "a.png"), "in.png"), link(secret, "out"), link(filepath.Join(secret, "x"), "nowhere")

	for _, c := range []struct {
		path string
		from []string
		kind engine.Kind
	}{
		{allowed, []string{"/nowhere", allowed}, -1},
		{filepath.Join(allowed, "a.png"), []string{allowed}, -1},
		{allowed + "/../Painted/./a.png", []string{allowed}, -1},
		{inside, []string{allowed}, -1},
		{toAllowed, []string{allowed}, -1},
		{allowed, []string{toAllowed}, -1},
		{allowed, []string{string(filepath.Separator)}, -1},
		{filepath.Join(allowed, "missing.png"), []string{allowed}, engine.BadQuery},
		{allowed, nil, engine.NotAllowed},
		{allowed, []string{""}, engine.NotAllowed},
		{allowed, []string{filepath.Join(allowed, "a.png")}, engine.NotAllowed},
		{other, []string{allowed}, engine.NotAllowed},
		{allowed + "/..", []string{allowed}, engine.NotAllowed},
		{beside, []string{allowed}, engine.NotAllowed},
		{secret, []string{allowed}, engine.NotAllowed},
		{out, []string{allowed}, engine.NotAllowed},
		{filepath.Join(out, "a.png"), []string{allowed}, engine.NotAllowed},
		{filepath.Join(out, "missing.png"), []string{allowed}, engine.NotAllowed},
		{nowhere, []string{allowed}, engine.NotAllowed},
		{"/missing.png", []string{allowed}, engine.NotAllowed},
	} {
		_, err := f.StartJob(t.Context(), engine.JobSpec{Kind: engine.ImportJob, Paths: []string{c.path}, From: c.from, DryRun: true})
		if c.kind < 0 {
			if err != nil {
				t.Errorf("%s from %s: %v", c.path, c.from, err)
			}
		} else if engine.KindOf(err) != c.kind || c.kind == engine.NotAllowed && !strings.Contains(err.Error(), "--allow-import") {
			t.Errorf("%s from %s: %v, want kind %d", c.path, c.from, err, c.kind)
		}
	}
}

// A link in an allowed folder, or one that a manifest names, does not let out
// what lies elsewhere.
func TestImportJobFollowsNoLinkOut(t *testing.T) {
	f, allowed, secret := newDesk(t), paintedFolder(t), paintedFolder(t)
	must(t, os.Symlink(filepath.Join(secret, "b.png"), filepath.Join(allowed, "d.png")))
	must(t, os.Symlink(filepath.Join(allowed, "a.png"), filepath.Join(allowed, "e.png")))
	must(t, os.WriteFile(filepath.Join(allowed, "list.ndjson"), []byte(`{"image":"d.png"}`), 0o600))
	spec := engine.JobSpec{Kind: engine.ImportJob, Paths: []string{allowed, filepath.Join(allowed, "list.ndjson")}, From: []string{allowed}}
	statuses := func(spec engine.JobSpec) string {
		_, told := ended(t, f, startJob(t, f, spec).ID)
		var all []string
		for _, e := range told {
			l := read[engine.ImportLine](t, e.Data)
			all = append(all, l.Source+" "+string(l.Status))
			if l.Source == "d.png" && !spec.Anywhere && !strings.Contains(l.Error, "leads out of the folders") {
				t.Errorf("line %s", e.Data)
			}
		}
		return strings.Join(all, ", ")
	}
	equal(t, "from the folder", statuses(spec), "a.png added, b.png added, c.png failed, d.png failed, e.png added, d.png failed")
	spec.Anywhere = true
	equal(t, "from anywhere", statuses(spec), "a.png unchanged, b.png unchanged, c.png failed, d.png added, e.png unchanged, d.png changed")
}
