package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"akin/engine"
	"akin/engine/picture"
	"akin/web/api"
)

// TestRefusals sends what cannot be answered, and after each that the server
// still answers what can.
func TestRefusals(t *testing.T) {
	const similar = "POST /api/v1/similar"
	picture := string(redPNG(t))
	cut := picture[:len(picture)/2]
	large := strings.Repeat("x", maxPicture+1)
	twoImages, twoImagesType := form(t, field{"image", picture}, field{"image", picture})
	noImage, noImageType := form(t, field{"query", `{}`})
	extra, extraType := form(t, field{"image", picture}, field{"size", "4"})
	badQueryField, badQueryFieldType := form(t, field{"image", picture}, field{"query", `{"limt": 4}`})
	cutForm, cutFormType := form(t, field{"image", picture})
	cutImage, cutImageType := form(t, field{"image", cut})
	hash := string(engine.PictureIDOf([]byte(picture)))
	urlAndImage, urlAndImageType := form(t, field{"query", `{"image":{"url":"https://example.org/a.png"}}`}, field{"image", picture})
	hashAndImage, hashAndImageType := form(t, field{"query", `{"image":{"sha256":"` + hash + `"}}`}, field{"image", picture})
	imageAndHash, imageAndHashType := form(t, field{"image", picture}, field{"query", `{"image":{"sha256":"` + hash + `"}}`})
	largeQuery, largeQueryType := form(t, field{"query", strings.Repeat(" ", jsonBytes+1)}, field{"image", picture})

	const create = "POST /api/v1/pins"
	png := []string{"Content-Type: image/png"}
	words := func(fields ...field) (body string, header []string) {
		body, line := form(t, fields...)
		return body, []string{line}
	}
	twoTitles, twoTitlesType := words(field{"title", "a"}, field{"title", "b"})
	noField, noFieldType := words(field{"title", "a"}, field{"colour", "red"})
	noWords, noWordsType := words(field{"title", ""}, field{"tags", ""})
	longTitle, longTitleType := words(field{"image", picture}, field{"title", strings.Repeat("a", 501)})
	largeTitle, largeTitleType := words(field{"title", strings.Repeat("a", jsonBytes+1)})
	script, scriptType := words(field{"title", "a"}, field{"link", "javascript:alert(1)"})
	manyTags, manyTagsType := words(field{"title", "a"}, field{"tags", strings.Repeat("t,", 50) + "t"})
	emptyTag, emptyTagType := words(field{"title", "a"}, field{"tags", "red,,blue"})
	badChoice, badChoiceType := words(field{"image", picture}, field{"on_copy", "replace"})
	perhaps, perhapsType := words(field{"title", "a"}, field{"secret", "perhaps"})
	latin1, latin1Type := words(field{"title", "caf\xe9"})
	noImageBytes, noImageBytesType := words(field{"image", ""}, field{"title", "a"})
	halfImage, halfImageType := words(field{"title", "a"}, field{"image", cut})
	cutPin, cutPinType := words(field{"title", "a"}, field{"image", picture})

	partBeyond, partBeyondType := form(t, field{"query", `{"region":{"x":0.5,"y":0,"w":0.6,"h":1}}`}, field{"image", picture})
	partLast, partLastType := form(t, field{"image", picture}, field{"query", `{"region":{"x":0,"y":0,"w":0.5,"h":1}}`})
	tests := []struct {
		name    string
		request string // method and path
		body    string
		header  []string
		status  int
		typ     api.ProblemType
		says    string // in detail or hint
	}{
		{"truncated picture", similar, cut, []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "send the original again"},
		{"text as a picture", similar, "hello", []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "this is text"},
		{"empty picture", similar, "", []string{"Content-Type: image/png"}, 422, api.ProblemTypeBadPicture, "empty"},
		{"picture over the engine's limit", similar, large, []string{"Content-Type: image/png"}, 413, api.ProblemTypeTooLarge, "smaller copy"},
		{"a type that is not read", similar, "%PDF-1.4", []string{"Content-Type: application/octet-stream"}, 415, api.ProblemTypeUnsupported, "PDF"},
		{"a type that is not taken", similar, picture, []string{"Content-Type: application/pdf"}, 415, api.ProblemTypeUnsupported, "image/jpeg"},
		{"body over the limit", similar, strings.Repeat("x", 200_001), []string{"Content-Type: image/png"}, 413, api.ProblemTypeTooLarge, "larger than 0.2 MB"},
		{"bad parameter beside a picture", similar + "?limit=0", picture, []string{"Content-Type: image/png"}, 400, api.ProblemTypeBadQuery, "limit"},

		{"two images", similar, twoImages, []string{twoImagesType}, 400, api.ProblemTypeBadQuery, `two fields "image"`},
		{"no image", similar, noImage, []string{noImageType}, 400, api.ProblemTypeBadQuery, "application/json"},
		{"unknown form field", similar, extra, []string{extraType}, 400, api.ProblemTypeBadQuery, "size"},
		{"unknown field in the form's query", similar, badQueryField, []string{badQueryFieldType}, 400, api.ProblemTypeBadQuery, "limt"},
		{"form without its end", similar, cutForm[:len(cutForm)-60], []string{cutFormType}, 400, api.ProblemTypeBadQuery, "ends too early"},
		{"form without a boundary", similar, cutForm, []string{"Content-Type: multipart/form-data"}, 400, api.ProblemTypeBadQuery, "broken"},
		{"form that is none", similar, "hello", []string{cutFormType}, 400, api.ProblemTypeBadQuery, "broken"},
		{"truncated picture in a form", similar, cutImage, []string{cutImageType}, 422, api.ProblemTypeBadPicture, ""},
		{"query of a form over its limit", similar, largeQuery, []string{largeQueryType}, 413, api.ProblemTypeTooLarge, ""},

		{"empty body", similar, "", []string{typeJSON}, 400, api.ProblemTypeBadQuery, "empty"},
		{"not JSON", similar, `{"text":`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"something after the JSON", similar, `{"text":"a"} {}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"not an object", similar, `[]`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "object"},
		{"JSON over its limit", similar, strings.Repeat(" ", jsonBytes+1), []string{typeJSON}, 413, api.ProblemTypeTooLarge, "larger than 1 MB"},
		{"unknown field", similar, `{"txt":"a"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "txt"},
		{"field of another case", similar, `{"Text":"a"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "Text"},
		{"null", similar, `{"text":null}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "text"},
		{"NaN weight", similar, `{"pins":[{"id":"b","weight":NaN}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not JSON"},
		{"infinite weight", similar, `{"pins":[{"id":"b","weight":1e999}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "1e999"},
		{"weight of nothing", similar, `{"pins":[{"id":"b","weight":0}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins.0.weight"},
		{"negative weight", similar, `{"pins":[{"id":"b","weight":-1}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins.0.weight"},
		{"pin without ID", similar, `{"pins":[{}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "id"},
		{"too many pins", similar, `{"pins":[` + strings.Repeat(`{"id":"b"},`, 100) + `{"id":"b"}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "pins"},
		{"too many words", similar, `{"text":"` + strings.Repeat("a ", 1001) + `"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "text"},
		{"negative limit", similar, `{"text":"a","limit":-1}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"palette of no colors", similar, `{"palette":[]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "palette"},
		{"palette of too many", similar, `{"palette":[` + strings.Repeat(`{"hex":"#abc","weight":1},`, 12) + `{"hex":"#abc","weight":1}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "palette"},
		{"palette of what is no color", similar, `{"palette":[{"hex":"red","weight":1}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "palette.0.hex"},
		{"palette with a share of nothing", similar, `{"palette":[{"hex":"#abc","weight":0}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "palette.0.weight"},
		{"palette without a share", similar, `{"palette":[{"hex":"#abc"}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "weight"},
		{"palette with another thing", similar, `{"palette":[{"hex":"#abc","weight":1,"name":"fog"}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "name"},
		{"palette in the address of what is no color", "GET /api/v1/pins/b/similar?palette=red:1", "", nil, 400, api.ProblemTypeBadQuery, "#rrggbb"},
		{"palette in the address with one share missing", "GET /api/v1/pins/b/similar?palette=a32:0.6,fed", "", nil, 400, api.ProblemTypeBadQuery, "give one to each"},
		{"palette in the address of nothing", "GET /api/v1/pins/b/similar?palette=", "", nil, 400, api.ProblemTypeBadQuery, "palette"},
		{"palette twice", similar + "?palette=a32", `{"palette":[{"hex":"#abc","weight":1}]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "palette is given twice"},
		{"region beyond the picture", similar, `{"pins":[{"id":"b"}],"region":{"x":0.5,"y":0,"w":0.6,"h":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "as fractions of the picture, from 0 to 1, and within it"},
		{"region of nothing", similar, `{"pins":[{"id":"b"}],"region":{"x":0.5,"y":0,"w":0,"h":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "as fractions of the picture"},
		{"region of next to nothing", similar, `{"pins":[{"id":"b"}],"region":{"x":0.5,"y":0,"w":0.000001,"h":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "too small to see anything"},
		{"region in pixels", similar, `{"pins":[{"id":"b"}],"region":{"x":20,"y":0,"w":0.5,"h":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "region.x"},
		{"region without a side", similar, `{"pins":[{"id":"b"}],"region":{"x":0,"y":0,"w":0.5}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "region.h"},
		{"region with another side", similar, `{"pins":[{"id":"b"}],"region":{"x":0,"y":0,"w":0.5,"h":1,"z":0}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "z"},
		{"region in the address beyond the picture", "GET /api/v1/pins/b/similar?region=.5,.5,.6,.5", "", nil, 400, api.ProblemTypeBadQuery, "and within it"},
		{"region in the address of three numbers", "GET /api/v1/pins/b/similar?region=0,0,1", "", nil, 400, api.ProblemTypeBadQuery, "region"},
		{"region in the address of what is no number", "GET /api/v1/pins/b/similar?region=0,0,1,all", "", nil, 400, api.ProblemTypeBadQuery, "region"},
		{"region in the address of not a number", "GET /api/v1/pins/b/similar?region=0,0,1,NaN", "", nil, 400, api.ProblemTypeBadQuery, "region"},
		{"region in the address of nothing", "GET /api/v1/pins/b/similar?region=", "", nil, 400, api.ProblemTypeBadQuery, "region"},
		{"region twice", similar + "?region=0,0,1,1", `{"pins":[{"id":"b"}],"region":{"x":0,"y":0,"w":0.5,"h":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "region is given twice"},
		{"region beyond a picture that is sent", similar + "?region=0,0,1,2", picture, png, 400, api.ProblemTypeBadQuery, "region"},
		{"region of nothing of a picture that is sent", similar + "?region=1,0,0,1", picture, png, 400, api.ProblemTypeBadQuery, "as fractions of the picture"},
		{"region in a form beyond the picture", similar, partBeyond, []string{partBeyondType}, 400, api.ProblemTypeBadQuery, "and within it"},
		{"region in a form behind the picture", similar, partLast, []string{partLastType}, 400, api.ProblemTypeBadQuery, "send the query first"},
		{"region of a board", "GET /api/v1/boards/room/ideas?region=0,0,1,1", "", nil, 400, api.ProblemTypeBadQuery, `there is no parameter "region"`},
		{"parts of an unknown pin", "GET /api/v1/pins/nope/regions", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"parts of a pin by page", "GET /api/v1/pins/b/regions?limit=1", "", nil, 400, api.ProblemTypeBadQuery, "there are viewer"},
		{"away from an unknown pin", similar, `{"text":"a","not":["nope"]}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"away from nothing", similar, `{"text":"a","not":[]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not"},
		{"away from a pin without an ID", similar, `{"text":"a","not":[""]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not.0"},
		{"away from too many", similar, `{"text":"a","not":[` + strings.Repeat(`"b",`, 100) + `"b"]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not"},
		{"away from a pin, and nothing to start from", similar, `{"not":["b"]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "give words"},
		{"away twice", similar + "?not=b", `{"text":"a","not":["b"]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "not is given twice"},
		{"limit 201", similar, `{"text":"a","limit":201}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"limit and a half", similar, `{"text":"a","limit":1.5}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit"},
		{"unknown signal", similar, `{"text":"a","off":["colour"]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, `off.0 is "colour"`},
		{"nothing to start from", similar, `{}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "give words"},
		{"unknown pin in a query", similar, `{"pins":[{"id":"nope"}]}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"address of a picture", similar, `{"image":{"url":"https://example.org/a.png"}}`, []string{typeJSON}, 422, api.ProblemTypeBadPicture, "addresses are not fetched"},
		{"address beside a sent picture", similar, urlAndImage, []string{urlAndImageType}, 400, api.ProblemTypeBadQuery, "one of them"},
		{"stored picture beside a sent one", similar, hashAndImage, []string{hashAndImageType}, 400, api.ProblemTypeBadQuery, "one of them"},
		{"stored picture behind a sent one", similar, imageAndHash, []string{imageAndHashType}, 400, api.ProblemTypeBadQuery, "one of them"},
		{"unknown stored picture", similar, `{"image":{"sha256":"` + hash + `"}}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, hash},
		{"hash that is none", similar, `{"image":{"sha256":"../akin.db"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "image.sha256"},
		{"hash and address", similar, `{"image":{"sha256":"` + hash + `","url":"x"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "image"},
		{"image of nothing", similar, `{"image":{}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "image"},
		{"weight over its bound", similar, `{"text":"a","weights":{"color":10.1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "weights.color"},
		{"weight below nothing", similar, `{"text":"a","weights":{"color":-1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "weights.color"},
		{"least score below nothing", similar, `{"text":"a","min_score":-1}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "min_score"},
		{"least score of no number", "GET /api/v1/pins/b/similar?min_score=NaN", "", nil, 400, api.ProblemTypeBadQuery, "min_score"},
		{"receipts perhaps", "GET /api/v1/pins/b/similar?explain=perhaps", "", nil, 400, api.ProblemTypeBadQuery, "explain"},
		{"least score twice", similar + "?min_score=1", `{"text":"a","min_score":1}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "min_score is given twice"},
		{"filter of an unknown board", similar, `{"text":"a","filter":{"board":"nope"}}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"filter alone", similar, `{"filter":{"min_width":1}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "start from"},
		{"filter of no tags", similar, `{"text":"a","filter":{"tags":[]}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "filter.tags"},
		{"filter of another form", similar, `{"text":"a","filter":{"aspect":"round"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "filter.aspect"},
		{"filter of no width", similar, `{"text":"a","filter":{"min_width":0}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "filter.min_width"},
		{"filter by what is no date", similar, `{"text":"a","filter":{"created_from":"yesterday"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "created_from"},
		{"filter by a date in no calendar", similar, `{"text":"a","filter":{"created_from":"2024-02-31T00:00:00Z"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "body"},
		{"filter by another thing", similar, `{"text":"a","filter":{"owner":"ana"}}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "owner"},
		{"given twice", similar + "?limit=3", `{"text":"a","limit":3}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "limit is given twice"},

		{"unknown pin", "GET /api/v1/pins/nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"no pin", "GET /api/v1/pins/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"a pin that cannot be", "GET /api/v1/pins/%00%ff", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"similar to an unknown pin", "GET /api/v1/pins/nope/similar", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"similar to no pin", "GET /api/v1/pins//similar", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"unknown parameter", "GET /api/v1/pins/b/similar?limt=3", "", nil, 400, api.ProblemTypeBadQuery, "there are text, palette, region, not, board, off, only, limit, bookmark, fold, min_score, explain, viewer"},
		{"parameter where there is none", "GET /api/v1/pins/b?fold=true", "", nil, 400, api.ProblemTypeBadQuery, "fold"},
		{"repeated parameter", "GET /api/v1/pins/b/similar?off=color&off=shape", "", nil, 400, api.ProblemTypeBadQuery, "commas"},
		{"parameter that is no number", "GET /api/v1/pins/b/similar?limit=many", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"parameter that is no truth", "GET /api/v1/pins/b/similar?fold=maybe", "", nil, 400, api.ProblemTypeBadQuery, "fold"},
		{"parameter without a value", "GET /api/v1/pins/b/similar?limit=", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"list without a value", "GET /api/v1/pins/b/similar?off=", "", nil, 400, api.ProblemTypeBadQuery, "off"},
		{"parameter over its bound", "GET /api/v1/pins/b/similar?limit=201", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"unknown signal in a parameter", "GET /api/v1/pins/b/similar?only=color,colour", "", nil, 400, api.ProblemTypeBadQuery, `only.1 is "colour"`},
		{"parameters that cannot be read", "GET /api/v1/pins/b/similar?text=%zz", "", nil, 400, api.ProblemTypeBadQuery, "%zz"},

		{"parameters that are not UTF-8", "GET /api/v1/search?q=caf%e9", "", nil, 400, api.ProblemTypeBadQuery, "UTF-8"},
		{"search for nothing", "GET /api/v1/search", "", nil, 400, api.ProblemTypeBadQuery, "q"},
		{"search for no words", "GET /api/v1/search?q=", "", nil, 400, api.ProblemTypeBadQuery, "q"},
		{"search by a query's name", "GET /api/v1/search?text=lamp", "", nil, 400, api.ProblemTypeBadQuery, "there are q,"},
		{"forged bookmark", "GET /api/v1/search?q=lamp&bookmark=forged", "", nil, 400, api.ProblemTypeBadQuery, "bookmark"},
		{"forged bookmark in a query", similar, `{"text":"a","bookmark":"forged"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "bookmark"},
		{"forged bookmark beside a picture", similar + "?bookmark=forged", picture, png, 400, api.ProblemTypeBadQuery, "bookmark"},
		{"bookmark of a gone generation", "GET /api/v1/pins/b/similar?bookmark=old", "", nil, 410, api.ProblemTypeGone, "rebuilt"},
		{"bookmark that is no text", similar, `{"text":"a","bookmark":7}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "bookmark"},

		{"pins of a negative limit", "GET /api/v1/pins?limit=-1", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"pins of a limit that is no number", "GET /api/v1/pins?limit=NaN", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"pins after a forged bookmark", "GET /api/v1/pins?bookmark=forged", "", nil, 400, api.ProblemTypeBadQuery, "bookmark"},
		{"pins of a board without a name", "GET /api/v1/pins?board=", "", nil, 400, api.ProblemTypeBadQuery, "board"},
		{"pins of an unknown board", "GET /api/v1/pins?board=nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"pins on an unknown board", "GET /api/v1/boards/nope/pins", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"pins on no board", "GET /api/v1/boards//pins", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"pins on a board that cannot be", "GET /api/v1/boards/..%2f%00/pins", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"boards over the limit", "GET /api/v1/boards?limit=201", "", nil, 400, api.ProblemTypeBadQuery, "limit"},
		{"boards after a forged bookmark", "GET /api/v1/boards?bookmark=forged", "", nil, 400, api.ProblemTypeBadQuery, "bookmark"},

		{"new pin of a truncated picture", create, cut, png, 422, api.ProblemTypeBadPicture, "send the original again"},
		{"new pin of text", create, "hello", nil, 422, api.ProblemTypeBadPicture, "this is text"},
		{"new pin of nothing", create, "", png, 422, api.ProblemTypeBadPicture, "empty"},
		{"new pin in JSON", create, `{"title":"a"}`, []string{typeJSON}, 415, api.ProblemTypeUnsupported, "multipart/form-data"},
		{"new pin of a picture over the engine's limit", create, large, png, 413, api.ProblemTypeTooLarge, "smaller copy"},
		{"new pin over the limit", create, strings.Repeat("x", 200_001), png, 413, api.ProblemTypeTooLarge, "larger than 0.2 MB"},
		{"new pin with a title too long", create + "?title=" + strings.Repeat("a", 501), picture, png, 400, api.ProblemTypeBadQuery, "title"},
		{"new pin with a link that runs", create + "?link=javascript:alert(1)", picture, png, 400, api.ProblemTypeBadQuery, "link"},
		{"new pin with a link in two lines", create + "?link=https://a%0ab", picture, png, 400, api.ProblemTypeBadQuery, "link"},
		{"new pin with too many tags", create + "?tags=" + strings.Repeat("t,", 50) + "t", picture, png, 400, api.ProblemTypeBadQuery, "tags"},
		{"new pin with a tag too long", create + "?tags=a," + strings.Repeat("t", 101), picture, png, 400, api.ProblemTypeBadQuery, "tags.1"},
		{"new pin with an unknown choice", create + "?on_copy=replace", picture, png, 400, api.ProblemTypeBadQuery, `on_copy is "replace"`},
		{"new pin with an unknown parameter", create + "?titel=a", picture, png, 400, api.ProblemTypeBadQuery, "titel"},
		{"new pin on an unknown board", create + "?board=nope", picture, png, 404, api.ProblemTypeNotFound, "nope"},
		{"copy refused", create + "?on_copy=refuse", picture, png, 409, api.ProblemTypeConflict, `pin "b"`},
		{"form with two titles", create, twoTitles, twoTitlesType, 400, api.ProblemTypeBadQuery, `two fields "title"`},
		{"form with an unknown field", create, noField, noFieldType, 400, api.ProblemTypeBadQuery, "there are board, description, image, link, on_copy, secret, tags, title"},
		{"form of nothing", create, noWords, noWordsType, 400, api.ProblemTypeBadQuery, "picture"},
		{"form with a title too long", create, longTitle, longTitleType, 400, api.ProblemTypeBadQuery, "form.title"},
		{"form with a title over its limit", create, largeTitle, largeTitleType, 413, api.ProblemTypeTooLarge, ""},
		{"form with a link that runs", create, script, scriptType, 400, api.ProblemTypeBadQuery, "form.link"},
		{"form with too many tags", create, manyTags, manyTagsType, 400, api.ProblemTypeBadQuery, "form.tags"},
		{"form with an empty tag", create, emptyTag, emptyTagType, 400, api.ProblemTypeBadQuery, "form.tags.1"},
		{"form with an unknown choice", create, badChoice, badChoiceType, 400, api.ProblemTypeBadQuery, `form.on_copy is "replace"`},
		{"form that is not UTF-8", create, latin1, latin1Type, 400, api.ProblemTypeBadQuery, "UTF-8"},
		{"form with an empty picture", create, noImageBytes, noImageBytesType, 422, api.ProblemTypeBadPicture, "empty"},
		{"form with half a picture", create, halfImage, halfImageType, 422, api.ProblemTypeBadPicture, ""},
		{"form that ends too early", create, cutPin[:len(cutPin)-60], cutPinType, 400, api.ProblemTypeBadQuery, "ends too early"},
		{"title in the form and the address", create + "?title=b", cutPin, cutPinType, 400, api.ProblemTypeBadQuery, "title is given twice"},

		{"change of an unknown pin", "PATCH /api/v1/pins/nope", `{"title":"a"}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"change of nothing", "PATCH /api/v1/pins/b", `{}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "body"},
		{"change of what is no word", "PATCH /api/v1/pins/b", `{"picture":"x"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "picture"},
		{"change to null", "PATCH /api/v1/pins/b", `{"title":null}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"change to a title too long", "PATCH /api/v1/pins/b", `{"title":"` + strings.Repeat("a", 501) + `"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"change to a link that runs", "PATCH /api/v1/pins/b", `{"link":"javascript:alert(1)"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "link"},
		{"change to an empty tag", "PATCH /api/v1/pins/b", `{"tags":[""]}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "tags.0"},
		{"change that is not UTF-8", "PATCH /api/v1/pins/b", "{\"title\":\"caf\xe9\"}", []string{typeJSON}, 400, api.ProblemTypeBadQuery, "UTF-8"},
		{"change of no type", "PATCH /api/v1/pins/b", `{"title":"a"}`, nil, 415, api.ProblemTypeUnsupported, "application/json"},
		{"deletion of an unknown pin", "DELETE /api/v1/pins/nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"deletion of all pins", "DELETE /api/v1/pins", "", nil, 405, api.ProblemTypeMethodNotAllowed, "GET"},
		{"replacement of a pin", "PUT /api/v1/pins/b", `{}`, []string{typeJSON}, 405, api.ProblemTypeMethodNotAllowed, "PATCH"},

		{"board that is there", "POST /api/v1/boards", `{"title":"Room"}`, []string{typeJSON}, 409, api.ProblemTypeConflict, "Room"},
		{"board without a title", "POST /api/v1/boards", `{}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"board with an empty title", "POST /api/v1/boards", `{"title":""}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"board with a title too long", "POST /api/v1/boards", `{"title":"` + strings.Repeat("a", 201) + `"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"board with an owner", "POST /api/v1/boards", `{"title":"a","owner":"eve"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "owner"},
		{"change of nothing about a board", "PATCH /api/v1/boards/room", `{}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "properties"},
		{"board perhaps secret", "PATCH /api/v1/boards/room", `{"secret":"perhaps"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "secret"},
		{"another's board made secret", "PATCH /api/v1/boards/hers", `{"secret":true}`, []string{typeJSON}, 403, api.ProblemTypeNotAllowed, "ana's"},
		{"save to another's board", "PUT /api/v1/boards/hers/pins/b", "", nil, 403, api.ProblemTypeNotAllowed, "a board of your own"},
		{"save to a secret board of another", "PUT /api/v1/boards/hidden/pins/b", "", nil, 404, api.ProblemTypeNotFound, "hidden"},
		{"deletion of a secret board of another", "DELETE /api/v1/boards/hidden?viewer=ben", "", nil, 404, api.ProblemTypeNotFound, "hidden"},
		{"new pin on a secret board of another", create + "?board=hidden", picture, png, 404, api.ProblemTypeNotFound, "hidden"},
		{"pin perhaps secret", create + "?secret=perhaps", picture, png, 400, api.ProblemTypeBadQuery, "secret"},
		{"pin of a form perhaps secret", create, perhaps, perhapsType, 400, api.ProblemTypeBadQuery, "secret"},
		{"viewer without a name", "GET /api/v1/pins?viewer=", "", nil, 400, api.ProblemTypeBadQuery, "viewer"},
		{"viewer twice", similar + "?viewer=ana", `{"text":"a","viewer":"ben"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "viewer is given twice"},
		{"suggestions for a viewer", "GET /api/v1/search/suggestions?q=a&viewer=ana", "", nil, 400, api.ProblemTypeBadQuery, "there is no parameter"},
		{"user without a name", "POST /api/v1/users", `{"id":""}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "id"},
		{"user with a title", "POST /api/v1/users", `{"id":"ben","title":"Dr"}`, []string{typeJSON}, 400, api.ProblemTypeBadQuery, "title"},
		{"cross-site deletion of a user", "DELETE /api/v1/users/ana", "", []string{"Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"new title for an unknown board", "PATCH /api/v1/boards/nope", `{"title":"a"}`, []string{typeJSON}, 404, api.ProblemTypeNotFound, "nope"},
		{"deletion of an unknown board", "DELETE /api/v1/boards/nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"save of an unknown pin", "PUT /api/v1/boards/room/pins/nope", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"save to an unknown board", "PUT /api/v1/boards/nope/pins/b", "", nil, 404, api.ProblemTypeNotFound, "nope"},
		{"save of no pin", "PUT /api/v1/boards/room/pins/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"unsave of what is not saved", "DELETE /api/v1/boards/" + url.PathEscape(oddID) + "/pins/b", "", nil, 404, api.ProblemTypeNotFound, "not on board"},
		{"save by posting", "POST /api/v1/boards/room/pins/b", "", nil, 405, api.ProblemTypeMethodNotAllowed, "PUT"},

		{"unknown picture", "GET /pictures/" + strings.Repeat("0", 64), "", nil, 404, api.ProblemTypeNotFound, "is not there"},
		{"picture of another case", "GET /pictures/" + strings.ToUpper(hash), "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"picture up the tree", "GET /pictures/../../akin.db", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"picture up the tree, escaped", "GET /pictures/..%2f..%2fakin.db", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"picture up the tree, of a hash's length", "GET /pictures/" + strings.Repeat("..%2f", 19) + "akin.db", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"picture up the tree, the other way", "GET /pictures/..%5c..%5cakin.db", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"picture at the root", "GET /pictures/%2fetc%2fpasswd", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"picture with a zero byte", "GET /pictures/" + hash + "%00", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"no picture", "GET /pictures/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"rendition up the tree", "GET /pictures/..%2f..%2fakin.db/236", "", nil, 404, api.ProblemTypeNotFound, "no picture"},
		{"rendition of another width", "GET /pictures/" + hash + "/300", "", nil, 404, api.ProblemTypeNotFound, "236"},
		{"rendition of a width that is none", "GET /pictures/" + hash + "/wide", "", nil, 404, api.ProblemTypeNotFound, "width"},
		{"picture to be deleted", "DELETE /pictures/" + hash, "", nil, 405, api.ProblemTypeMethodNotAllowed, "GET"},
		{"picture with a parameter", "GET /pictures/" + hash + "?width=236", "", nil, 400, api.ProblemTypeBadQuery, "width"},

		{"unknown path", "GET /api/v2/pins/b", "", nil, 404, api.ProblemTypeNotFound, "/api/v2/pins/b"},
		{"path with a slash too many", "GET /api/v1/similar/", "", nil, 404, api.ProblemTypeNotFound, ""},
		{"no such method", "GET /api/v1/similar", "", nil, 405, api.ProblemTypeMethodNotAllowed, "POST"},
		{"no method", "BREW /readyz", "", nil, 405, api.ProblemTypeMethodNotAllowed, "GET"},

		{"foreign host", "GET /healthz", "", []string{"Host: evil.example"}, 421, api.ProblemTypeWrongHost, "evil.example"},
		{"foreign host with a port", similar, `{"text":"a"}`, []string{typeJSON, "Host: localhost.evil.example:80"}, 421, api.ProblemTypeWrongHost, ""},
		{"cross-site", similar, `{"text":"a"}`, []string{typeJSON, "Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, "another site"},
		{"same-site", similar, `{"text":"a"}`, []string{typeJSON, "Sec-Fetch-Site: same-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"foreign origin", similar, `{"text":"a"}`, []string{typeJSON, "Origin: https://evil.example"}, 403, api.ProblemTypeCrossSite, ""},
		{"cross-site pin", create, picture, []string{"Content-Type: image/png", "Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, "another site"},
		{"cross-site form", create, cutPin, append(cutPinType, "Sec-Fetch-Site: cross-site"), 403, api.ProblemTypeCrossSite, ""},
		{"cross-site change", "PATCH /api/v1/pins/b", `{"title":"a"}`, []string{typeJSON, "Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"cross-site deletion", "DELETE /api/v1/pins/b", "", []string{"Origin: https://evil.example"}, 403, api.ProblemTypeCrossSite, ""},
		{"cross-site save", "PUT /api/v1/boards/room/pins/b", "", []string{"Sec-Fetch-Site: same-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"cross-site unsave", "DELETE /api/v1/boards/room/pins/b", "", []string{"Sec-Fetch-Site: cross-site"}, 403, api.ProblemTypeCrossSite, ""},
		{"deletion under a foreign host", "DELETE /api/v1/boards/room", "", []string{"Host: evil.example"}, 421, api.ProblemTypeWrongHost, ""},
		{"no origin", similar, `{"text":"a"}`, []string{typeJSON, "Origin: null"}, 403, api.ProblemTypeCrossSite, ""},
	}
	doc := newContract(t)
	fake := newFake()
	srv := start(t, Options{Limits: Limits{Body: 200_000}}, fake)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			method, path, _ := strings.Cut(test.request, " ")
			r := request(t, method, srv.URL+path, strings.NewReader(test.body), test.header...)
			got := send(t, r)
			p := problemIn(t, got)
			if got.StatusCode != test.status || p.Type != test.typ {
				t.Errorf("%d %s, want %d %s: %s", got.StatusCode, p.Type, test.status, test.typ, got.body)
			}
			if said := p.Detail + " " + valueOf(p.Hint); !strings.Contains(said, test.says) {
				t.Errorf("%q does not say %q", said, test.says)
			}
			doc.checkProblem(t, got)
			if changes := fake.changes(); changes != nil {
				t.Errorf("it was told to %q", changes)
			}
			next := send(t, request(t, "POST", srv.URL+"/api/v1/similar", strings.NewReader(`{"text":"lamp"}`), typeJSON))
			if next.StatusCode != http.StatusOK {
				t.Errorf("and after it: %d %s", next.StatusCode, next.body)
			}
		})
	}
}

// A body whose length is not declared is cut off at the limit.
func TestBodyOfUnknownLength(t *testing.T) {
	fake := newFake()
	fake.eye = engine.NewEye(picture.Limits{})
	srv := start(t, Options{Limits: Limits{Body: 200_000}}, fake)
	body := io.MultiReader(strings.NewReader(strings.Repeat("x", 200_001))) // not a type that net/http knows the length of
	got := send(t, request(t, "POST", srv.URL+"/api/v1/similar", body, "Content-Type: image/png"))
	if p := problemIn(t, got); got.StatusCode != 413 || p.Type != api.ProblemTypeTooLarge {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
}

// TestKinds walks through what the engine can answer wrongly with.
func TestKinds(t *testing.T) {
	tests := []struct {
		name   string
		err    error
		status int
		typ    api.ProblemType
	}{
		{"not found", engine.Errorf(engine.NotFound, "x"), 404, api.ProblemTypeNotFound},
		{"bad query", engine.Errorf(engine.BadQuery, "x"), 400, api.ProblemTypeBadQuery},
		{"bad picture", engine.Errorf(engine.BadPicture, "x"), 422, api.ProblemTypeBadPicture},
		{"not allowed", engine.Errorf(engine.NotAllowed, "x"), 403, api.ProblemTypeNotAllowed},
		{"conflict", engine.Errorf(engine.Conflict, "x"), 409, api.ProblemTypeConflict},
		{"gone", engine.Errorf(engine.Gone, "x"), 410, api.ProblemTypeGone},
		{"too large", engine.Errorf(engine.TooLarge, "x"), 413, api.ProblemTypeTooLarge},
		{"unsupported", engine.Errorf(engine.Unsupported, "x"), 415, api.ProblemTypeUnsupported},
		{"busy", engine.Errorf(engine.Busy, "x"), 503, api.ProblemTypeBusy},
		{"wrapped", fmt.Errorf("looking: %w", engine.Errorf(engine.Gone, "x")), 410, api.ProblemTypeGone},
		{"internal", &engine.Error{Kind: engine.Internal, Text: "secret"}, 500, api.ProblemTypeInternal},
		{"any other", errors.New("secret"), 500, api.ProblemTypeInternal},
		{"a broken file of the engine's", io.ErrUnexpectedEOF, 500, api.ProblemTypeInternal},
		{"cause", &engine.Error{Kind: engine.Busy, Text: "x", Err: errors.New("/home/secret")}, 503, api.ProblemTypeBusy},
		{"deadline", context.DeadlineExceeded, 503, api.ProblemTypeTooSlow},
		{"cancelled", fmt.Errorf("reading: %w", context.Canceled), 503, api.ProblemTypeTooSlow},
	}
	doc := newContract(t)
	fake := newFake()
	srv := start(t, Options{}, fake)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fake.find = func(context.Context) error { return test.err }
			got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b/similar", nil))
			p := problemIn(t, got)
			if got.StatusCode != test.status || p.Type != test.typ {
				t.Errorf("%d %s, want %d %s", got.StatusCode, p.Type, test.status, test.typ)
			}
			if bytes.Contains(got.body, []byte("secret")) {
				t.Errorf("%s says too much", got.body)
			}
			if retry := got.Header.Get("Retry-After"); (retry == "1") != (test.status == 503) {
				t.Errorf("Retry-After is %q", retry)
			}
			doc.checkProblem(t, got)
		})
	}
}

// A panic is answered, logged with its place under the request's ID, and ends
// nothing else.
func TestPanic(t *testing.T) {
	fake := newFake()
	fake.find = func(context.Context) error { panic("secret") }
	var log bytes.Buffer
	srv := start(t, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}, fake)
	got := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b/similar?text=private", nil, "X-Forwarded-For: 192.0.2.7", "X-Request-Id: forged"))
	p := problemIn(t, got)
	if got.StatusCode != 500 || strings.Contains(string(got.body), "secret") {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	if after := send(t, request(t, "GET", srv.URL+"/api/v1/pins/b", nil)); after.StatusCode != 200 {
		t.Errorf("and after it: %d", after.StatusCode)
	}
	srv.Close()
	for _, want := range []string{"level=ERROR", p.RequestID, "panic: secret", "refuse_test.go", "path=/api/v1/pins/b/similar", "status=500", "from=127.0.0.1"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log has no %q:\n%s", want, &log)
		}
	}
	for _, not := range []string{"private", "192.0.2.7", "forged"} {
		if strings.Contains(log.String(), not) {
			t.Errorf("the log has %q:\n%s", not, &log)
		}
	}
}
