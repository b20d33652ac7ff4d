package text

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// writerEnv names the directory that the test binary, run as a child, applies
// changes to until it is killed.
const writerEnv = "AKIN_TEXT_WRITER"

// TestWriterToBeKilled is no test but that child: change n puts pin n, replaces
// the pin "newest", removes pin n-3, and is told on stdout when it is durable.
func TestWriterToBeKilled(t *testing.T) {
	dir := os.Getenv(writerEnv)
	if dir == "" {
		t.Skip("runs as a child of TestKilledWriterLeavesOneWholeState")
	}
	x := create(t, dir)
	for n := int64(1); ; n++ {
		put := []Document{
			{ID: fmt.Sprint(n), Fields: []string{"sea"}},
			{ID: "newest", Fields: []string{fmt.Sprintf("at%d", n)}},
		}
		if err := x.Apply(put, []string{fmt.Sprint(n - 3)}, n); err != nil {
			t.Fatal(err)
		}
		fmt.Printf("durable %d\n", n)
	}
}

func TestKilledWriterLeavesOneWholeState(t *testing.T) {
	for _, after := range []int64{1, 12, 40} {
		dir := filepath.Join(t.TempDir(), "index")
		told := killedAfter(t, dir, after)
		s := snapshot(t, open(t, dir, false))
		seq := seqOf(t, s)
		if seq < told {
			t.Fatalf("durable up to %d was told, %d is there", told, seq)
		}
		var want []string
		for n := max(1, seq-2); n <= seq; n++ {
			want = append(want, fmt.Sprint(n))
		}
		slices.Sort(want)
		if got := matches(t, s, []string{"sea"}, nil); !slices.Equal(got, want) {
			t.Errorf("at %d there are pins %q, want %q", seq, got, want)
		}
		if got := matches(t, s, []string{fmt.Sprintf("at%d", seq)}, nil); len(got) != 1 {
			t.Errorf("at %d the newest is not of that change", seq)
		}
	}
}

// killedAfter runs a writer, kills it with no warning once it has told of so
// many changes, and returns the last one that it told of.
func killedAfter(t *testing.T, dir string, changes int64) (told int64) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWriterToBeKilled$")
	child.Env = append(os.Environ(), writerEnv+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		n, ok := strings.CutPrefix(lines.Text(), "durable ")
		if !ok {
			continue
		}
		if told, err = strconv.ParseInt(n, 10, 64); err != nil {
			t.Fatal(err)
		}
		if told == changes { // what it tells from here on still counts
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	child.Wait() // "killed" is what it returns
	if told < changes {
		t.Fatalf("the writer ended by itself after %d changes", told)
	}
	return told
}
