package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"akin/engine/graph"

	"github.com/spf13/cobra"
)

// A boardsReport is what eval boards measures, as means over all users that
// have test pins.
type boardsReport struct {
	Users         int                     `json:"users"`
	Recall        float64                 `json:"recall@20"`       // hits in the first twenty, of the user's test pins
	NDCG          float64                 `json:"ndcg@20"`         // the same with earlier places worth more, of the best possible
	Popular       float64                 `json:"popular"`         // share of the first twenty that are of the 1 % on most boards
	Coverage      float64                 `json:"coverage"`        // share of all pins that are in anybody's first twenty
	Milliseconds  float64                 `json:"ms_p50"`          // median time of a query, which runs on one core
	Prepare       float64                 `json:"prepare_seconds"` // making the codes
	AblationUsers int                     `json:"ablation_users"`  // how many users the rows of the ablation are over
	Ablation      map[string]ablationLine `json:"ablation"`
}

// An ablationLine is what is found another way.
type ablationLine struct {
	Recall float64 `json:"recall@20"`
	NDCG   float64 `json:"ndcg@20"`
}

type evalBoardsFlags struct {
	full bool
}

// ablationUsers are asked about each way, taken at equal distances: over so
// many, recall is off by .003 with 95 % confidence, and less in comparisons
// between ways, which are over the same users.
const ablationUsers = 4000

func evalBoardsCommand(g *globals) *cobra.Command {
	f := new(evalBoardsFlags)
	cmd := &cobra.Command{
		Use:   "boards TRAIN TEST",
		Short: "Measure how well boards tell which pins people will save",
		Long: "Reads two files with a line for each user, `user pin pin ...`, all whole numbers. Each user of TRAIN\n" +
			"is a board with these pins; from it, the first twenty pins that akin finds are compared with those\n" +
			"of the same user in TEST. Then it measures, over 4,000 users, how well other ways of finding do.",
		Args: args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, a []string) error { return g.evalBoards(cmd, a[0], a[1], f) },
	}
	cmd.Flags().BoolVar(&f.full, "full", false, "measure the other ways over all users too (takes minutes)")
	return cmd
}

func (g *globals) evalBoards(cmd *cobra.Command, train, test string, f *evalBoardsFlags) error {
	p := newProgress(cmd.ErrOrStderr())
	e, err := newBoardsEval(train, test, p)
	if err == nil {
		err = e.run(cmd.Context(), f.full)
	}
	p.close()
	if err != nil {
		return err
	}
	if g.json {
		return printJSON(cmd.OutOrStdout(), e.sum)
	}
	return e.sum.print(cmd.OutOrStdout())
}

func (r *boardsReport) print(out io.Writer) error {
	fmt.Fprintf(out, "%d users, of the first twenty pins:\n"+
		"  recall %.4f, NDCG %.4f\n"+
		"  %.3f of the most popular hundredth, %.3f of all pins found by somebody\n"+
		"a query takes %.2f ms in the median; the codes took %.1f s\n\n"+
		"Other ways, over %d users:\nrecall  NDCG\n",
		r.Users, r.Recall, r.NDCG, r.Popular, r.Coverage, r.Milliseconds, r.Prepare, r.AblationUsers)
	byRecall := func(a, b string) int {
		return cmp.Or(cmp.Compare(r.Ablation[b].Recall, r.Ablation[a].Recall), cmp.Compare(a, b))
	}
	var err error
	for _, name := range slices.SortedFunc(maps.Keys(r.Ablation), byRecall) {
		_, err = fmt.Fprintf(out, "%.4f  %.4f  %s\n", r.Ablation[name].Recall, r.Ablation[name].NDCG, name)
	}
	return err
}

// A boardsEval asks for pins from each user's board.
type boardsEval struct {
	graph    *graph.Graph
	view     *graph.View
	lowPass  *graph.LowPass // since prepare
	test     [][]graph.Node // of each user, ascending
	users    []int          // those with test pins
	popular  map[graph.Node]bool
	progress *progress
	sum      *boardsReport
}

