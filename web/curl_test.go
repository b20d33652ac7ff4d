package web

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// readShell cuts commands into words as a shell does, as far as examples need
// it: 'as it stands', "with $VARIABLES", \ at a line's end. A line without
// words is passed over; an unknown variable is an error.
func readShell(text string, vars map[string]string) (commands [][]string, err error) {
	var words []string
	var word strings.Builder
	open := false // a word has begun, if only with quotes
	endWord := func() {
		if open {
			words = append(words, word.String())
			word.Reset()
			open = false
		}
	}
	endLine := func() {
		endWord()
		if words != nil {
			commands = append(commands, words)
			words = nil
		}
	}
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote == '\'' && c != '\'':
			word.WriteByte(c)
		case quote != 0 && c == quote:
			quote = 0
		case c == '$':
			name := leadingName(text[i+1:])
			value, ok := vars[name]
			if !ok {
				return nil, fmt.Errorf("there is no variable %q", name)
			}
			word.WriteString(value)
			open = true
			i += len(name)
		case quote != 0:
			word.WriteByte(c)
		case c == '\'' || c == '"':
			quote, open = c, true
		case c == '\\' && strings.HasPrefix(text[i+1:], "\n"):
			endWord()
			i++
		case c == '\n':
			endLine()
		case c == ' ':
			endWord()
		case strings.IndexByte("\\&;|<>()`*?{}#~!", c) >= 0:
			return nil, fmt.Errorf("a shell would not take %q for itself", c)
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote %q is not closed", quote)
	}
	endLine()
	return commands, nil
}

func leadingName(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool { return r != '_' && (r < 'A' || r > 'Z') })
	if end < 0 {
		end = len(text)
	}
	return text[:end]
}

// A curl is what a command line asks for.
type curl struct {
	method, url string
	header      []string
	data        []string // of -d
	file        string   // of --data-binary
	form        []field  // a value that begins with @ names a file
}

// readCurl takes the flags that examples use, and no others.
func readCurl(words []string) (c curl, err error) {
	if words[0] != "curl" {
		return c, fmt.Errorf("%q is not curl", words[0])
	}
	get := false
	for i := 1; i < len(words); i++ {
		flag := words[i]
		switch flag {
		case "-s", "-N": // less talk, and at once
			continue
		case "-G":
			get = true
			continue
		case "-X", "-H", "-d", "-F", "-o", "--data-binary", "--data-urlencode":
		default:
			if strings.HasPrefix(flag, "-") || c.url != "" {
				return c, fmt.Errorf("%q is not known here", flag)
			}
			c.url = flag
			continue
		}
		if i++; i == len(words) {
			return c, fmt.Errorf("%s is followed by nothing", flag)
		}
		if err := c.set(flag, words[i]); err != nil {
			return c, err
		}
	}
	c.settle(get)
	return c, nil
}

func (c *curl) set(flag, value string) error {
	name, rest, ok := strings.Cut(value, "=")
	switch flag {
	case "-X":
		c.method = value
	case "-H":
		c.header = append(c.header, value)
	case "-d":
		c.data = append(c.data, value)
	case "-F":
		c.form = append(c.form, field{name, rest})
	case "--data-urlencode":
		c.data = append(c.data, name+"="+url.QueryEscape(rest))
	case "--data-binary":
		c.file, ok = strings.CutPrefix(value, "@")
	}
	if !ok && slices.Contains([]string{"-F", "--data-urlencode", "--data-binary"}, flag) {
		return fmt.Errorf("%s %q is not known here", flag, value)
	}
	return nil
}

// settle puts data where it goes, and finds the method.
func (c *curl) settle(get bool) {
	hasBody := c.data != nil || c.file != "" || c.form != nil
	if get {
		c.url += "?" + strings.Join(c.data, "&")
		c.data, hasBody = nil, false
	}
	if c.method == "" {
		c.method = http.MethodGet
		if hasBody {
			c.method = http.MethodPost
		}
	}
}

// request is what curl sends, with files from dir.
func (c *curl) request(dir string) (*http.Request, error) {
	var body io.Reader = strings.NewReader(strings.Join(c.data, "&"))
	header := c.header
	switch {
	case c.file != "":
		data, err := os.ReadFile(filepath.Join(dir, c.file))
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(data)
	case c.form != nil:
		data, contentType, err := c.multipart(dir)
		if err != nil {
			return nil, err
		}
		body, header = data, append(header, "Content-Type: "+contentType)
	}
	r, err := http.NewRequest(c.method, c.url, body)
	if err != nil {
		return nil, err
	}
	if c.data != nil || c.file != "" { // which curl declares unasked
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	return r, nil
}

func (c *curl) multipart(dir string) (io.Reader, string, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, f := range c.form {
		head := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf("form-data; name=%q", f.name)}}
		data := []byte(f.value)
		if name, isFile := strings.CutPrefix(f.value, "@"); isFile {
			var err error
			if data, err = os.ReadFile(filepath.Join(dir, name)); err != nil {
				return nil, "", err
			}
			head = textproto.MIMEHeader{"Content-Type": {"image/jpeg"}, "Content-Disposition": {fmt.Sprintf("form-data; name=%q; filename=%q", f.name, name)}}
		}
		part, err := w.CreatePart(head)
		if err != nil {
			return nil, "", err
		}
		part.Write(data)
	}
	return &b, w.FormDataContentType(), w.Close()
}

// What examples are read with reads them as a shell and curl do.
func TestReadExamples(t *testing.T) {
	got, err := readShell("curl -d '{\"a\": \"'\"$PIN\"'\"}' \\\n  \"x?a&b=$PIN\"\n\ncurl y/$PIN/z ''\n", map[string]string{"PIN": "p q"})
	if err != nil || fmt.Sprintf("%q", got) != `[["curl" "-d" "{\"a\": \"p q\"}" "x?a&b=p q"] ["curl" "y/p q/z" ""]]` {
		t.Errorf("%q, %v", got, err)
	}
	for _, bad := range []string{"curl $NONE", "curl 'x", "curl x?a&b", "curl x | less"} {
		if got, err := readShell(bad, nil); err == nil {
			t.Errorf("%s reads as %q", bad, got)
		}
	}
	for line, want := range map[string]string{
		"curl -s -G u -d a=1 --data-urlencode 'q=b c'": "GET u?a=1&q=b+c []",
		"curl u -d 1": "POST u []",
		"curl -X PATCH -H 'Content-Type: application/json' -d 1 u": "PATCH u [Content-Type: application/json]",
		"curl -F a=@f -o x u": "POST u []",
		"curl -X DELETE u":    "DELETE u []",
	} {
		commands, err := readShell(line, nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := readCurl(commands[0])
		if got := fmt.Sprint(c.method, " ", c.url, " ", c.header); err != nil || got != want {
			t.Errorf("%s: %s, %v", line, got, err)
		}
	}
	for _, bad := range [][]string{{"wget"}, {"curl", "-k", "u"}, {"curl", "-d"}, {"curl", "--data-binary", "x", "u"}} {
		if c, err := readCurl(bad); err == nil {
			t.Errorf("%q reads as %+v", bad, c)
		}
	}
}
