package points

// reach is how far around a corner its direction is looked for, in pixels of
// its level.
const reach = 8

const sectors = 32

// A spoke is a pixel near a corner and what its gradient counts, more in the
// middle. Every other pixel of every other row says the same as all of them.
type spoke struct{ dx, dy, weight int32 }

var spokes = func() (list []spoke) {
	for dy := int32(-reach); dy <= reach; dy += 2 {
		for dx := int32(-reach); dx <= reach; dx += 2 {
			if r := dx*dx + dy*dy; r <= reach*reach {
				w := reach*reach + 8 - r
				list = append(list, spoke{dx, dy, w * w / 64})
			}
		}
	}
	return list
}()

// direction is the most frequent direction of gradients around a corner.
func (l *level) direction(c *corner) uint8 {
	var votes [sectors]int64
	for _, s := range spokes {
		x, y := c.x+int(s.dx), c.y+int(s.dy)
		x0, x1 := clamp(x-1, l.w), clamp(x+1, l.w)
		y0, y1 := clamp(y-1, l.h), clamp(y+1, l.h)
		x, y = clamp(x, l.w), clamp(y, l.h)
		dx := int32(l.smooth[y*l.w+x1]) - int32(l.smooth[y*l.w+x0])
		dy := int32(l.smooth[y1*l.w+x]) - int32(l.smooth[y0*l.w+x])
		if dx == 0 && dy == 0 {
			continue
		}
		// a sector is eight steps, 128 sixteenths of one
		a := angle16(dx, dy)
		strength := int64(length(dx, dy) * s.weight)
		k, part := a>>7, int64(a&127)
		votes[k] += strength * (128 - part)
		votes[(k+1)%sectors] += strength * part
	}
	return peak(&votes)
}

func clamp(x, n int) int { return min(max(x, 0), n-1) }

// peak is the angle of most votes, after smoothing, the lowest of equals.
func peak(votes *[sectors]int64) uint8 {
	var soft [sectors]int64
	at := func(k int) int64 { return votes[(k+sectors)%sectors] }
	best := 0
	for k := range soft {
		soft[k] = at(k-2) + at(k+2) + 4*(at(k-1)+at(k+1)) + 6*at(k)
		if soft[k] > soft[best] {
			best = k
		}
	}
	b, m, a := soft[(best+sectors-1)%sectors], soft[best], soft[(best+1)%sectors]
	if bend := 2*m - b - a; bend > 0 {
		const step = turn / sectors
		return uint8(best*step + int((step*(a-b)+2*bend*9)/(2*bend)) - 9)
	}
	return uint8(best * turn / sectors)
}
