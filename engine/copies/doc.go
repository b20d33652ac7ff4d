// Package copies tells whether one picture is a copy of another, and what was
// done to it: flipped, turned, cropped, stretched, written over, recoloured.
//
// It is for two pictures that show the same pixels, as a whole or for the
// greater part. It is not for pictures of the same thing, for things that occur
// somewhere within a larger scene, nor for finding candidates among millions:
// PDQ's bits and the words of points do that.
//
// Reach for Of first, which takes the Print of a picture; Compare is a pure
// function of two. It first guesses how the two lie on each other, by the hashes
// of the eight turns and by points, and then believes nothing but pixels: both
// are brought onto one grid and compared there block by block.
package copies

// Version numbers what Of computes. Prints of different versions are not compared.
const Version = 1
