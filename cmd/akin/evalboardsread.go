package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"akin/engine/graph"
)

// boardPairs are the pairs of two files, with users and pins numbered from 0
// without gaps, in the order of the files' numbers.
type boardPairs struct {
	userNumbers, pinNumbers []int
	trainPairs, testPairs   [][2]int
}

// readPairs reads the two files of eval boards.
func readPairs(train, test string) (*boardPairs, error) {
	p := new(boardPairs)
	var err error
	if p.trainPairs, err = readPairFile(train); err != nil {
		return nil, err
	}
	if p.testPairs, err = readPairFile(test); err != nil {
		return nil, err
	}
	for _, pairs := range [][][2]int{p.trainPairs, p.testPairs} {
		for _, x := range pairs {
			p.userNumbers = append(p.userNumbers, x[0])
			p.pinNumbers = append(p.pinNumbers, x[1])
		}
	}
	slices.Sort(p.userNumbers)
	slices.Sort(p.pinNumbers)
	p.userNumbers, p.pinNumbers = slices.Compact(p.userNumbers), slices.Compact(p.pinNumbers)
	for _, pairs := range [][][2]int{p.trainPairs, p.testPairs} {
		for i, x := range pairs {
			user, _ := slices.BinarySearch(p.userNumbers, x[0])
			pin, _ := slices.BinarySearch(p.pinNumbers, x[1])
			pairs[i] = [2]int{user, pin}
		}
	}
	return p, nil
}

// graph returns the train pairs as saves, each user's on one board. Pairs given
// twice count once.
func (p *boardPairs) graph() (*graph.Graph, error) {
	b := graph.NewBuilder(len(p.pinNumbers), len(p.userNumbers), 0)
	for _, x := range p.trainPairs {
		b.Save(graph.PinNode(x[1]), graph.BoardNode(x[0]), 0)
	}
	return b.Build()
}

// test returns each user's test pins, ascending, each once.
func (p *boardPairs) test() [][]graph.Node {
	lists := make([][]graph.Node, len(p.userNumbers))
	for _, x := range p.testPairs {
		lists[x[0]] = append(lists[x[0]], graph.PinNode(x[1]))
	}
	for u := range lists {
		slices.Sort(lists[u])
		lists[u] = slices.Compact(lists[u])
	}
	return lists
}

// longestLine is how long a line may be: a user with a million pins.
const longestLine = 16 << 20

// readPairFile reads pairs of user and pin from lines `user pin pin ...`. Empty
// lines are passed over; a user may have several lines, and none of the pins.
func readPairFile(path string) ([][2]int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pairs [][2]int
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		n++
		if pairs, err = addPairs(pairs, lines.Text()); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s, line %d: longer than %d bytes: split it into several lines of the same user", path, n+1, longestLine)
	} else if err != nil {
		return nil, fmt.Errorf("%s, line %d: %w", path, n+1, err)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%s holds no pairs: it must have lines like `3 15 18 27`, a user and the user's pins", path)
	}
	return pairs, nil
}

func addPairs(pairs [][2]int, line string) ([][2]int, error) {
	user := -1
	for word := range strings.FieldsSeq(line) {
		n, err := strconv.ParseUint(word, 10, 31)
		if err != nil {
			return nil, fmt.Errorf("%q is no number of a user or pin: write whole numbers from 0 to 2147483647, with spaces between", word)
		}
		if user < 0 {
			user = int(n)
			continue
		}
		pairs = append(pairs, [2]int{user, int(n)})
	}
	return pairs, nil
}
