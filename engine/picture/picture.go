// Package picture decodes an untrusted picture within limits, turns it
// upright, brings it to one canonical form and makes renditions.
//
// It is for everything between bytes that someone sent and pixels that can be
// compared or shown. It is not for saying what a picture looks like (that is
// features), nor for keeping bytes.
//
// Reach for NewDecoder first: its ReadAll takes bytes in, its Decode makes a
// Picture of them. Canonical then gives the form that features are taken from,
// Rendition the copy that a page shows.
//
// Pixels are the same on every processor, from bytes to canonical form: every
// step is integer arithmetic. That is why JPEG is decoded by image/jpeg and
// not by a faster decoder with assembly, and why Canonical does not resize
// with floating point. Renditions and thumb hashes are for the eye alone and
// may differ in a last bit.
package picture

import (
	"context"
	"image"
	"io"

	"go.n16f.net/thumbhash"
	"golang.org/x/sync/semaphore"
)

// Limits bound what a Decoder takes on. A zero field means its default.
type Limits struct {
	Bytes   int64 // of one original; default 50 MB
	Decoded int64 // of memory for all decodes in progress together; default 400 MB
}

// The default limits: 400 MB decodes a photograph of 70 megapixels, or thirty
// of two at once, and 50 MB holds the former at the best JPEG quality.
const (
	defaultBytes   = 50e6
	defaultDecoded = 400e6
)

// A Decoder decodes pictures within limits. It is safe for concurrent use; all
// its decodes share one budget of memory. A finished Picture is the caller's
// and no longer counted: who holds many asks for no more pixels than needed.
type Decoder struct {
	limits Limits
	budget *semaphore.Weighted
}

// NewDecoder returns a Decoder with these limits.
func NewDecoder(l Limits) *Decoder {
	if l.Bytes <= 0 {
		l.Bytes = defaultBytes
	}
	if l.Decoded <= 0 {
		l.Decoded = defaultDecoded
	}
	return &Decoder{limits: l, budget: semaphore.NewWeighted(l.Decoded)}
}

// A Picture is decoded and upright. Image starts at 0,0, is straight (not
// premultiplied) and taken for sRGB; it may be smaller than Facts say.
type Picture struct {
	Facts Facts
	Image *image.NRGBA
}

// ReadAll reads an original to its end. One over the limit of bytes is an
// *Error of reason TooLarge, after reading one byte too many and no more.
func (d *Decoder) ReadAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, d.limits.Bytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > d.limits.Bytes {
		return nil, &Error{Reason: TooLarge, Hint: hintSmaller,
			Text: "the file is larger than the limit of " + sizeText(d.limits.Bytes)}
	}
	return data, nil
}

// Decode makes a Picture of an original. Its long side is at least atLeast
// pixels where the original has as many, and below twice that; 0 stands for
// the full size. The result is a function of data and atLeast alone, the Facts
// of data alone.
//
// It waits while the decodes in progress leave too little of the budget, and
// returns ctx's error if ctx ends first. Bytes that are no picture, or one
// that is broken, unsupported or larger than the whole budget, are an *Error,
// and never a panic.
func (d *Decoder) Decode(ctx context.Context, data []byte, atLeast int) (*Picture, error) {
	s, err := d.open(data)
	if err != nil {
		return nil, err
	}
	var p *Picture
	err = d.within(ctx, s.Cost, func() error {
		img, err := s.pixels()
		if err != nil {
			return err
		}
		p = &Picture{Facts: s.facts(data), Image: reduce(img, atLeast)}
		p.Facts.ThumbHash = thumbHash(img)
		return nil
	})
	return p, err
}

// within runs work while holding cost bytes of the budget.
func (d *Decoder) within(ctx context.Context, cost int64, work func() error) error {
	if err := d.budget.Acquire(ctx, cost); err != nil {
		return err
	}
	defer d.budget.Release(cost)
	if err := ctx.Err(); err != nil {
		return err
	}
	return work()
}

// thumbSide is the long side of the copy that a thumb hash is computed from.
// The hash keeps at most seven waves a side; 32 pixels hold them all, and cost
// a tenth of the 100 that the algorithm allows.
const thumbSide = 32

func thumbHash(img *image.NRGBA) []byte {
	w, h := fit(img.Rect.Dx(), img.Rect.Dy(), thumbSide)
	small := shrink(img, w, h)
	// The library copies an RGBA picture as it is and then takes its colours
	// for straight ones. Ours are; under their own type they would reach it
	// multiplied by alpha, and count alpha twice.
	return thumbhash.EncodeImage(&image.RGBA{Pix: small.Pix, Stride: small.Stride, Rect: small.Rect})
}
