package palette

// A plan carries supplies to demands of the same sum at the least cost. It is
// solved by successive shortest paths with potentials (Edmonds and Karp,
// "Theoretical improvements in algorithmic efficiency for network flow
// problems", 1972), which for so few places is faster than the simplex method
// and cannot go round in circles. All of it is whole numbers.
type plan struct {
	m, n           int
	supply, demand [MaxAsked]int64
	cost           [MaxAsked][MaxAsked]int64
	flow           [MaxAsked][MaxAsked]int64 // the answer
	left           [MaxAsked]int64           // of demand

	// Reduced costs, cost - u - v, are never negative, and 0 where there is
	// flow.
	u, v [MaxAsked]int64
	search
}

// A search is for a shortest path from one supply to an unmet demand, by
// Dijkstra's algorithm. Paths go forth along any way, and back where there is
// flow.
type search struct {
	dist     [MaxAsked]int64 // to each demand
	from     [MaxAsked]int   // the supply from which the path comes there
	done     [MaxAsked]bool  // demands whose distance is final
	back     [MaxAsked]int   // the demand from which a path comes to a supply
	distBack [MaxAsked]int64
	reached  [MaxAsked]bool // supplies
}

func (p *plan) solve() {
	for i := range p.m {
		clear(p.flow[i][:p.n])
		p.u[i] = 0
	}
	for j := range p.n {
		p.left[j], p.v[j] = p.demand[j], 0
	}
	for i := range p.m {
		for rest := p.supply[i]; rest > 0; {
			j := p.path(i)
			rest -= p.send(i, j, rest)
		}
	}
}

// work is the cost of the flow.
func (p *plan) work() (sum int64) {
	for i := range p.m {
		for j := range p.n {
			sum += p.flow[i][j] * p.cost[i][j]
		}
	}
	return sum
}

// path finds the nearest unmet demand and brings the potentials up to date.
func (p *plan) path(start int) int {
	const far = int64(1) << 62
	for j := range p.n {
		p.dist[j], p.done[j] = far, false
	}
	for i := range p.m {
		p.reached[i] = false
	}
	p.reach(start, 0)
	for {
		next := -1
		for j := range p.n {
			if !p.done[j] && (next < 0 || p.dist[j] < p.dist[next]) {
				next = j
			}
		}
		if p.left[next] > 0 {
			p.reprice(p.dist[next])
			return next
		}
		p.done[next] = true
		for i := range p.m {
			if !p.reached[i] && p.flow[i][next] > 0 {
				p.back[i] = next
				p.reach(i, p.dist[next])
			}
		}
	}
}

// reach goes on from a supply at that distance.
func (p *plan) reach(i int, at int64) {
	p.reached[i], p.distBack[i] = true, at
	for j := range p.n {
		if d := at + p.cost[i][j] - p.u[i] - p.v[j]; d < p.dist[j] {
			p.dist[j], p.from[j] = d, i
		}
	}
}

// reprice keeps reduced costs from being negative, and makes them 0 along the
// path, which is that long.
func (p *plan) reprice(length int64) {
	for i := range p.m {
		if p.reached[i] {
			p.u[i] += length - p.distBack[i]
		}
	}
	for j := range p.n {
		if p.done[j] {
			p.v[j] -= length - p.dist[j]
		}
	}
}

// send sends along the path to a demand as much as goes, at most rest.
func (p *plan) send(start, end int, rest int64) int64 {
	n := min(rest, p.left[end])
	for i := p.from[end]; i != start; i = p.from[p.back[i]] {
		n = min(n, p.flow[i][p.back[i]])
	}
	p.left[end] -= n
	j := end
	for {
		i := p.from[j]
		p.flow[i][j] += n
		if i == start {
			return n
		}
		j = p.back[i]
		p.flow[i][j] -= n
	}
}
