package engine

import (
	"errors"
	"fmt"
)

// Kind tells what sort of answer an error is, so that one place can turn it
// into an exit code or an HTTP status.
type Kind int

// The kinds of errors. Internal is everything that is nobody's wrong request.
const (
	Internal    Kind = iota
	NotFound         // a pin, board, picture that is not there
	BadQuery         // a request that contradicts itself or names what does not exist
	BadPicture       // bytes that are no picture, or a broken one
	NotAllowed       // the person who asks may not
	Conflict         // it is there already, in another form
	Gone             // it was there and is not any more
	TooLarge         // over a limit of bytes or pixels
	Unsupported      // a picture type or request type that akin does not read
	Busy             // too much at once; later it may go through
)

// An Error is an error that a person is meant to read.
type Error struct {
	Kind Kind
	Text string // what is wrong, with the name of the thing
	Hint string // what to do next; empty if the text says it
	Err  error  // the cause, if there is one
}

func (e *Error) Error() string {
	s := e.Text
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error of that kind from a text.
func Errorf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Text: fmt.Sprintf(format, args...)}
}

// KindOf returns the kind of the outermost Error in err's chain, Internal if
// there is none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}
