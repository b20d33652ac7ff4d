package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// plain makes a source of what a decoder's DecodeConfig says.
func plain(cfg image.Config, e exif, decode func() (image.Image, error)) source {
	return source{
		Header: Header{Width: cfg.Width, Height: cfg.Height, Orientation: e.orientation, Taken: e.taken},
		decode: decode,
	}
}

// area is the number of pixels.
func (s *source) area() int64 { return int64(s.Width) * int64(s.Height) }

func readPNG(data []byte) (source, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return source{}, err
	}
	s := plain(cfg, readExif(pngChunk(data, "eXIf")), func() (image.Image, error) {
		return png.Decode(bytes.NewReader(data))
	})
	// The first chunk, of fixed shape, ends in depth, colour type,
	// compression, filter and interlacing.
	depth, colorType, interlaced := data[24], data[25], data[28]
	perPixel := int64(4) // grey with a transparent level becomes NRGBA, too
	switch {
	case depth == 16:
		perPixel = 8
	case colorType == 3: // palette
		perPixel = 1
	}
	if interlaced != 0 {
		perPixel *= 2 // the passes are pictures of their own first
	}
	s.charge(perPixel * s.area())
	return s, nil
}

// pngChunk returns the body of the first chunk of that name, nil if there is
// none.
func pngChunk(data []byte, name string) []byte {
	for rest := data[8:]; len(rest) >= 12; {
		n := int64(binary.BigEndian.Uint32(rest))
		if n > int64(len(rest)-12) {
			return nil
		}
		if string(rest[4:8]) == name {
			return rest[8 : 8+n]
		}
		rest = rest[12+n:]
	}
	return nil
}

// readGIF reads the first frame of a GIF. It is shown where browsers show it:
// on the logical screen, which is transparent around a smaller frame. The
// decoder refuses a frame that leaves the screen and stops after the first.
func readGIF(data []byte) (source, error) {
	cfg, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return source{}, err
	}
	s := plain(cfg, exif{orientation: 1}, func() (image.Image, error) {
		return gif.Decode(bytes.NewReader(data))
	})
	s.charge(2 * s.area()) // a byte, and another while lines are put in order
	return s, nil
}

func readBMP(data []byte) (source, error) {
	cfg, err := bmp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return source{}, err
	}
	s := plain(cfg, exif{orientation: 1}, func() (image.Image, error) {
		return bmp.Decode(bytes.NewReader(data))
	})
	s.charge(bytesPerPixel(cfg.ColorModel) * s.area())
	return s, nil
}

func readTIFF(data []byte) (source, error) {
	cfg, err := tiff.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return source{}, err
	}
	s := plain(cfg, readExif(data), func() (image.Image, error) {
		return tiff.Decode(bytes.NewReader(data))
	})
	// Beside the picture the decoder holds one strip or tile unpacked, at up
	// to 8 bytes a pixel, in a buffer that may have grown to twice its need.
	s.charge(bytesPerPixel(cfg.ColorModel)*s.area() + 2*8*tiffBlock(data, s.Width, s.Height))
	return s, nil
}

// tiffBlock is the number of pixels of a strip or tile.
func tiffBlock(data []byte, width, height int) int64 {
	const tagRowsPerStrip, tagTileWidth, tagTileLength = 278, 322, 323
	t, ok := openTIFF(data)
	if !ok {
		return int64(width) * int64(height)
	}
	first := t.directory(t.first())
	if w := first.number(tagTileWidth); w > 0 {
		return int64(w) * int64(first.number(tagTileLength))
	}
	rows := int64(height)
	if n := int64(first.number(tagRowsPerStrip)); n > 0 && n < rows {
		rows = n
	}
	return rows * int64(width)
}

func bytesPerPixel(m color.Model) int64 {
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4
}
