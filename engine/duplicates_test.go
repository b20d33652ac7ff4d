package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"akin/engine"
	"akin/engine/enginetest"
)

// clustersOf are the clusters that a viewer sees, each as a line of IDs with the
// original first.
func clustersOf(t *testing.T, e *engine.Engine, viewer engine.UserID) (lines []string, sum engine.DuplicateSummary) {
	t.Helper()
	sum, err := e.Duplicates(t.Context(), viewer, engine.DuplicateOptions{}, func(c engine.Cluster) error {
		line := string(c.Original.ID) + ":"
		for _, p := range c.Copies {
			line += fmt.Sprint(" ", p.ID, " ", strings.Join(p.How, "+"))
		}
		lines = append(lines, line)
		return nil
	})
	must(t, err)
	return lines, sum
}

func TestDuplicatesOfTheWorld(t *testing.T) {
	w := smallWorld(t)
	lines, sum := clustersOf(t, w.Engine, "")
	equal(t, "clusters", lines, []string{
		"copy-deep: blue-slope resized+recompressed", // the larger one, though it came later
		"red-blobs: copy-same identical copy-worn recompressed copy-small resized+recompressed",
	})
	equal(t, "summary", sum, engine.DuplicateSummary{Pins: 16, Clusters: 2, Copies: 4})

	var told [][2]int
	_, err := w.Duplicates(t.Context(), "", engine.DuplicateOptions{Progress: func(done, all int) { told = append(told, [2]int{done, all}) }},
		func(engine.Cluster) error { return errors.New("enough") })
	equal(t, "error of who is told", fmt.Sprint(err), "enough")
	equal(t, "progress until then", told, [][2]int(nil))
	ended, end := context.WithCancel(t.Context())
	end()
	_, err = w.Duplicates(ended, "", engine.DuplicateOptions{}, func(engine.Cluster) error { return nil })
	equal(t, "interrupted", err, context.Canceled)
}

// A cluster shows what tells copies apart.
func TestClustersAreShownFromTheRecord(t *testing.T) {
	w := smallWorld(t)
	must(t, w.library.DropPin(t.Context(), "copy-same")) // the index does not know yet
	var all []engine.Cluster
	_, err := w.Duplicates(t.Context(), "", engine.DuplicateOptions{}, func(c engine.Cluster) error { all = append(all, c); return nil })
	must(t, err)
	red := all[1]
	equal(t, "original", red.Original, engine.ClusterPin{
		ID: "red-blobs", Title: "Red blobs", Source: "world/red-blobs", Width: red.Original.Width, Height: red.Original.Height,
		Boards: []string{"blobs"}, CreatedAt: enginetest.Deposits()[1].Pin.Created,
	})
	equal(t, "copies that are still there", len(red.Copies), 2)
	equal(t, "boards of a copy on none", red.Copies[0].Boards, []string{})
}

// What somebody keeps secret is in their clusters alone.
func TestSecretDuplicates(t *testing.T) {
	deposits := enginetest.Deposits()
	den := engine.BoardOf("ben", "den")
	den.Secret = true
	own := deposits[7] // blue-blobs
	own.Pin.ID, own.Pin.Owner, own.Boards = "own", "ben", []engine.Board{den}
	w := fakeOf(t, append(deposits, own), worldLooks()...)
	for _, viewer := range []engine.UserID{"", "ana", "ben"} {
		lines, _ := clustersOf(t, w.Engine, viewer)
		equal(t, fmt.Sprintf("clusters of %q with it", viewer), slices.Contains(lines, "blue-blobs: own identical"), viewer == "ben")
	}
}

// morph is step i of n on the way from one painted picture to another.
func morph(i, n int) []byte {
	from, to := checks(16), bar(20)
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			a, b := from(x, y), to(x, y)
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(n-i) + int(b)*i) / n) }
			img.SetNRGBA(x, y, color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// looksOf looks at pictures, and makes a pin of each: "p00", "p01" and so on.
func looksOf(t *testing.T, pictures ...[]byte) (pins []engine.Deposit, looks []engine.Look) {
	t.Helper()
	for i, data := range pictures {
		l, err := enginetest.Eye().Look(t.Context(), data)
		must(t, err)
		d := pinOf(fmt.Sprintf("p%02d", i), l)
		d.Pin.Owner, d.Pin.Created = "ana", time.Unix(int64(i), 0).UTC()
		pins, looks = append(pins, d), append(looks, l)
	}
	return pins, looks
}

// Pictures of which each is a copy of the one before, and the last is nothing
// like the first, are more than one cluster; and each copy is one of its
// original.
func TestClustersDoNotChain(t *testing.T) {
	var steps [][]byte
	for i := range 41 {
		steps = append(steps, morph(i, 40))
	}
	pins, looks := looksOf(t, steps...)
	w := fakeOf(t, pins, looks...)
	clusters := 0
	sum, err := w.Duplicates(t.Context(), "", engine.DuplicateOptions{}, func(c engine.Cluster) error {
		clusters++
		direct := find(t, w, pinQuery(c.Original.ID)).Anchor.Copies
		for _, p := range c.Copies {
			if !slices.ContainsFunc(direct, func(d engine.CopyView) bool { return d.ID == p.ID }) {
				t.Errorf("%s is none of the copies of %s: %v", p.ID, c.Original.ID, direct)
			}
		}
		return nil
	})
	must(t, err)
	t.Log(sum)
	if clusters < 2 || sum.Copies < 20 {
		t.Errorf("the chain makes %d clusters with %d copies, which is no trial of it", clusters, sum.Copies)
	}
}

func TestFiftyRecompressedCopiesAreOneCluster(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(enginetest.Bytes()["green-blobs"]))
	must(t, err)
	pictures := [][]byte{enginetest.Bytes()["green-blobs"]}
	for i := range 50 {
		var b bytes.Buffer
		must(t, jpeg.Encode(&b, img, &jpeg.Options{Quality: 40 + i}))
		pictures = append(pictures, b.Bytes())
	}
	pins, looks := looksOf(t, pictures...)
	others, more := smallWorldOthers()
	lines, sum := clustersOf(t, fakeOf(t, append(pins, others...), append(looks, more...)...).Engine, "")
	equal(t, "clusters", len(lines), 1)
	equal(t, "copies", sum.Copies, 50)
	if !strings.HasPrefix(lines[0], "p00: p01 recompressed p02 ") {
		t.Errorf("the cluster is %s", lines[0])
	}
	var many [][]byte // more than are looked at first
	for range 200 {
		many = append(many, pictures[0])
	}
	pins, looks = looksOf(t, many...)
	_, sum = clustersOf(t, fakeOf(t, pins, looks...).Engine, "")
	equal(t, "200 of the same", sum, engine.DuplicateSummary{Pins: 200, Clusters: 1, Copies: 199})
}

// smallWorldOthers are pins of the world of which there is one each.
func smallWorldOthers() ([]engine.Deposit, []engine.Look) {
	return enginetest.Deposits()[5:8], worldLooks()
}
