package score

import (
	"encoding/json"
	"slices"
	"testing"
)

// A receipt that was sent is the receipt that was written: its bytes and its
// words.
func TestReceiptReadBack(t *testing.T) {
	r := Receipt{
		{Signal: Copy, Value: One, Weight: 2_500_000, Points: 2_500_000, Evidence: Evidence{"of": "anchor", "bits": 3, "how": []string{"resized", "recompressed"}}},
		{Signal: Color, Value: 812_345, Weight: 450_000, Points: 365_555, Evidence: Evidence{"similarity": Micro(812_345), "colors": []string{"#aa3322"}}},
		{Signal: Look, Value: 612_345, Weight: 400_000, Points: 244_938, Evidence: Evidence{"similarity": Micro(250_000), "via": PinName{"p1", "Harbour & more"}}},
		{Signal: Look, Value: 612_345, Weight: 400_000, Points: 244_938, Evidence: Evidence{"via": map[string]any{"id": "p1", "more": 1}}},
		{Signal: Diverse, Value: 1, Weight: -40, Points: -1, Evidence: Evidence{"mixed": []any{"a", 1}, "share": Micro(250_000)}},
		{Signal: Board, Value: 500_000, Weight: 600_000, Points: 300_000, Evidence: Evidence{
			"boards": []BoardName{{"b1", "ana", "Brass & more"}, {"b2", "bob", ""}}, "through": ThroughBoard,
		}},
		{Signal: Taste, Value: 500_000, Weight: 150_000, Points: 75_000, Evidence: Evidence{"boards": []BoardName{{"b3", "ana", "Kitchens"}}}},
		{Signal: Board, Value: 0, Weight: 600_000, Points: 0, Evidence: Evidence{"boards": []BoardName{}}},
		{Signal: Text, Value: 0, Weight: 400_000, Points: 0, Evidence: Evidence{"words": []string{}}},
	}
	written, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var read Receipt
	if err := json.Unmarshal(written, &read); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(written) {
		t.Errorf("read back:\n%s\nwritten:\n%s", again, written)
	}
	if got, want := read[5].Evidence.Boards(), r[5].Evidence.Boards(); !slices.Equal(got, want) {
		t.Errorf("boards %v, want %v", got, want)
	}
	if got, want := read.Reason(), r.Reason(); got != want {
		t.Errorf("reason %q, want %q", got, want)
	}
}

func TestMicroOfJSON(t *testing.T) {
	for text, want := range map[string]Micro{
		"0": 0, "1": One, "0.000001": 1, "-0.500000": -500_000, "2.5": 2_500_000, "1000": 1000 * One,
	} {
		var got Micro
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"0.0000001", `"1"`, "1e3", "true", "9223372036854.775808"} {
		var got Micro
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s: read as %d, want an error", text, got)
		}
	}
}
