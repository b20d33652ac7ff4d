// Package text is the Bleve index of akin: it knows which pins have a word or a
// visual word.
//
// It is for proposing candidates and for filters: Matching streams all pins that have one of
// some terms, without a limit and without a score, and Tokens is the one
// analysis by which texts become terms, here and wherever akin counts words. It
// is not for ranking, since Bleve's scores differ from build to build; nor for
// reading texts back, which stand in the record. It is the only package that
// knows Bleve.
//
// Begin with Tokens and Snapshot.Matching. A generation's index is made by a
// Builder and then opened to be read only; the overlay's is made by Create and
// grows by Apply, which moves its number together with its documents.
//
//	DIR/index_meta.json     what kind of index Bleve has to open
//	DIR/store/root.bolt     which segments count, the mapping, the number; locked while open
//	DIR/store/*.zap         segments: terms, the sets of their documents, IDs
//
// The mapping has three fields and no more than sets of documents for them:
// "words", cut by Tokens, and "tags" and "visual", terms as they are. A pin with
// 43 words and 25 visual words takes 283 bytes.
//
// Weak spots. Files differ between builds of the same documents: compare
// digests. Bleve checks no sums: files cut short are found when an index is
// opened, but a byte changed within a segment may go unseen, or end the process
// when it is met on one of Bleve's own goroutines, as while merging. A process
// killed within Create leaves a directory that neither Create nor Open takes,
// to be removed. Bleve writes to the standard logger when it finds damage, and
// publishes counters on http.DefaultServeMux, which akin must not serve.
package text
