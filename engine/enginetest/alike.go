package enginetest

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"akin/engine"
	"akin/engine/eye"
)

// sight is how the fake compares looks: every code is made when it is first
// asked for, and each pin is compared with each.
type sight struct {
	fit   *eye.Fit
	codes []eye.Code // by row; nil without a picture
	graph *eye.Graph // of the public pins, by row
	once  sync.Once
	cs    *snapshot
}

func newSight(s *snapshot, fit *eye.Fit) *sight { return &sight{fit: fit, cs: s} }

// look makes the codes and the graph.
func (x *sight) look() *sight {
	x.once.Do(func() {
		s := x.cs
		var public eye.Codes
		for i, p := range s.pins {
			code := eye.Code(nil)
			if look, ok := s.looks[p.Picture]; ok {
				code = codeOf(x.fit, look.raw)
			}
			x.codes = append(x.codes, code)
			switch {
			case i >= s.public:
			case code == nil:
				public = append(public, make(eye.Code, eye.CodeSize)...)
			default:
				public = append(public, code...)
			}
		}
		n, err := eye.NewNeighbours(context.Background(), public, x.fit.Weights(), eye.NeighboursOptions{})
		if err != nil {
			panic("enginetest: " + err.Error()) // nothing ends the context
		}
		x.graph = n.Graph()
	})
	return x
}

// coded are the codes made so far: tests make the same ones again and again.
var coded sync.Map // of codedBy to eye.Code

type codedBy struct {
	fit *eye.Fit
	raw *eye.Raw
}

func codeOf(fit *eye.Fit, raw *eye.Raw) eye.Code {
	if raw == nil {
		return make(eye.Code, eye.CodeSize) // of a look that a test made up
	}
	key := codedBy{fit, raw}
	if code, ok := coded.Load(key); ok {
		return code.(eye.Code)
	}
	code := fit.Encode(raw, nil)
	coded.Store(key, code)
	return code
}

func (s *snapshot) Fit() *eye.Fit { return s.sight.fit }

func (s *snapshot) Code(r engine.Row) (eye.Code, bool) {
	code := s.sight.look().codes[r]
	return code, code != nil
}

func (s *snapshot) Alike() engine.Alike { return alike{s.sight.look()} }

// alike implements engine.Alike.
type alike struct{ *sight }

func (a alike) Walk(from []engine.RowWeight, n int) []engine.RowFound {
	var seeds []eye.Seed
	for _, s := range from {
		if int(s.Row) < a.cs.public && !unseen(a.codes[s.Row]) {
			seeds = append(seeds, eye.Seed{Pin: uint32(s.Row), Weight: s.Weight})
		}
	}
	if len(seeds) == 0 {
		return nil
	}
	var found []engine.RowFound
	for _, f := range a.graph.Walk(seeds, n, eye.WalkOptions{}) {
		r := engine.RowFound{Row: engine.Row(f.Pin), Score: f.Score}
		if f.Via != eye.NoPin {
			r.Via, r.HasVia = engine.Row(f.Via), true
		}
		found = append(found, r)
	}
	return found
}

func (a alike) NearestTo(code eye.Code, n int) []engine.RowSimilarity {
	weights := a.fit.Weights()
	var all []engine.RowSimilarity
	for r, c := range a.codes[:a.cs.public] {
		if !unseen(c) {
			all = append(all, engine.RowSimilarity{Row: engine.Row(r), Similarity: weights.Similarity(code, c)})
		}
	}
	slices.SortStableFunc(all, func(x, y engine.RowSimilarity) int { return cmp.Compare(y.Similarity, x.Similarity) })
	return all[:min(n, len(all))]
}

// unseen tells whether there is no code, or nothing in it.
func unseen(code eye.Code) bool {
	return !slices.ContainsFunc(code, func(v int8) bool { return v != 0 })
}

// fitOf learns a fit as a rebuild does: of the public pins' pictures in the
// order of IDs, each once.
func fitOf(ctx context.Context, s *snapshot) (*eye.Fit, error) {
	var raws []*eye.Raw
	var codes eye.Codes
	known := map[engine.PictureID]bool{}
	for _, p := range s.pins[:s.public] {
		look, ok := s.looks[p.Picture]
		if !ok || look.raw == nil || known[p.Picture] {
			continue
		}
		known[p.Picture] = true
		raws = append(raws, look.raw)
		codes = append(codes, codeOf(eye.Default(), look.raw)...)
	}
	if len(raws) < eye.FewestToFit {
		return eye.Default().Weighed(ctx, codes)
	}
	return eye.NewFit(ctx, len(raws), func(i int) (eye.Vectors, error) { return raws[i], nil }, eye.FitOptions{})
}
