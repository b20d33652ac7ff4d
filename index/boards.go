package index

import (
	"bytes"
	"errors"
	"sort"

	"akin/engine"
)

// boards.bin: the boards of a generation in ascending order of their IDs, which
// gives them their numbers in the graph.
//
//	(rows+1) x 4      where each ID starts, and the end
//	...               the IDs
//
// Two boards "lamps" and "sea" give the places 0, 5, 8 after the header, and
// "lampssea".
const boardsKind = "akinbrds"

// A boardTable is a boards.bin.
type boardTable struct {
	file    *mapped
	rows    int
	offsets []byte
	ids     []byte
}

func openBoards(path string) (*boardTable, error) {
	f, err := mapFile(path, boardsKind)
	if err != nil {
		return nil, err
	}
	body, err := f.body((f.rows + 1) * 4)
	if err != nil {
		f.close()
		return nil, err
	}
	t := &boardTable{file: f, rows: f.rows, offsets: body[:(f.rows+1)*4], ids: body[(f.rows+1)*4:]}
	if !ascending(t.offsets, u32At, uint32(len(t.ids))) {
		f.close()
		return nil, errors.New("boards of the index are damaged: their places are out of order")
	}
	return t, nil
}

func (t *boardTable) id(i int) engine.BoardID { return engine.BoardID(textAt(t.offsets, t.ids, i)) }

// find returns the number of an ID.
func (t *boardTable) find(id engine.BoardID) (int, bool) {
	return findText(t.offsets, t.ids, t.rows, string(id))
}

// writeBoards writes boards.bin for IDs in ascending order.
func writeBoards(path string, ids []engine.BoardID) error {
	w, err := createFile(path, boardsKind, len(ids))
	if err != nil {
		return err
	}
	w.texts(len(ids), func(i int) string { return string(ids[i]) })
	return w.close()
}

// Texts stand one after the other, with a table of where each starts and of
// where the last ends.

// texts writes n texts and their table.
func (w *writer) texts(n int, text func(int) string) {
	at := uint32(0)
	for i := range n {
		w.u32(at)
		at += uint32(len(text(i)))
	}
	w.u32(at)
	for i := range n {
		w.bytes([]byte(text(i)))
	}
}

func textAt(offsets, texts []byte, i int) []byte { return texts[u32At(offsets, i):u32At(offsets, i+1)] }

// findText returns the place of one of n texts that ascend.
func findText(offsets, texts []byte, n int, text string) (int, bool) {
	want := []byte(text)
	i := sort.Search(n, func(i int) bool { return bytes.Compare(textAt(offsets, texts, i), want) >= 0 })
	return i, i < n && bytes.Equal(textAt(offsets, texts, i), want)
}