func newBoardsEval(train, test string, p *progress) (*boardsEval, error) {
	pairs, err := readPairs(train, test)
	if err != nil {
		return nil, err
	}
	g, err := pairs.graph()
	if err != nil {
		return nil, err
	}
	e := &boardsEval{graph: g, view: g.View(), test: pairs.test(), progress: p}
	for u, pins := range e.test {
		if len(pins) > 0 {
			e.users = append(e.users, u)
		}
	}
	e.popular = mostPopular(g)
	return e, nil
}

// mostPopular returns the hundredth of the pins that is on the most boards.
func mostPopular(g *graph.Graph) map[graph.Node]bool {
	pins := make([]graph.Node, g.Pins())
	for i := range pins {
		pins[i] = graph.PinNode(i)
	}
	slices.SortStableFunc(pins, func(a, b graph.Node) int { return len(g.BoardsOf(b)) - len(g.BoardsOf(a)) })
	popular := map[graph.Node]bool{}
	for _, p := range pins[:min(len(pins), max(1, len(pins)/100))] {
		popular[p] = true
	}
	return popular
}

func (e *boardsEval) run(ctx context.Context, full bool) error {
	codes, prepare, err := e.prepare(ctx)
	if err != nil {
		return err
	}
	all, err := e.measure(ctx, "asking", e.users, e.near(codes, graph.NearOptions{}))
	if err != nil {
		return err
	}
	e.sum = &boardsReport{
		Users: len(e.users), Recall: all.recall.value(), NDCG: all.ndcg.value(), Popular: all.popular.value(),
		Coverage: float64(len(all.found)) / float64(max(1, e.graph.Pins())), Milliseconds: all.median(), Prepare: prepare.Seconds(),
		Ablation: map[string]ablationLine{},
	}
	return e.ablate(ctx, codes, full)
}

// prepare makes the codes, and says how long that took.
func (e *boardsEval) prepare(ctx context.Context) (*graph.Codes, time.Duration, error) {
	start := time.Now()
	var err error
	e.lowPass, err = graph.NewLowPass(ctx, e.graph, graph.LowPassOptions{
		Progress: func(done, all int) { e.progress.at("codes", done, all) },
	})
	if err != nil {
		return nil, 0, err
	}
	codes, err := graph.NewCodes(ctx, e.graph, e.lowPass, graph.CodesOptions{})
	return codes, time.Since(start), err
}

// ablate measures each way of finding over a sample of the users, or all.
func (e *boardsEval) ablate(ctx context.Context, codes *graph.Codes, full bool) error {
	exact, err := graph.NewCodes(ctx, e.graph, e.lowPass, graph.CodesOptions{Exact: true})
	if err != nil {
		return err
	}
	users := e.users
	if !full && len(users) > ablationUsers {
		users = make([]int, ablationUsers)
		for i := range users {
			users[i] = e.users[i*len(e.users)/ablationUsers]
		}
	}
	e.sum.AblationUsers = len(users)
	for _, w := range e.ways(codes, exact) {
		m, err := e.measure(ctx, w.name, users, w.ask)
		if err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
		e.sum.Ablation[w.name] = ablationLine{m.recall.value(), m.ndcg.value()}
	}
	return nil
}

// An asking returns the best pins for a user's board.
type asking func(user int) ([]graph.Node, error)

// A foundFor is what one user was answered.
type foundFor struct {
	pins []graph.Node
	took time.Duration
	err  error
}

// measure asks for each user, on all cores, each question on one.
func (e *boardsEval) measure(ctx context.Context, stage string, users []int, ask asking) (*boardsMeans, error) {
	answers := make([]foundFor, len(users))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				start := time.Now()
				pins, err := ask(users[i])
				answers[i] = foundFor{pins, time.Since(start), err}
			}
		})
	}
	for i := 0; i < len(users) && ctx.Err() == nil; i++ {
		next <- i
		e.progress.at(stage, i+1, len(users))
	}
	close(next)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return e.means(users, answers)
}

// means adds up answers in the order of the users, so that the last bits of the
// sums do not depend on who was answered first.
func (e *boardsEval) means(users []int, answers []foundFor) (*boardsMeans, error) {
	m := &boardsMeans{found: map[graph.Node]bool{}}
	for i, u := range users {
		if answers[i].err != nil {
			return nil, answers[i].err
		}
		m.add(answers[i], e.test[u], e.popular)
	}
	return m, nil
}
