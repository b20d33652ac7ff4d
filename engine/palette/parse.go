package palette

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse reads a palette as people write it: colours of six or three hex digits,
// each with a share if any has one, as "#aa3322:0.6,#f0e0c0:0.4". The # may be
// left out, and shares count by their proportions. Errors name the part that is
// wrong and say how to write it. The result is as Mix makes it.
func Parse(text string) ([]Swatch, error) {
	parts := strings.Split(text, ",")
	colors := make([]Weighted, len(parts))
	shares := 0
	for i, part := range parts {
		hex, share, given := strings.Cut(strings.TrimSpace(part), ":")
		c, err := ParseHex(strings.TrimSpace(hex))
		if err != nil {
			return nil, err
		}
		colors[i] = Weighted{c.R, c.G, c.B, 1}
		if !given {
			continue
		}
		shares++
		if colors[i].Weight, err = parseShare(strings.TrimSpace(share)); err != nil {
			return nil, fmt.Errorf("the share %q of %s in the palette %w", share, c.Hex(), err)
		}
	}
	if shares > 0 && shares < len(parts) {
		return nil, fmt.Errorf("%d of the palette's %d colors have a share: give one to each, as in %s, or to none", shares, len(parts), Example)
	}
	return Mix(colors)
}

// Example is a palette as Parse reads it.
const Example = `"#aa3322:0.6,#f0e0c0:0.4"`

// ParseHex reads a colour, as "#aa3322", "aa3322" or "#a32". Its share is 0.
func ParseHex(hex string) (Swatch, error) {
	digits := strings.TrimPrefix(hex, "#")
	n, err := strconv.ParseUint(digits, 16, 32)
	if err == nil && digits[0] != '+' {
		switch len(digits) {
		case 6:
			return Swatch{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n)}, nil
		case 3:
			return Swatch{R: uint8(n>>8&15) * 17, G: uint8(n>>4&15) * 17, B: uint8(n&15) * 17}, nil
		}
	}
	return Swatch{}, fmt.Errorf("the palette has %.40q where a color must stand: write it as #rrggbb, in all as %s", hex, Example)
}

// parseShare reads a share in millionths.
func parseShare(text string) (int64, error) {
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || v != v:
		return 0, fmt.Errorf("is no number: write it as in %s", Example)
	case v <= 0:
		return 0, fmt.Errorf("must be above 0: leave the color out")
	case v > maxShare:
		return 0, fmt.Errorf("must be at most %d: shares count by their proportions", int(maxShare))
	}
	return max(1, int64(v*1e6+.5)), nil
}

// maxShare bounds a share as it is written; 1, 100 or 1000 for the whole are
// all common.
const maxShare = 1_000_000
