package engine

import (
	"sync"

	"akin/engine/copies"
)

// verdicts remembers which pictures were found to be copies of which. A verdict is
// a function of two pictures and takes half a millisecond; those of one list are
// asked for again with the next. It is safe for concurrent use.
type verdicts struct {
	mu       sync.Mutex
	now, old map[[2]PictureID]told
}

// remembered is how many verdicts are kept, the latest, up to twice as many: some
// 10 MB.
const remembered = 1 << 15

// compare tells whether one picture is a copy of the other. Pictures without a name
// are not remembered.
func (v *verdicts) compare(original, copy PictureID, a, b *copies.Print) told {
	if a == nil || b == nil {
		return told{}
	}
	key := [2]PictureID{original, copy}
	if original == "" || copy == "" {
		verdict, is := copies.Compare(a, b)
		return told{verdict, is}
	}
	if t, ok := v.find(key); ok {
		return t
	}
	verdict, is := copies.Compare(a, b)
	t := told{verdict, is}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.put(key, t)
	return t
}

func (v *verdicts) find(key [2]PictureID) (told, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t, ok := v.now[key]; ok {
		return t, true
	}
	t, ok := v.old[key]
	if ok {
		v.put(key, t)
	}
	return t, ok
}

func (v *verdicts) put(key [2]PictureID, t told) {
	if v.now == nil || len(v.now) >= remembered {
		v.now, v.old = make(map[[2]PictureID]told), v.now
	}
	v.now[key] = t
}
