package eye

import (
	_ "embed"
	"sync"
)

// The words and the fit are learned once and kept, whatever the demo paints
// later: other words are another RawVersion. To learn them anew, the words
// first, as the fit is made of what they see:
//
//	go test ./engine/eye -run '^TestLearnWords$' -learn
//	go test ./engine/eye -run '^TestLearnDefault$' -learn

//go:embed default.fit
var defaultBytes []byte

// Default is the fit that akin ships, for collections too small for one of
// their own. Its directions were learned from painted pictures of many styles.
// Its weights are equal: what blocks are worth among painted pictures says
// little about photographs, of which it found a twentieth less with such
// weights. Fit.Weighed gives it those of the collection.
//
// Of a thousand photographs, P@20 is .83 with it, weighed by them, and .80
// unweighed, where a fit of their own gives .85.
func Default() *Fit { return openDefault() }

var openDefault = sync.OnceValue(func() *Fit {
	f, err := OpenFit(defaultBytes)
	if err != nil {
		panic("engine/eye: the shipped fit does not open: " + err.Error())
	}
	return f
})
