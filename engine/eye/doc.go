// Package eye says what a picture looks like.
package eye
