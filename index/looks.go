package index

import (
	"fmt"

	"akin/engine"
	"akin/engine/features"
	"akin/index/scan"
)

// features.bin: rows x features.PackedSize bytes in the packed form that
// package features draws; all zeros for a pin without a picture.
const featuresKind = "akinfeat"

// codes.bin: the sketches of the rows that have a picture; the header counts
// these rows.
//
//	rows x (4 + 48)   row, then 2 x 8 bytes for each plane
const (
	codesKind = "akincode"
	codeSize  = 4 + 16*features.Planes
)

// A featureTable is a features.bin.
type featureTable struct {
	file *mapped
	data []byte
}

func openFeatures(path string) (*featureTable, error) {
	f, err := mapFile(path, featuresKind)
	if err != nil {
		return nil, err
	}
	body, err := f.body(f.rows * features.PackedSize)
	if err != nil {
		f.close()
		return nil, err
	}
	return &featureTable{file: f, data: body}, nil
}

// packed returns a row's packed features in place.
func (t *featureTable) packed(row uint32) []byte {
	return t.data[int(row)*features.PackedSize:][:features.PackedSize]
}

func (t *featureTable) features(row uint32) (features.Features, bool) {
	f, ok, err := features.Unpack(t.packed(row))
	return f, ok && err == nil
}

// openCodes reads the codes of pictures among so many pins.
func openCodes(path string, pins int) (*scan.Table, error) {
	f, err := mapFile(path, codesKind)
	if err != nil {
		return nil, err
	}
	defer f.close()
	body, err := f.body(f.rows * codeSize)
	if err != nil {
		return nil, err
	}
	t, next := new(scan.Table), int64(0)
	for i := range f.rows {
		b := body[i*codeSize:][:codeSize]
		var codes [features.Planes]features.Code
		for p := range codes {
			codes[p] = features.Code{u64At(b[4:], 2*p), u64At(b[4:], 2*p+1)}
		}
		row := u32At(b, 0)
		if int64(row) < next || int(row) >= pins {
			return nil, fmt.Errorf("codes of the index are damaged: row %d is out of order", row)
		}
		next = int64(row) + 1
		t.Add(row, codes)
	}
	return t, nil
}

func writeCodes(path string, t *scan.Table) error {
	w, err := createFile(path, codesKind, t.Len())
	if err != nil {
		return err
	}
	t.Each(func(row uint32, codes [features.Planes]features.Code) {
		w.u32(row)
		for _, c := range codes {
			w.u64(c[0])
			w.u64(c[1])
		}
	})
	return w.close()
}

// codesOf returns a picture's sketches on all planes.
func codesOf(f *features.Features) (codes [features.Planes]features.Code) {
	for p := range codes {
		codes[p] = f.Code(features.Plane(p))
	}
	return codes
}

// textFields are the texts that the text index finds a pin by.
func textFields(p *engine.Pin) []string {
	var out []string
	for _, f := range p.Fields() {
		if f.Text != "" {
			out = append(out, f.Text)
		}
	}
	return out
}
