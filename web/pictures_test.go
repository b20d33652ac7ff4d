package web

import (
	"bytes"
	"image"
	"image/jpeg"
	"strconv"
	"strings"
	"testing"
)

// TestPictures asks for an original and a copy in all ways that a browser may.
func TestPictures(t *testing.T) {
	data := redPNG(t)
	fake := newFake()
	hash := string(fake.put(data))
	srv := start(t, Options{}, fake)
	rendition := send(t, request(t, "GET", srv.URL+"/pictures/"+hash+"/236", nil)).body
	size := strconv.Itoa(len(data))
	tests := []struct {
		name, path, header string
		status             int
		body               []byte
		contentType, tag   string
		contentRange       string
	}{
		{"original", "", "Accept: */*", 200, data, "image/png", hash, ""},
		{"part", "", "Range: bytes=1-3", 206, []byte("PNG"), "image/png", hash, "bytes 1-3/" + size},
		{"end", "", "Range: bytes=-2", 206, data[len(data)-2:], "image/png", hash, "bytes " + strconv.Itoa(len(data)-2) + "-" + strconv.Itoa(len(data)-1) + "/" + size},
		{"at hand", "", `If-None-Match: "x", "` + hash + `"`, 304, nil, "", hash, ""},
		{"another at hand", "", `If-None-Match: "` + hash + `-236"`, 200, data, "image/png", hash, ""},
		{"part of what is at hand", "", "If-Range: \"" + hash + "\"", 200, data, "image/png", hash, ""},
		{"rendition", "/236", "Accept: */*", 200, rendition, "image/jpeg", hash + "-236", ""},
		{"rendition at hand", "/236", `If-None-Match: "` + hash + `-236"`, 304, nil, "", hash + "-236", ""},
		{"part of a rendition", "/236", "Range: bytes=0-1", 206, []byte{0xff, 0xd8}, "image/jpeg", hash + "-236", "bytes 0-1/" + strconv.Itoa(len(rendition))},
	}
	for _, test := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			t.Run(test.name+" "+method, func(t *testing.T) {
				got := send(t, request(t, method, srv.URL+"/pictures/"+hash+test.path, nil, test.header))
				if got.StatusCode != test.status {
					t.Errorf("%d %.200q", got.StatusCode, got.body)
				}
				if method == "GET" && !bytes.Equal(got.body, test.body) || method == "HEAD" && len(got.body) > 0 {
					t.Errorf("%d bytes, want %d", len(got.body), len(test.body))
				}
				if test.status != 304 && got.ContentLength != int64(len(test.body)) {
					t.Errorf("the length is %d, want %d", got.ContentLength, len(test.body))
				}
				for name, want := range map[string]string{
					"Content-Type": test.contentType, "ETag": `"` + test.tag + `"`, "Content-Range": test.contentRange,
					"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff",
					"Content-Security-Policy": "default-src 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin",
				} {
					if got.Header.Get(name) != want {
						t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
					}
				}
			})
		}
	}
	if n := fake.open.Load(); n != 0 {
		t.Errorf("%d pictures are still open", n)
	}
	if cfg, err := jpeg.DecodeConfig(bytes.NewReader(rendition)); err != nil || (cfg.Width != 64 || cfg.Height != 48) {
		t.Errorf("the rendition is %v, %v", image.Pt(cfg.Width, cfg.Height), err)
	}
}

// What is refused may not be kept for a year.
func TestUnmetConditions(t *testing.T) {
	fake := newFake()
	hash := string(fake.put(redPNG(t)))
	srv := start(t, Options{}, fake)
	for header, status := range map[string]int{"Range: bytes=999999-": 416, "Range: pages=1": 416, `If-Match: "x"`: 412} {
		got := send(t, request(t, "GET", srv.URL+"/pictures/"+hash, nil, header))
		problemIn(t, got)
		if got.StatusCode != status || got.Header.Get("Cache-Control") != "" || got.Header.Get("ETag") != "" {
			t.Errorf("%s: %d, %v", header, got.StatusCode, got.Header)
		}
	}
}

// Bytes are only called a picture if they look like one, whatever is in them.
func TestTypesOfPictures(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"PNG", "\x89PNG\x0D\x0A\x1A\x0A", "image/png"},
		{"GIF", "GIF89a" + strings.Repeat("x", 600), "image/gif"},
		{"JPEG", "\xff\xd8\xff", "image/jpeg"},
		{"WebP", "RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"},
		{"BMP", "BM", "image/bmp"},
		{"TIFF", "II*\x00", "application/octet-stream"},
		{"a page", "<!doctype html><script>alert(1)</script>", "application/octet-stream"},
		{"a drawing that runs", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "application/octet-stream"},
		{"a page that is a GIF", "GIF89a<script>alert(1)</script>", "image/gif"},
		{"PDF", "%PDF-1.7", "application/octet-stream"},
		{"nothing", "", "application/octet-stream"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake := newFake()
			srv := start(t, Options{}, fake)
			got := send(t, request(t, "GET", srv.URL+"/pictures/"+string(fake.put([]byte(test.data))), nil))
			if got.StatusCode != 200 || got.Header.Get("Content-Type") != test.want || string(got.body) != test.data {
				t.Errorf("%d %s %.40q", got.StatusCode, got.Header.Get("Content-Type"), got.body)
			}
		})
	}
}
