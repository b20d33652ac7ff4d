package index

import (
	"cmp"
	"path/filepath"

	"akin/engine/copies"
	"akin/engine/features"
)

// marks.bin: what of each print tells from afar whether it is worth comparing.
//
//	rows x copies.MarkSize bytes   all zeros for a pin without a picture
//
// partcodes.bin: the sketches of all parts of all pictures; the header counts
// them.
//
//	parts x (4 + 16)   row, then the code
const (
	marksKind     = "akinmark"
	partCodesKind = "akinpcod"
	partCodeSize  = 4 + 16
)

// details are what a generation has of pictures beside what ranks them: how to
// tell their copies, and their parts. All of it is mapped and nothing is held;
// 6 GB of prints a million pins are read here and there, 300 MB of marks and 300
// of codes from one end to the other.
type details struct {
	prints, parts *blobTable
	marks         *mapped
	codes         *mapped
}

func noDetails() *details { return &details{prints: noBlobs(), parts: noBlobs()} }

func openDetails(dir string) (*details, error) {
	d := new(details)
	if err := d.open(dir); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *details) open(dir string) (err error) {
	if d.prints, err = openBlobs(filepath.Join(dir, printsFile), printsKind); err != nil {
		return err
	}
	if d.parts, err = openBlobs(filepath.Join(dir, partsFile), partsKind); err != nil {
		return err
	}
	if d.marks, err = mapFile(filepath.Join(dir, marksFile), marksKind); err != nil {
		return err
	}
	if _, err = d.marks.body(d.marks.rows * copies.MarkSize); err != nil {
		return err
	}
	if d.codes, err = mapFile(filepath.Join(dir, partCodesFile), partCodesKind); err != nil {
		return err
	}
	_, err = d.codes.body(d.codes.rows * partCodeSize)
	return err
}

// has tells whether there is a row for each of so many pins.
func (d *details) has(pins int) bool {
	return d.prints.file.rows == pins && d.parts.file.rows == pins && d.marks.rows == pins
}

// mark returns a row's mark in place.
func (d *details) mark(row uint32) []byte {
	return d.marks.m[headerSize+int(row)*copies.MarkSize:][:copies.MarkSize]
}

// eachPart calls f with the sketch of each part of each row, rows ascending.
func (d *details) eachPart(f func(row uint32, code features.Code)) {
	if d.codes == nil {
		return
	}
	body := d.codes.m[headerSize:]
	for i := range d.codes.rows {
		b := body[i*partCodeSize:][:partCodeSize]
		f(u32At(b, 0), features.Code{u64At(b[4:], 0), u64At(b[4:], 1)})
	}
}

func (d *details) close() {
	if d == nil {
		return
	}
	d.prints.close()
	d.parts.close()
	d.marks.close()
	d.codes.close()
}

// A detailsWriter makes raw.bin and the files of details, row by row.
type detailsWriter struct {
	raws, prints, parts *blobWriter
	marks, codes        *writer
	found               int // parts
	none                [copies.MarkSize]byte
}

func createDetails(dir string, rows int) (*detailsWriter, error) {
	w := new(detailsWriter)
	err := w.create(dir, rows)
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *detailsWriter) create(dir string, rows int) (err error) {
	if w.raws, err = createBlobs(filepath.Join(dir, rawFile), rawsKind, rows); err != nil {
		return err
	}
	if w.prints, err = createBlobs(filepath.Join(dir, printsFile), printsKind, rows); err != nil {
		return err
	}
	if w.parts, err = createBlobs(filepath.Join(dir, partsFile), partsKind, rows); err != nil {
		return err
	}
	if w.marks, err = createFile(filepath.Join(dir, marksFile), marksKind, rows); err != nil {
		return err
	}
	w.codes, err = createFile(filepath.Join(dir, partCodesFile), partCodesKind, 0) // close knows better
	return err
}

// add adds the next row; look is nil for one without a picture.
func (w *detailsWriter) add(row uint32, packed *packedLook, look *unpacked) {
	w.raws.add(packed.raw)
	w.prints.add(packed.print)
	w.parts.add(packed.regions)
	if look == nil {
		w.marks.bytes(w.none[:])
		return
	}
	mark := look.print.Mark()
	w.marks.bytes(mark.AppendTo(nil))
	for i := range look.regions.Parts {
		code := codeOf(&look.regions.Parts[i])
		w.codes.u32(row)
		w.codes.u64(code[0])
		w.codes.u64(code[1])
		w.found++
	}
}

// close makes the files durable, those that were created.
func (w *detailsWriter) close() (err error) {
	for _, b := range []*blobWriter{w.raws, w.prints, w.parts} {
		if b != nil {
			err = cmp.Or(err, b.close())
		}
	}
	if w.marks != nil {
		err = cmp.Or(err, w.marks.close())
	}
	if w.codes != nil {
		err = cmp.Or(err, w.codes.count(w.found), w.codes.close())
	}
	return err
}
