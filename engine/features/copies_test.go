package features

import "testing"

func TestCopies(t *testing.T) {
	for name, imgs := range twentyEach(t) {
		for i, img := range imgs {
			d, same := CopyDistance(of(t, img), of(t, halfAtQuality40(t, img)))
			if !same {
				t.Errorf("the copy of %s %d is %d bits away and not known", name, i, d)
			}
		}
	}
}

func TestCopiesOfPhotographs(t *testing.T) {
	for i, img := range photographs(t, "photos/*/*.jpg", 10) {
		if d, same := CopyDistance(of(t, img), of(t, halfAtQuality40(t, img))); !same {
			t.Errorf("the copy of photograph %d is %d bits away and not known", i, d)
		}
	}
}

func TestDifferentPhotographsAreNoCopies(t *testing.T) {
	var fs []*Features
	for _, img := range photographs(t, "distinct/*.jpg", 1) {
		f := of(t, img)
		for j, g := range fs {
			if d, same := CopyDistance(f, g); same {
				t.Errorf("%d passes as a copy of %d, %d bits away", len(fs), j, d)
			}
		}
		fs = append(fs, f)
	}
}

// Flat pictures have one hash: the colours tell them apart.
func TestColorsMustAgree(t *testing.T) {
	a, b := of(t, flat(red)), of(t, flat(rgb{0, 160, 0}))
	if d, same := CopyDistance(a, b); d != 0 || same {
		t.Errorf("%d bits, copy %v", d, same)
	}
	if d, same := CopyDistance(a, a); d != 0 || !same {
		t.Errorf("%d bits from itself, copy %v", d, same)
	}
}
