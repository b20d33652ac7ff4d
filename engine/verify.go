package engine

import "context"

// A Problem is something that a verification found to be wrong.
type Problem struct {
	Pin     PinID     `json:"pin"`     // empty if it is about no pin
	Picture PictureID `json:"picture"` // empty if it is about no picture
	Text    string    `json:"text"`    // what is wrong, and what would help
}

// A Verification is what was looked at and found.
type Verification struct {
	Generation string    `json:"generation"`
	Pins       int       `json:"pins"`
	Pictures   int       `json:"pictures"`
	Problems   []Problem `json:"problems"` // never nil
}

// VerifyOptions say how closely to look.
type VerifyOptions struct {
	All      bool                // read every picture and every file of the index through
	Progress func(done, all int) // pins; may be nil
}

// Verify compares the record with the pictures and with all that is derived.
// It returns an error only if it cannot look; what is wrong is in the result.
// Pins may be taken in meanwhile.
func (e *Engine) Verify(ctx context.Context, opts VerifyOptions) (Verification, error) {
	return e.index.Verify(ctx, opts)
}
