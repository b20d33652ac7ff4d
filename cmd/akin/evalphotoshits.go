package main

import (
	"math/rand/v2"
	"slices"
)

// hits are what one query found.
type hits struct {
	first   float64 // 1 if the first is of the class
	ten     float64 // share of the first ten
	twenty  float64
	average float64 // precision at each of the class, on average
}

// hitsOf counts the pictures of the query's class in a ranking, without the
// query. Pictures that are not ranked count as not found.
func (e *photosEval) hitsOf(q int, ranking []uint32) hits {
	class := e.photos[q].class
	return countHits(ranking, e.size[class]-1, func(i uint32) (counts, fits bool) {
		return int(i) != q, e.photos[i].class == class
	})
}

// countHits goes down a ranking. The average is over all that fit, of which
// there are so many, ranked or not.
func countHits(ranking []uint32, fitting int, is func(i uint32) (counts, fits bool)) (h hits) {
	place, right := 0., 0.
	for _, i := range ranking {
		counts, fits := is(i)
		if !counts {
			continue
		}
		place++
		if !fits {
			continue
		}
		right++
		h.average += right / place
		if place <= 1 {
			h.first = 1
		}
		if place <= 10 {
			h.ten += 1. / 10
		}
		if place <= 20 {
			h.twenty += 1. / 20
		}
	}
	h.average /= max(1, float64(fitting))
	return h
}

// values are in the order of p1, p10, p20, map.
func (h *hits) values() [4]float64 { return [4]float64{h.first, h.ten, h.twenty, h.average} }

func meanOf(all []hits) quality {
	var sums [4]float64
	for i := range all {
		for k, v := range all[i].values() {
			sums[k] += v / float64(len(all))
		}
	}
	return quality{sums[0], sums[1], sums[2], sums[3]}
}

// resamples of the queries are drawn: the ends of an interval are then the
// 50th of 2,000 from below and above.
const resamples = 2000

// intervals are those into which the means fall in 95 % of samples drawn from
// the queries with repetition; the same every time.
func intervals(all []hits) map[string][2]float64 {
	random := rand.New(rand.NewPCG(1, 95))
	var means [4][]float64
	for range resamples {
		var sums [4]float64
		for range all {
			for k, v := range all[random.IntN(len(all))].values() {
				sums[k] += v
			}
		}
		for k, s := range sums {
			means[k] = append(means[k], s/float64(len(all)))
		}
	}
	ci := map[string][2]float64{}
	for k, name := range []string{"p1", "p10", "p20", "map"} {
		slices.Sort(means[k])
		ci[name] = [2]float64{means[k][resamples/40], means[k][resamples-1-resamples/40]}
	}
	return ci
}
