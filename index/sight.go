package index

import (
	"os"
	"path/filepath"
	"unsafe"

	mmap "github.com/blevesearch/mmap-go"

	"akin/engine/eye"
)

// eyecodes.bin: what each pin looks like by the generation's fit.
//
//	rows x eye.CodeSize bytes   all zeros for a pin without a picture
//
// fit.bin and neighbours.bin are as package eye writes them.
const eyeCodesKind = "akineyes"

// A sight is how a generation compares looks. Held in memory for it are, of each
// pin, 420 bytes of codes, mapped, and some 130 of the graph; the 128 of
// neighbours.bin, mapped too, are read where pins come and go.
type sight struct {
	fit     *eye.Fit
	weights eye.Weights // of the fit
	raws    *blobTable
	file    *mapped
	codes   eye.Codes // in file
	near    mmap.MMap
	likes   *likening // guarded by Store.writing
}

// emptySight is that of no pins, by the fit that akin ships.
func emptySight(pins *pinTable) *sight {
	s := &sight{fit: eye.Default(), weights: eye.Default().Weights(), raws: noBlobs()}
	var err error
	if s.likes, err = firstLikening(s, pins); err != nil {
		panic("index: the neighbours of nothing: " + err.Error())
	}
	return s
}

func openSight(dir string, pins *pinTable) (*sight, error) {
	s := new(sight)
	if err := s.open(dir, pins); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *sight) open(dir string, pins *pinTable) (err error) {
	if s.fit, err = openFit(filepath.Join(dir, fitFile)); err != nil {
		return err
	}
	s.weights = s.fit.Weights()
	if s.raws, err = openBlobs(filepath.Join(dir, rawFile), rawsKind); err != nil {
		return err
	}
	if s.file, err = mapFile(filepath.Join(dir, eyeCodesFile), eyeCodesKind); err != nil {
		return err
	}
	body, err := s.file.body(s.file.rows * eye.CodeSize)
	if err != nil {
		return err
	}
	s.codes = asCodes(body[:s.file.rows*eye.CodeSize])
	if s.near, err = mapBytes(filepath.Join(dir, neighboursFile)); err != nil {
		return err
	}
	s.likes, err = openLikening(s, pins)
	return err
}

func openFit(path string) (*eye.Fit, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return eye.OpenFit(data)
}

// asCodes takes bytes for the signed numbers that they are, where they stand.
func asCodes(b []byte) eye.Codes {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}

// asBytes is the way back.
func asBytes(c eye.Codes) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(c))), len(c))
}

// unseen tells whether there is nothing in a code.
func unseen(code eye.Code) bool {
	for _, v := range code {
		if v != 0 {
			return false
		}
	}
	return true
}

func (s *sight) close() {
	if s == nil {
		return
	}
	s.raws.close()
	s.file.close()
	if s.near != nil {
		s.near.Unmap()
	}
}
