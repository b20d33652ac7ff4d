package record

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"akin/engine"
)

// phrases returns how many pins each phrase is on.
func phrases(t testing.TB, d *DB) map[string]int {
	t.Helper()
	list, err := d.Phrases(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for _, p := range list {
		if (p.Pins > 0) != (p.Text != "") || p.Pins < 0 {
			t.Errorf("a phrase is %+v", p)
		}
		if p.Pins > 0 {
			all[string(p.Kind)+" "+p.Text] += p.Pins
		}
	}
	return all
}

// counted is the same, counted anew from all pins.
func counted(t testing.TB, d *DB) map[string]int {
	t.Helper()
	all := map[string]int{}
	for _, p := range everything(t, d) {
		if strings.TrimSpace(p.Title) != "" {
			all["title "+p.Title]++
		}
		once := map[string]bool{}
		for _, tag := range p.Tags {
			once[tag] = true
		}
		for tag := range once {
			all["tag "+tag]++
		}
		for _, b := range p.Boards {
			all["board "+b]++
		}
	}
	return all
}

// Whatever is done, the counts are those of the public pins and boards there are.
func TestPhrasesAreCounted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "akin.db")
	d := openDB(t, path, Options{})
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	pin := func() engine.PinID { return engine.PinID(pick("a", "b", "c", "d")) }
	title := func() string { return pick("Sea", "sea", "Café", "", " ", "it's \"it\"") }
	board := func() engine.Board {
		b := engine.BoardOf(engine.UserID(pick("ana", "ben")), pick("Sea", "Room", "Hall"))
		b.Secret = random.IntN(2) == 0
		return b
	}
	secret := 0
	for i := range 600 {
		var err error
		switch random.IntN(8) {
		case 0, 1:
			dep := deposit(string(pin()), title())
			for range random.IntN(4) {
				dep.Pin.Tags = append(dep.Pin.Tags, pick("sea", "Sea", "red, blue"))
			}
			for range random.IntN(3) {
				dep.Boards = append(dep.Boards, board())
			}
			dep.Pin.Secret = random.IntN(3) == 0
			_, err = d.Keep(t.Context(), []engine.Deposit{dep})
		case 2:
			err = d.DropPin(t.Context(), pin())
		case 3:
			err = d.Save(t.Context(), pin(), board().ID, "ana", time.Unix(0, 0))
		case 4:
			err = d.Unsave(t.Context(), pin(), board().ID)
		case 5:
			b := board()
			b.Title = pick("Sea", "Room", "Hall", "Attic")
			err = d.KeepBoard(t.Context(), b)
		case 6:
			err = d.DropBoard(t.Context(), board().ID)
		case 7:
			if i%4 == 0 {
				err = d.DropUser(t.Context(), "ben")
			}
		}
		if kind := engine.KindOf(err); err != nil && kind != engine.NotFound && kind != engine.Conflict {
			t.Fatal(err)
		}
		if i%10 == 0 {
			equal(t, fmt.Sprint("phrases after step ", i), phrases(t, d), counted(t, d))
			secret += count(t, d, "SELECT (SELECT count(*) FROM pin WHERE secret = 1) * (SELECT count(*) FROM board WHERE secret = 1)")
		}
	}
	if secret == 0 {
		t.Error("nothing was ever secret")
	}
	d.Close()
	d = openDB(t, path, Options{})
	equal(t, "phrases when opened again", phrases(t, d), counted(t, d))
}

