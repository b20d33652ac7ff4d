package main

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akin/engine/graph"
)

func TestBoardsMeansByHand(t *testing.T) {
	// Hits at the second place of three, of two test pins: recall 1/2; gain
	// 1/log2(3), at best 1 + 1/log2(3). Pin 3 is popular: 1/3.
	m := &boardsMeans{found: map[graph.Node]bool{}}
	popular := map[graph.Node]bool{3: true}
	m.add(foundFor{pins: []graph.Node{3, 1, 2}, took: time.Millisecond}, []graph.Node{1, 9}, popular)
	second := 1 / math.Log2(3)
	if m.recall.value() != .5 || math.Abs(m.ndcg.value()-second/(1+second)) > 1e-15 || math.Abs(m.popular.value()-1./3) > 1e-15 {
		t.Errorf("recall %v, NDCG %v, popular %v", m.recall.value(), m.ndcg.value(), m.popular.value())
	}
	// A user who is answered nothing halves recall and NDCG, and leaves out of
	// popular.
	m.add(foundFor{took: 3 * time.Millisecond}, []graph.Node{4}, popular)
	if m.recall.value() != .25 || math.Abs(m.popular.value()-1./3) > 1e-15 || len(m.found) != 3 || m.median() != 3 {
		t.Errorf("recall %v, popular %v, %d found, median %v", m.recall.value(), m.popular.value(), len(m.found), m.median())
	}
	// More test pins than places: twenty hits are the best there is.
	var test []graph.Node
	for i := range graph.Node(30) {
		test = append(test, i)
	}
	m = &boardsMeans{found: map[graph.Node]bool{}}
	m.add(foundFor{pins: test[:20]}, test, popular)
	if math.Abs(m.ndcg.value()-1) > 1e-15 || math.Abs(m.recall.value()-20./30) > 1e-15 {
		t.Errorf("recall %v, NDCG %v", m.recall.value(), m.ndcg.value())
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadPairs(t *testing.T) {
	// Numbers have gaps, pairs come twice, user 5 has two lines, user 9 no
	// train pins, and pin 30 of the test is in train as well.
	train := write(t, "train", "2 30 10\n\n5 10\n5 10 70\n8\n")
	test := write(t, "test", "2 30 70 70\n9 10\n")
	p, err := readPairs(train, test)
	if err != nil {
		t.Fatal(err)
	}
	g, err := p.graph()
	if err != nil {
		t.Fatal(err)
	}
	if g.Boards() != 3 || g.Pins() != 3 || g.Edges() != 4 {
		t.Errorf("%d boards, %d pins, %d saves, want users 2 5 9, pins 10 30 70, 4 saves", g.Boards(), g.Pins(), g.Edges())
	}
	lists := p.test()
	if len(lists[0]) != 2 || lists[0][0] != 1 || lists[0][1] != 2 || len(lists[1]) != 0 || len(lists[2]) != 1 {
		t.Errorf("test pins %v", lists)
	}
}

func TestReadPairsRefuses(t *testing.T) {
	good := write(t, "good", "1 2\n")
	for text, want := range map[string]string{
		"1 2\n3 x 4\n":                           `line 2: "x" is no number`,
		"1 2\n\n-1 4\n":                          `line 3: "-1" is no number`,
		"1 2\n3 2147483648\n":                    "line 2: ",
		"1 2.5\n":                                "line 1: ",
		"":                                       "holds no pairs",
		"7\n":                                    "holds no pairs",
		"1 2\n3 " + strings.Repeat("1 ", 10<<20): "line 2: longer than",
	} {
		for _, files := range [][2]string{{write(t, "bad", text), good}, {good, write(t, "bad", text)}} {
			if _, err := readPairs(files[0], files[1]); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%.20q: %v, want %q", text, err, want)
			}
		}
	}
	if _, err := readPairs(good, "nowhere"); err == nil {
		t.Error("a file that is not there: no error")
	}
}

// everyUser is which users are asked: one in so many, to stay below a minute.
const everyUser = 4

// On a public graph of boards akin finds what a graph neural network finds
// (recall .1533, NDCG .1115), and the walk alone a little less.
func TestBoardsOfPublicGraph(t *testing.T) {
	dir := testdata(t, "graph")
	p := newProgress(io.Discard)
	e, err := newBoardsEval(filepath.Join(dir, "train.txt"), filepath.Join(dir, "test.txt"), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.users) != 37501 {
		t.Fatalf("%d users, want 37,501", len(e.users))
	}
	codes, prepare, err := e.prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if prepare > time.Minute {
		t.Errorf("codes took %v", prepare)
	}
	var some []int
	for i := 0; i < len(e.users); i += everyUser {
		some = append(some, e.users[i])
	}
	near, err := e.measure(t.Context(), "asking", some, e.near(codes, graph.NearOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	walk, err := e.measure(t.Context(), "walk", some, e.walk(graph.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("codes in %v; recall %.4f, NDCG %.4f, %.2f ms; walk %.4f", prepare, near.recall.value(), near.ndcg.value(), near.median(), walk.recall.value())
	if near.recall.value() < .1533 || near.ndcg.value() < .1115 {
		t.Errorf("recall %.4f and NDCG %.4f, want at least .1533 and .1115", near.recall.value(), near.ndcg.value())
	}
	if walk.recall.value() < .146 {
		t.Errorf("recall of the walk is %.4f, want at least .146", walk.recall.value())
	}
}
