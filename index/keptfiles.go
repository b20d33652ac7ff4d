package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"akin/engine"
	"akin/engine/graph"
	"akin/index/record"

	mmap "github.com/blevesearch/mmap-go"
)

// What people keep together is three files of a generation: boards.bin names
// the boards, graph.bin says which pins are on them and graphcodes.bin along
// which directions of the graph each pin lies. The last two are drawn in
// package graph. A pin's number there is its row, a board's that in boards.bin.

// leastForCodes is how many boards with several pins, and how many pins, a
// graph must have for codes to be made: four times as many as a code has
// directions. A graph of fewer boards has fewer directions that tell anything,
// so that keeping the strongest leaves out next to nothing; then codes only say
// once more what the walk says, and say it less exactly.
const leastForCodes = 4 * graph.CodeDims

// A keptTable is the three files.
type keptTable struct {
	boards *boardTable
	graph  *graph.Graph
	codes  *graph.Codes // without directions where none were made

	graphFile, codesFile mmap.MMap
}

// emptyKept has no pins and no boards, and needs no files.
func emptyKept() *keptTable {
	g, err := graph.NewBuilder(0, 0, 0).Build()
	if err != nil {
		panic("index: an empty graph: " + err.Error()) // nothing that could be wrong went in
	}
	return &keptTable{boards: &boardTable{offsets: make([]byte, 4)}, graph: g, codes: new(graph.Codes)}
}

// openKept opens the files in a folder. They are read through once, to be sure
// that no number in them leads out of them.
func openKept(dir string) (_ *keptTable, err error) {
	t := new(keptTable)
	defer func() {
		if err != nil {
			t.close()
		}
	}()
	if t.boards, err = openBoards(filepath.Join(dir, boardsFile)); err != nil {
		return nil, err
	}
	if t.graphFile, err = mapBytes(filepath.Join(dir, graphFile)); err != nil {
		return nil, err
	}
	if t.graph, err = graph.Open(t.graphFile); err != nil {
		return nil, err
	}
	if t.codesFile, err = mapBytes(filepath.Join(dir, graphCodesFile)); err != nil {
		return nil, err
	}
	if t.codes, err = graph.OpenCodes(t.codesFile); err != nil {
		return nil, err
	}
	if t.boards.rows != t.graph.Boards() || t.codes.Pins() != t.graph.Pins() {
		return nil, fmt.Errorf("its graph of %d pins and %d boards has codes of %d pins and names of %d boards",
			t.graph.Pins(), t.graph.Boards(), t.codes.Pins(), t.boards.rows)
	}
	return t, nil
}

func (t *keptTable) close() {
	if t.boards != nil {
		t.boards.file.close()
	}
	for _, m := range []mmap.MMap{t.graphFile, t.codesFile} {
		if m != nil {
			m.Unmap()
		}
	}
}

// writeKept writes the three files for pins in the order of their rows.
func (b *build) writeKept(ctx context.Context, view *record.View, pins []engine.RowPin) error {
	boards, err := view.BoardIDs(ctx)
	if err != nil {
		return err
	}
	if err := writeBoards(filepath.Join(b.dir, boardsFile), boards); err != nil {
		return err
	}
	g, err := graphOf(ctx, view, pins, boards)
	if err != nil {
		return err
	}
	if err := writeFile(filepath.Join(b.dir, graphFile), func(f *os.File) error {
		_, err := g.WriteTo(f)
		return err
	}); err != nil {
		return err
	}
	codes, err := b.graphCodes(ctx, g)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(b.dir, graphCodesFile), func(f *os.File) error {
		_, err := f.Write(codes.AppendTo(nil))
		return err
	})
}

// graphOf makes a graph of all saves. They come in the order of pins.
func graphOf(ctx context.Context, view *record.View, pins []engine.RowPin, boards []engine.BoardID) (*graph.Graph, error) {
	number := make(map[engine.BoardID]graph.Node, len(boards))
	for i, id := range boards {
		number[id] = graph.BoardNode(i)
	}
	builder := graph.NewBuilder(len(pins), len(boards), 0)
	row := 0
	err := view.EachSave(ctx, func(s record.Save) error {
		for row < len(pins) && pins[row].ID < s.Pin {
			row++
		}
		board, ok := number[s.Board]
		if !ok || row == len(pins) || pins[row].ID != s.Pin {
			return fmt.Errorf("the record has a save of pin %s on board %s, and not both: run 'akin verify'", s.Pin, s.Board)
		}
		builder.Save(graph.PinNode(row), board, s.At.Unix())
		return nil
	})
	if err != nil {
		return nil, err
	}
	return builder.Build()
}

// graphCodes finds the graph's directions, if it is large enough.
func (b *build) graphCodes(ctx context.Context, g *graph.Graph) (*graph.Codes, error) {
	directions := new(graph.LowPass)
	if tellsDirections(g) {
		var err error
		directions, err = graph.NewLowPass(ctx, g, graph.LowPassOptions{
			Progress: func(done, all int) { b.progress("learning", done, all) },
		})
		if err != nil {
			return nil, err
		}
	}
	return graph.NewCodes(ctx, g, directions, graph.CodesOptions{})
}

// tellsDirections tells whether codes of a graph say more than a walk.
func tellsDirections(g *graph.Graph) bool {
	boards, pins := 0, 0
	for i := range g.Boards() {
		if len(g.PinsOf(graph.BoardNode(i))) > 1 {
			boards++
		}
	}
	for i := range g.Pins() {
		if len(g.BoardsOf(graph.PinNode(i))) > 0 {
			pins++
		}
	}
	return boards >= leastForCodes && pins >= leastForCodes
}

// writeFile makes a file and makes it durable.
func writeFile(path string, write func(*os.File) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}
