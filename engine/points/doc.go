// Package points finds places in a picture that are found again in its copies,
// describes what is around them, and says how two pictures lie on each other.
//
// [Of] gives the [Set] of a picture: blobs and corners at several scales, each
// with a direction and 256 bits about its surroundings as seen in that
// direction. A copy that was cut, turned, scaled, framed or written over keeps
// many of them, moved all in the same way; [Align] finds that [Motion]. How many
// points agree on it, its Support, tells a copy from a look-alike: points of
// unrelated pictures agree by chance, and never many of them.
//
// Each point also has a word, the number of the most similar of some thousands
// of usual surroundings. A [WordSet] is those of a picture; it is
// what a million pictures are searched by before any are aligned.
//
// Useful for: which part of which picture is shown here, and how was it turned.
// Not useful for: flat or very soft pictures, which have no points, and
// likeness; what two pictures of one kind of thing have in common are no points.
//
// All of it is whole numbers, or floating point in which nothing is fused, so
// that every processor says the same.
package points
