package web

import (
	"strings"
	"testing"
)

// Suggestions are asked for as they are described, and come as they are.
func TestSuggestions(t *testing.T) {
	k := newContract(t)
	srv := start(t, Options{}, newFake())
	for path, want := range map[string]string{
		"q=lam": `{"items":[{"text":"lamp","kind":"tag","pins":7},{"text":"Lamps","kind":"board","pins":3},` +
			`{"text":"Lamp & <shade>","kind":"title","pins":2}]}`,
		"q=lam&limit=1": `{"items":[{"text":"lamp","kind":"tag","pins":7}]}`,
		"q=zebra":       `{"items":[]}`,
	} {
		r := request(t, "GET", srv.URL+"/api/v1/search/suggestions?"+path, nil)
		got := send(t, r)
		if got.StatusCode != 200 || strings.TrimSpace(string(got.body)) != want {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.body)
		}
		k.check(t, r, "", got)
	}
	for _, path := range []string{"", "?q=", "?q=a&limit=0", "?q=a&limit=51", "?q=" + strings.Repeat("a", 201), "?words=a"} {
		got := send(t, request(t, "GET", srv.URL+"/api/v1/search/suggestions"+path, nil))
		if p := problemIn(t, got); p.Status != 400 {
			t.Errorf("%.40q: %s", path, got.body)
		}
	}
}
