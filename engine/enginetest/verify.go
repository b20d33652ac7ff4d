package enginetest

import (
	"context"
	"io"
	"slices"

	"akin/engine"
)

// Verify implements engine.Index, for all there is under it.
func (x *Index) Verify(ctx context.Context, opts engine.VerifyOptions) (engine.Verification, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	v := engine.Verification{Generation: x.live.Generation(), Problems: []engine.Problem{}}
	if err := x.derive(ctx, nil); err != nil { // what nobody caught up with is no problem
		return v, err
	}
	pins := x.records.everything()
	seen := map[engine.PictureID]bool{}
	for i, p := range pins {
		v.Pins++
		if row, ok := x.live.Row(p.ID); p.Secret {
			// in no shared index
		} else if !ok {
			v.Problems = append(v.Problems, engine.Problem{Pin: p.ID, Picture: p.Picture, Text: "the pin is not in the index"})
		} else if _, ok := x.live.Features(row); !ok && p.Picture != "" {
			v.Problems = append(v.Problems, engine.Problem{Pin: p.ID, Picture: p.Picture, Text: "the pin's picture has no features"})
		}
		if p.Picture != "" && !seen[p.Picture] {
			seen[p.Picture] = true
			v.Pictures++
			if err := x.verifyPicture(p.Picture, opts.All); err != nil {
				v.Problems = append(v.Problems, engine.Problem{Pin: p.ID, Picture: p.Picture, Text: err.Error()})
			}
		}
		if opts.Progress != nil {
			opts.Progress(i+1, len(pins))
		}
	}
	return v, nil
}

// verifyPicture looks whether a picture is there and, if all of it is to be
// read, whether it is what its name says.
func (x *Index) verifyPicture(id engine.PictureID, all bool) error {
	f, err := x.pictures.Open(id)
	if err != nil || !all {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err == nil && engine.PictureIDOf(data) != id {
		err = engine.Errorf(engine.Internal, "picture %s is damaged", id)
	}
	return err
}

// verified runs Verify at a glance and in full, which must agree here.
func (j *joined) verified(when string) engine.Verification {
	j.t.Helper()
	var both []engine.Verification
	for _, all := range []bool{false, true} {
		done, count := 0, 0
		v, err := j.Verify(j.t.Context(), engine.VerifyOptions{All: all, Progress: func(n, of int) {
			count++
			equal(j.t, when+": done in order", n, count)
			done = of
		}})
		j.must(err)
		equal(j.t, when+": progress to the end", []int{count, done}, []int{v.Pins, v.Pins})
		both = append(both, v)
	}
	equal(j.t, when+": at a glance", both[0], both[1])
	return both[1]
}

// verification finds nothing wrong with what is right, caught up with or not,
// and names the pins whose picture is gone.
func verification(j *joined) {
	problems := func(when string, pins, pictures int, want ...engine.PinID) {
		j.t.Helper()
		v := j.verified(when)
		snap := j.Snapshot()
		defer snap.Close()
		equal(j.t, when+": generation", v.Generation, snap.Generation())
		equal(j.t, when+": pins and pictures", []int{v.Pins, v.Pictures}, []int{pins, pictures})
		var got []engine.PinID
		for _, p := range v.Problems {
			if !slices.Contains(got, p.Pin) {
				got = append(got, p.Pin)
			}
		}
		equal(j.t, when+": pins with problems", got, want)
	}
	problems("nothing", 0, 0)
	world := Deposits()
	j.keep(world[:9]...)
	first := pictureCount(world[:9])
	problems("not caught up with", 9, first)
	j.catchUp()
	problems("caught up with", 9, first)
	j.rebuild()
	j.keep(world...)
	problems("partly built", len(world), pictureCount(world))
	lost := world[0]
	lost.Pin.ID, lost.Pin.Picture = "lost", engine.PictureIDOf([]byte("nobody kept this"))
	keep(j.t, j.Records, lost)
	j.catchUp()
	problems("a picture that was not kept", len(world)+1, pictureCount(world)+1, "lost")
	ctx, cancel := context.WithCancel(j.t.Context())
	cancel()
	if v, err := j.Verify(ctx, engine.VerifyOptions{}); err == nil {
		j.t.Errorf("cancelled, it finds %+v", v)
	}
}

// pictureCount is how many different pictures pins have.
func pictureCount(deposits []engine.Deposit) int {
	seen := map[engine.PictureID]bool{}
	for _, d := range deposits {
		if d.Pin.Picture != "" {
			seen[d.Pin.Picture] = true
		}
	}
	return len(seen)
}