// A holder of all phrases is told what is new, and nothing else; and what is
// gone leaves no words in the table.
func TestPhrasesAfter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "akin.db")
	d := openDB(t, path, Options{})
	dep := deposit("a", "Boats", "Sea")
	dep.Pin.Tags = []string{"red", "blue"}
	keep(t, d, dep, deposit("b", "Boats"))
	seq := int64(0)
	news := func() string {
		t.Helper()
		list, err := d.Phrases(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]int{}
		for _, p := range list {
			all[string(p.Kind)+" "+p.Text] = p.Pins
			seq = max(seq, p.Seq)
		}
		return fmt.Sprint(all)
	}
	equal(t, "all", news(), "map[board Sea:1 tag blue:1 tag red:1 title Boats:2]")
	equal(t, "at once again", news(), "map[]")
	keep(t, d, dep)
	equal(t, "after what changed nothing", news(), "map[]")
	dep.Pin.Tags = []string{"red", "green"}
	keep(t, d, dep)
	equal(t, "after another tag", news(), "map[tag :0 tag green:1 tag red:1 title Boats:2]")
	if err := d.DropPin(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	equal(t, "after a deletion", news(), "map[board :0 tag :0 title Boats:1]")
	equal(t, "gone phrases", count(t, d, "SELECT count(*) FROM phrase WHERE pins = 0"), 4)
	d.Close()
	d = openDB(t, path, Options{})
	equal(t, "gone phrases when opened again", count(t, d, "SELECT count(*) FROM phrase WHERE pins = 0"), 0)
}

func count(t *testing.T, d *DB, query string) (n int) {
	t.Helper()
	if err := d.read.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// BenchmarkPhrases reads all phrases of a collection, and the one that is new.
func BenchmarkPhrases(b *testing.B) {
	const size = 50_000
	d := newDB(b)
	for i := 0; i < size; i += 1000 {
		batch := world(i, 1000)
		for j := range batch {
			batch[j].Pin.Title += fmt.Sprint(" ", i+j)
		}
		keep(b, d, batch...)
	}
	read := func(b *testing.B, after, want int64) {
		for b.Loop() {
			if list, err := d.Phrases(b.Context(), after); err != nil || int64(len(list)) != want {
				b.Fatal(len(list), err)
			}
		}
		b.ReportMetric(float64(want), "phrases")
	}
	var last, all int64
	if err := d.read.QueryRow("SELECT max(seq), count(*) FROM phrase").Scan(&last, &all); err != nil {
		b.Fatal(err)
	}
	b.Run("all", func(b *testing.B) { read(b, 0, all) })
	b.Run("new", func(b *testing.B) { read(b, last-1, 1) })
}

// What is saved, taken off, renamed and deleted is suggested, or not any more,
// by an engine at once, also by several goroutines.
func TestSuggestedAtOnce(t *testing.T) {
	d := newDB(t)
	e := engine.New(engine.Parts{Records: d, Library: d})
	suggested := func(want string) {
		t.Helper()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				list, err := e.Suggest(t.Context(), "la", 0)
				var got []string
				for _, s := range list.Items {
					got = append(got, fmt.Sprintf("%s %s %d", s.Kind, s.Text, s.Pins))
				}
				if err != nil || strings.Join(got, ", ") != want {
					t.Errorf("suggested: %q, %v, want %q", strings.Join(got, ", "), err, want)
				}
			})
		}
		all.Wait()
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	suggested("")
	keep(t, d, deposit("a", "Desk lamp"), deposit("b", "Desk lamp"))
	suggested("title Desk lamp 2")
	hall := engine.Board{ID: "hall", Owner: "ana", Title: "Hall"}
	keepBoard(t, d, hall)
	saveAt(t, d, "a", "hall", 1)
	suggested("title Desk lamp 2")
	hall.Title = "Lamps"
	keepBoard(t, d, hall)
	suggested("title Desk lamp 2, board Lamps 1")
	saveAt(t, d, "b", "hall", 2)
	must(d.DropPin(t.Context(), "a"))
	suggested("title Desk lamp 1, board Lamps 1") // equal ones by text
	must(d.Unsave(t.Context(), "b", "hall"))
	suggested("title Desk lamp 1")
	saveAt(t, d, "b", "hall", 3)
	must(d.DropBoard(t.Context(), "hall"))
	suggested("title Desk lamp 1")
}
