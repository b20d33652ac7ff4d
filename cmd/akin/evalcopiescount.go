package main

import "akin/engine/alter"

// count adds up what was told.
func (e *copiesEval) count(forms []alter.Form) *copiesReport {
	n := len(e.originals)
	queries := n * (1 + len(forms))
	r := &copiesReport{
		Pictures: n, Queries: queries, Pairs: queries * (n - 1), FalsePairs: []falsePair{},
		Transforms: map[string]formShare{}, Beside: map[string]plainHash{},
	}
	shares, falsely := e.shares(forms, func(a *asked) *told { return &a.akin })
	r.copiesShare, r.Mild = shares.means(forms)
	for _, f := range forms {
		r.Transforms[f.Name] = formShare{f.Mild, shares[f.Name]}
	}
	r.FalsePairs = append(r.FalsePairs, falsely...)
	r.FalseFolds = len(falsely)
	for _, p := range falsely {
		if p.Form == asItIs {
			r.FalseFoldsBase++
		}
	}
	for i, w := range plainWays {
		shares, falsely := e.shares(forms, func(a *asked) *told { return &a.plain[i] })
		all, mild := shares.means(forms)
		r.Beside[w.name] = plainHash{all, len(falsely), mild, shares}
	}
	return r
}

// shares are what one way tells of each form. What it tells falsely is by form,
// and then by picture.
func (e *copiesEval) shares(forms []alter.Form, way func(*asked) *told) (shares formShares, falsely []falsePair) {
	shares = formShares{}
	for i := range 1 + len(forms) {
		name := asItIs
		if i > 0 {
			name = forms[i-1].Name
		}
		var found, folded mean
		for base := range e.asked {
			t := way(&e.asked[base][i])
			found.add(oneIf(t.found))
			folded.add(oneIf(t.folded))
			for _, pin := range t.falsely {
				falsely = append(falsely, falsePair{name, e.originals[base].path, e.originals[pin].path})
			}
		}
		if i > 0 {
			shares[name] = copiesShare{found.value(), folded.value()}
		}
	}
	return shares, falsely
}

// formShares are by the name of the form.
type formShares map[string]copiesShare

// means are over all forms and over the mild ones: each form has as many
// queries.
func (s formShares) means(forms []alter.Form) (all, mild copiesShare) {
	var found, folded, mildFound, mildFolded mean
	for _, f := range forms {
		found.add(s[f.Name].Found)
		folded.add(s[f.Name].Folded)
		if f.Mild {
			mildFound.add(s[f.Name].Found)
			mildFolded.add(s[f.Name].Folded)
		}
	}
	return copiesShare{found.value(), folded.value()}, copiesShare{mildFound.value(), mildFolded.value()}
}

func oneIf(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
