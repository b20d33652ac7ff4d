package eye

import (
	"math"
	"math/rand/v2"
)

const (
	// weighSample pictures are what blocks are weighed on, since each is
	// compared with each.
	weighSample = 1500

	// closest is how many nearest pictures of each are looked at.
	closest = 10

	// leastStructure is the least that a block is taken to have, so that none
	// is silent for good.
	leastStructure = .001

	// shuffleSeed starts the shuffling of the null. Any number does.
	shuffleSeed = 0x6e756c6c
)

// weigh says what each block is worth, without being told which pictures
// belong together. A block is worth something where it shows *structure*,
//
//	reciprocity × closure, less the same of the null
//
// and its neighbours *agree* with what other blocks see; the weight is
// structure times agreement². Reciprocity is the share of pictures' nearest
// ten whose nearest ten they are among; closure the share of steps from i to a
// neighbour j to a neighbour l of j that end at a neighbour of i. The null has
// the block's numbers in each direction, but shuffled among pictures: it says
// how much structure numbers distributed so have by chance, which is much for
// a block of few strong directions, such as colour on plain ground.
//
// The null keeps blocks from winning by low dimension, the agreement keeps
// them from winning by a structure nobody else sees; either alone was worse on
// some collection, and higher powers of the agreement let the largest family
// vote for itself.
func weigh(w *work, codes Codes) Weights {
	codes = everySo(codes, weighSample)
	structures, agreements := [Blocks]float64{}, [Blocks][Blocks]float64{}
	var nearest [Blocks]lists
	most := 0.
	for b := range Blocks {
		only := onlyBlock(b)
		nearest[b] = nearestOf(w, codes, &only, closest, nil, nil)
		null := nearestOf(w, shuffled(codes, b), &only, closest, nil, nil)
		if w.ctx.Err() != nil {
			return Weights{}
		}
		structures[b] = max(leastStructure, structure(nearest[b])-structure(null))
		most = max(most, structures[b])
		w.tell()
	}
	for a := range Blocks {
		for b := range Blocks {
			agreements[a][b] = sees(codes, nearest[a], b) / max(sees(codes, nearest[b], b), leastStructure)
		}
		w.tell()
	}
	var values [Blocks]float64
	for b, e := range leading(&agreements) {
		values[b] = float64(structures[b] / most * float64(e*e))
	}
	return newWeights(values)
}

func onlyBlock(b Block) (w Weights) {
	w[b] = weightSum
	return w
}

// everySo takes n codes at equal distances, or all where there are no more.
func everySo(codes Codes, n int) Codes {
	if codes.Len() <= n {
		return codes
	}
	some := make(Codes, 0, n*CodeSize)
	for i := range n {
		some = append(some, codes.At(int(int64(i)*int64(codes.Len())/int64(n)))...)
	}
	return some
}

// shuffled returns codes in which each direction of a block is shuffled among
// pictures, at length 1 again. Other blocks are zero.
func shuffled(codes Codes, b Block) Codes {
	n := codes.Len()
	mixed := make(Codes, len(codes))
	random := rand.NewPCG(shuffleSeed, uint64(b))
	order := make([]int, n)
	for k := range Dims {
		for i := range order {
			order[i] = i
		}
		for i := n - 1; i > 0; i-- {
			j := int(random.Uint64() % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for i, from := range order {
			mixed.At(i).Block(b)[k] = codes.At(from).Block(b)[k]
		}
	}
	var y [Dims]float32
	for i := range n {
		part := mixed.At(i).Block(b)
		for k, v := range part {
			y[k] = float32(v)
		}
		round(&y, part)
	}
	return mixed
}

// structure is reciprocity times closure.
func structure(l lists) float64 {
	var edges, reciprocal, paths, closed float64
	for i := range l {
		for _, j := range l[i] {
			edges++
			if l.has(j.Pin, uint32(i)) {
				reciprocal++
			}
			for _, k := range l[j.Pin] {
				paths++
				if l.has(uint32(i), k.Pin) {
					closed++
				}
			}
		}
	}
	if edges == 0 || paths == 0 {
		return 0
	}
	return float64(reciprocal / edges * float64(closed/paths))
}

// sees is the mean cosine, in block b, of neighbours.
func sees(codes Codes, l lists, b Block) float64 {
	sum, n := 0, 0
	for i := range l {
		for _, j := range l[i] {
			sum += product8(codes.At(i).Block(b), codes.At(int(j.Pin)).Block(b))
			n++
		}
	}
	return float64(sum) / float64(max(1, n)*level*level)
}

// leading is the leading eigenvector of m made symmetric, without signs, its
// greatest element 1.
func leading(m *[Blocks][Blocks]float64) (e [Blocks]float64) {
	symmetric := make([][]float64, Blocks)
	for a := range m {
		symmetric[a] = make([]float64, Blocks)
		for b := range m {
			symmetric[a][b] = (m[a][b] + m[b][a]) / 2
		}
	}
	_, vectors := symmetricEigen(symmetric)
	most := 0.
	for _, v := range vectors[0] {
		most = max(most, math.Abs(v))
	}
	for b, v := range vectors[0] {
		e[b] = math.Abs(v) / most
	}
	return e
}
