// Package eye says what pictures look like, and which look alike, as well as
// vision without a trained network allows.
//
// Reach for Measure first: it takes ten blocks of a picture, each a vector that
// looks at one thing (which colours, which contours where, which patterns), one
// byte a dimension. Blocks of two pictures can be compared as they are, but the
// eye does better: a Fit, learned from a collection without being told what
// belongs together, brings each block to some forty bytes that matter there, and says
// what each is worth. Codes made by one fit are compared by their weighted
// products. Neighbours keeps the nearest pins of each pin, and a walk over the
// Graph of them reaches what is alike in steps; of all that is done here, the
// walk gains most.
//
//	Measure ──► Raw ──► Fit.Encode ──► Code ──► Neighbours ──► Graph.Walk
//	              └──► NewFit ──► Fit ──► Weights ──┘
//
// It is not for telling copies (package features has hashes for that), decodes
// nothing, stores nothing and knows nothing of boards. What it cannot see: what
// things are. A red bus and a red barn are alike to it by colour; a thing seen
// from the side and from the front is two things.
//
// Everything is a function of pixels and of the order of pins, the same on
// every processor: whole numbers where possible, else only + - * / and the
// square root, with no product fused to a sum, and tables in the place of other
// functions.
package eye
