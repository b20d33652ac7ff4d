package score

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func ExampleReceipt() {
	part := func(s Signal, value Micro, e Evidence) Part {
		return Part{Signal: s, Value: value, Weight: Weight(s), Points: value.Times(Weight(s)), Evidence: e}
	}
	r := Receipt{
		part(Color, ColorTable.At(625_000), Evidence{"similarity": Micro(625_000), "colors": []string{"#c04020"}}),
		part(Text, 300_000, Evidence{"words": []string{"lighthouse"}}),
	}
	for _, p := range r {
		fmt.Printf("%s %v * %v = %v\n", p.Signal, p.Value, p.Weight, p.Points)
	}
	fmt.Println(r.Total(), r.Reason())
	// Output:
	// color 0.625000 * 0.060000 = 0.037500
	// text 0.300000 * 0.400000 = 0.120000
	// 0.157500 colors #c04020; words lighthouse
}

func TestMicroTimes(t *testing.T) {
	for _, c := range []struct{ a, b, want Micro }{
		{One, One, One},
		{3 * One, One / 2, 1_500_000},
		{1, One / 2, 1},   // half a millionth, away from zero
		{1, One/2 - 1, 0}, // less than half
		{-1, One / 2, -1}, // the same below zero
		{-3, One / 2, -2}, // -1.5
		{-3, -One / 2, 2}, // 1.5
		{333_333, 3, 1},   // .999999
		{0, -One, 0},
		{2500 * One, 3600 * One, 9_000_000 * One}, // the largest promised
	} {
		if got := c.a.Times(c.b); got != c.want {
			t.Errorf("%v * %v is %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestMicroText(t *testing.T) {
	for m, want := range map[Micro]string{
		0: "0.000000", 1: "0.000001", -1: "-0.000001", One: "1.000000", 812_345: "0.812345",
		-2_500_000: "-2.500000", 12_000_034: "12.000034",
	} {
		text, err := json.Marshal(m)
		if m.String() != want || string(text) != want || err != nil {
			t.Errorf("%d is %s, in JSON %s (%v), want %s", int64(m), m, text, err, want)
		}
	}
}

func TestParseSignals(t *testing.T) {
	for text, want := range map[string][]Signal{
		"": nil, " , ": nil, "color": {Color}, "text, copy,": {Text, Copy}, "diverse": {Diverse},
	} {
		if got, err := ParseSignals(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"colour", "color,Text", "color text"} {
		got, err := ParseSignals(text)
		if got != nil || err == nil || !strings.Contains(err.Error(), "copy, color, shape, ") {
			t.Errorf("%q: %v %v, want an error that lists the signals", text, got, err)
		}
	}
}

func TestTotalIsTheSum(t *testing.T) {
	if (Receipt{}).Total() != 0 {
		t.Error("nothing sums to something")
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 100 {
		var r Receipt
		var want int64
		for _, s := range Signals {
			points := rng.Int64N(2e6) - 1e6
			r, want = append(r, Part{Signal: s, Points: Micro(points)}), want+points
		}
		if int64(r.Total()) != want {
			t.Errorf("%v is not %d", r.Total(), want)
		}
	}
}

func TestReceiptJSON(t *testing.T) {
	text, err := json.Marshal(Receipt{{Diverse, One / 3, One, -333_333, Evidence{"of": "b", "bits": 3}}})
	want := `[{"signal":"diverse","value":0.333333,"weight":1.000000,"points":-0.333333,"evidence":{"bits":3,"of":"b"}}]`
	if err != nil || string(text) != want {
		t.Errorf("%s (%v), want %s", text, err, want)
	}
}

func TestReason(t *testing.T) {
	colors := Evidence{"colors": []string{"#111111", "#222222", "#333333", "#444444"}}
	for _, c := range []struct {
		want string
		r    Receipt
	}{
		{"", nil},
		{"the same picture, resized and recompressed", Receipt{{Signal: Copy, Value: CopyLeast, Evidence: Evidence{"how": []string{"resized", "recompressed"}}}}},
		{"", Receipt{{Signal: Copy}, {Signal: Text}}},
		{"colors #111111 #222222 #333333; shapes alike; textures alike", Receipt{{Signal: Color, Value: telling, Evidence: colors}, {Signal: Shape, Value: telling}, {Signal: Texture, Value: telling}}},
		{"alike in colors", Receipt{{Signal: Color, Value: One}}},
		{"", Receipt{{Signal: Color, Value: telling - 1, Evidence: colors}, {Signal: Shape, Value: telling - 1}, {Signal: Texture, Value: telling - 1}, {Signal: Look, Value: near - 1}}},
		{"looks like it", Receipt{{Signal: Look, Value: near, Evidence: Evidence{"similarity": linked}}}},
		{"", Receipt{{Signal: Look, Value: near, Evidence: Evidence{"similarity": linked - 1}}}},
		{"looks like *Dawn*, which looks like it", Receipt{{Signal: Look, Value: near, Evidence: Evidence{"similarity": linked, "via": PinName{"a", "Dawn"}}}}},
		{"looks like a pin that looks like it", Receipt{{Signal: Look, Value: near, Evidence: Evidence{"similarity": linked, "via": PinName{"a", ""}}}}},
		{"words red, door", Receipt{{Signal: Text, Value: 1, Evidence: Evidence{"words": []string{"red", "door"}}}}},
		{"", Receipt{{Signal: Fresh, Value: One}}},
		{"both on *Brass*", Receipt{{Signal: Board, Value: 1, Evidence: Evidence{"boards": named("Brass")}}}},
		{"both on *a* and *b*", Receipt{{Signal: Board, Value: 1, Evidence: Evidence{"boards": named("a", "b")}}}},
		{"beside pictures like it on *a*, *b* and *c*", Receipt{{Signal: Board, Value: 1, Evidence: Evidence{"boards": named("a", "b", "c"), "through": ThroughLooks}}}},
		{"beside pins of the board on *a*", Receipt{{Signal: Board, Value: 1, Evidence: Evidence{"boards": named("a"), "through": ThroughBoard}}}},
		{"like your *a* and *b*", Receipt{{Signal: Taste, Value: 1, Evidence: Evidence{"boards": named("a", "b")}}}},
		{"", Receipt{{Signal: Taste, Evidence: Evidence{"boards": named("a")}}, {Signal: Taste, Value: 1, Evidence: Evidence{"boards": named()}}}},
		{"", Receipt{{Signal: Board, Value: 1, Evidence: Evidence{"boards": named()}}, {Signal: Board, Evidence: Evidence{"boards": named("a")}}}},
	} {
		if got := c.r.Reason(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func named(titles ...string) []BoardName {
	list := []BoardName{}
	for _, title := range titles {
		list = append(list, BoardName{"id of " + title, "ana", title})
	}
	return list
}
