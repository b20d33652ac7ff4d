package engine

import (
	"path"
	"strings"

	"akin/engine/source"
)

// JoinWords gives an original the words of its copies; nothing else of it
// changes. What it says itself stays, and stays first:
//
//   - Tags: its own, then those of the copies that it lacks; case and spaces
//     around do not count.
//   - Title and link: its own, if it has one, otherwise the first copy's that has
//     one. A title that only repeats the file's name is none as long as anybody
//     gave a better one.
//   - Description: its own, then of each copy, as paragraphs, a title that was
//     given by somebody and the description, as far as they say something that
//     does not stand there yet.
//
// What would go beyond the bounds of a pin's words is left out, a whole tag or
// paragraph at a time.
func JoinWords(original *Pin, copies []Pin) {
	titles := []string{givenTitle(original)}
	for i := range copies {
		titles = append(titles, givenTitle(&copies[i]))
	}
	titles = append(titles, original.Title)
	for i := range copies {
		titles = append(titles, copies[i].Title)
	}
	original.Title = firstWords(titles)

	tags, known := append([]string(nil), original.Tags...), map[string]bool{}
	for _, t := range tags {
		known[TagKey(t)] = true
	}
	text := original.Description
	for i := range copies {
		c := &copies[i]
		for _, t := range c.Tags {
			if key := TagKey(t); !known[key] && len(tags) < maxTags {
				known[key], tags = true, append(tags, t)
			}
		}
		for _, paragraph := range []string{givenTitle(c), c.Description} {
			text = withParagraph(original.Title, text, paragraph)
		}
		if original.Link == "" {
			original.Link = c.Link
		}
	}
	original.Tags, original.Description = tags, text
}

// givenTitle is a pin's title if somebody gave it, empty if it repeats the name
// of the file.
func givenTitle(p *Pin) string {
	if p.Source != "" && p.Title == source.TitleOf(path.Base(p.Source)) {
		return ""
	}
	return p.Title
}

// firstWords is the first text that says anything.
func firstWords(texts []string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// withParagraph adds a paragraph to a text, unless title or text says it already
// or there is no room for it.
func withParagraph(title, text, paragraph string) string {
	key := spoken(paragraph)
	if key == "" || strings.Contains(spoken(title), key) || strings.Contains(spoken(text), key) {
		return text
	}
	if strings.TrimSpace(text) != "" {
		paragraph = text + "\n\n" + paragraph
	}
	if len(paragraph) > maxDescription {
		return text
	}
	return paragraph
}

// spoken is a text as it is heard: without case, and spaces of one kind.
func spoken(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
