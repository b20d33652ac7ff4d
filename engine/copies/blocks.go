package copies

// blockCells is the side of a block in cells; blocks are 8 by 8 on the finest
// grid, so that text over a fifth of a picture costs two rows of them.
const (
	blockCells = 4
	blockSide  = gridSide / blockCells
	blockMax   = blockSide * blockSide
)

// agrees is the least score of a block that agrees. In copies nearly all blocks
// are above .9, even of JPEG of quality 10 and of clipped light; what is covered
// by letters or shows another thing is below 0 more often than not.
const agrees = .5

// flatBlock is the variance below which a block is flat, beside 1 of the whole
// picture: what compression leaves and takes there is nothing to go by.
const flatBlock = .02

// A comparison is how two pictures agree on a grid, block by block.
type comparison struct {
	score   [blockMax]float32 // 1 where they are equal, 0 or less where they have nothing in common
	texture [blockMax]float32 // how much there is to see, from 0 to 1
	counts  [blockMax]bool    // whether enough of the block is shared
	n       int               // blocks that count
	// of each picture, over the cells that agree
	a, b light
}

// compare fills c from a grid that was laid at gridSide. Light and contrast are
// normalised so that they are equal where the two agree, and what is written
// over a picture does not matter for that: at first by the blocks whose
// structure correlates, then by those that agree.
func (g *common) compare(c *comparison) {
	whole, _ := g.light(&g.a, anywhere)
	other, _ := g.light(&g.b, anywhere)
	for k := range c.score {
		s := g.block(k)
		c.counts[k] = s.n >= blockCells*blockCells/2
		c.score[k] = s.correlation(whole.spread, other.spread)
	}
	first, second := g.normalise(g.where(c, similar), leastSpread)
	g.scores(c)
	firstAgain, secondAgain := g.normalise(g.where(c, agrees), .1)
	g.scores(c)
	c.a, c.b = first.then(firstAgain), second.then(secondAgain)
}

// where tells the cells of blocks whose score is at least so much, or all cells
// if these are too few.
func (g *common) where(c *comparison, least float32) func(k int) bool {
	var good [blockMax]bool
	n := 0
	for k, s := range c.score {
		if good[k] = c.counts[k] && s >= least; good[k] {
			n++
		}
	}
	if n < leastSimilar {
		return anywhere
	}
	return func(k int) bool { return good[k/gridSide/blockCells*blockSide+k%gridSide/blockCells] }
}

// scores compares all blocks that count.
func (g *common) scores(c *comparison) {
	c.n = 0
	for k := range c.score {
		s := g.block(k)
		c.score[k], c.texture[k] = 0, 0
		if c.counts[k] {
			c.n++
			c.score[k], c.texture[k] = s.score(), min(max(s.aa, s.bb), 1)
		}
	}
}

// similar is the least correlation of blocks that light and contrast are first
// taken from; there must be leastSimilar of them.
const (
	similar      = .8
	leastSimilar = blockMax / 8
)

// moments of a block: means, variances and covariance.
type moments struct{ n, a, b, aa, bb, ab float32 }

func (g *common) block(k int) (m moments) {
	x, y := k%blockSide*blockCells, k/blockSide*blockCells
	for j := y; j < y+blockCells; j++ {
		for i := j*gridSide + x; i < j*gridSide+x+blockCells; i++ {
			if !g.in[i] {
				continue
			}
			a, b := g.a[i], g.b[i]
			m.n, m.a, m.b = m.n+1, m.a+a, m.b+b
			m.aa, m.bb, m.ab = m.aa+float32(a*a), m.bb+float32(b*b), m.ab+float32(a*b)
		}
	}
	if m.n == 0 {
		return m
	}
	m.a, m.b = m.a/m.n, m.b/m.n
	m.aa = max(0, m.aa/m.n-float32(m.a*m.a))
	m.bb = max(0, m.bb/m.n-float32(m.b*m.b))
	m.ab = m.ab/m.n - float32(m.a*m.b)
	return m
}

// correlation is that of the two, 0 where one is flat beside its picture.
func (m *moments) correlation(spreadA, spreadB float32) float32 {
	if m.aa <= flatBlock*spreadA*spreadA || m.bb <= flatBlock*spreadB*spreadB || m.aa*m.bb <= 0 {
		return 0
	}
	return m.ab / float32(root(float64(m.aa*m.bb)))
}

// score compares two normalised blocks: their structure, as SSIM does (Wang and
// others, 2004), less the square of how far their light is apart.
func (m *moments) score() float32 {
	apart := m.a - m.b
	return (float32(2*m.ab)+flatBlock)/(m.aa+m.bb+flatBlock) - float32(apart*apart)
}
