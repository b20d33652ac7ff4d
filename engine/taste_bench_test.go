package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"akin/engine/graph"
)

// BenchmarkTaste measures what a viewer's taste adds to a query: a viewer who has
// so many boards of 50 pins each, among 20,000 pins on boards of others, is asked
// about 600 candidates, of which 20 are shown with evidence.
func BenchmarkTaste(b *testing.B) {
	for _, boards := range []int{1, 10, 64, 100} {
		for _, degree := range []int{10, 80} {
			b.Run(fmt.Sprintf("boards=%d/saves=%d", boards, degree), func(b *testing.B) {
				s, library, rows := tasteful(b, boards, degree, 600)
				for b.Loop() {
					t, err := newTasteSpeaker(b.Context(), library, s)
					if err == nil {
						err = t.weigh(rows)
					}
					if err == nil {
						err = t.prepare(b.Context(), library, rows[:20])
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// tasteful is a search of a viewer with that many boards, where each pin is on
// so many boards of others, and some rows to ask about.
func tasteful(b *testing.B, boards, degree, candidates int) (*search, Library, []Row) {
	b.Helper()
	const pins, size = 20_000, 50
	others := pins * degree / size
	random := rand.New(rand.NewPCG(1, 2))
	builder := graph.NewBuilder(pins, others+boards, 0)
	for board := range others + boards {
		// a board is of one subject: its pins lie close together, with a few from
		// anywhere
		subject := random.IntN(pins)
		for range size {
			p := (subject + random.IntN(4*size)) % pins
			if random.IntN(5) == 0 {
				p = random.IntN(pins)
			}
			builder.Save(graph.PinNode(p), graph.BoardNode(board), int64(board))
		}
	}
	g, err := builder.Build()
	if err != nil {
		b.Fatal(err)
	}
	s := &search{snap: numbered{graph: g.View()}}
	s.Viewer = "ana"
	var own ownBoards
	for i := range boards {
		own.ids = append(own.ids, numbered{}.Board(graph.BoardNode(others+i)))
	}
	var rows []Row
	for len(rows) < candidates {
		rows = append(rows, Row(random.IntN(pins)))
	}
	return s, own, rows
}

// numbered is a snapshot of a graph alone, in which rows and nodes have the
// same numbers and boards are named by theirs.
type numbered struct {
	Snapshot
	graph *graph.View
}

func (n numbered) Graph() *graph.View             { return n.graph }
func (n numbered) Node(r Row) (graph.Node, bool)  { return graph.PinNode(int(r)), true }
func (n numbered) Board(b graph.Node) BoardID     { return BoardID(fmt.Sprintf("%08d", b.Index())) }
func (n numbered) RowOf(p graph.Node) (Row, bool) { return Row(p.Index()), true }
func (n numbered) BoardNode(id BoardID) (graph.Node, bool) {
	var i int
	_, err := fmt.Sscanf(string(id), "%d", &i)
	return graph.BoardNode(i), err == nil
}

// ownBoards is a library that knows of one owner's boards.
type ownBoards struct {
	Library
	ids []BoardID
}

func (o ownBoards) BoardsBy(context.Context, UserID) ([]BoardID, error) { return o.ids, nil }
func (o ownBoards) BoardsNamed(_ context.Context, _ UserID, ids []BoardID) (map[BoardID]Board, error) {
	named := map[BoardID]Board{}
	for _, id := range ids {
		named[id] = Board{ID: id, Owner: "ana", Title: string(id)}
	}
	return named, nil
}
