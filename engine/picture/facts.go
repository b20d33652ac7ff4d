package picture

import "time"

// Facts are what is known of a picture beside its pixels. They are a pure
// function of its bytes; the zero value stands for no picture.
type Facts struct {
	Format    Format    // what the bytes are, read from the bytes
	Bytes     int64     // size of the original
	Width     int       // pixels, upright
	Height    int       // pixels, upright
	Taken     time.Time // EXIF date, UTC; zero if the picture does not say
	ThumbHash []byte    // a placeholder of about 25 bytes, see https://evanw.github.io/thumbhash/
}

// Format names a picture format: "jpeg", "png", "gif", "webp", "bmp", "tiff".
type Format string
