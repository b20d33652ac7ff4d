package scenes

import "image"

// paste writes a picture into its place, each pixel the mean of the area that
// it covers in the picture: as small pictures are made of large ones. Where the
// place is larger than the picture, pixels are repeated.
func paste(scene, picture *image.NRGBA, p Placement) {
	columns := make([][]share, p.W)
	for x := range columns {
		columns[x] = covered(x, p.W, picture.Rect.Dx())
	}
	for y := range p.H {
		rows := covered(y, p.H, picture.Rect.Dy())
		out := scene.Pix[(p.Y+y)*scene.Stride+4*p.X:]
		for _, c := range columns {
			out = mean(out, picture, c, rows)
		}
	}
}

// A share is how much of a pixel counts.
type share struct{ pixel, part int }

// covered lists the pixels, of a row of size, that the i-th of n places covers,
// with their shares in n-th parts.
func covered(i, n, size int) (list []share) {
	lo, hi := i*size, (i+1)*size
	for pixel := lo / n; pixel*n < hi; pixel++ {
		list = append(list, share{pixel, min(hi, (pixel+1)*n) - max(lo, pixel*n)})
	}
	return list
}

// mean sets the first pixel of out, opaque, to the mean of an area and returns
// the others.
func mean(out []uint8, img *image.NRGBA, columns, rows []share) []uint8 {
	var sum [3]int
	all := 0
	for _, r := range rows {
		row := img.Pix[r.pixel*img.Stride:]
		for _, c := range columns {
			part := r.part * c.part
			all += part
			for channel := range sum {
				sum[channel] += part * int(row[4*c.pixel+channel])
			}
		}
	}
	for channel, v := range sum {
		out[channel] = uint8((v + all/2) / all)
	}
	out[3] = 255
	return out[4:]
}
