package score

// A Rect is a part of an upright picture: fractions of its width and height, from
// its upper left corner.
type Rect struct {
	X Micro `json:"x"`
	Y Micro `json:"y"`
	W Micro `json:"w"`
	H Micro `json:"h"`
}

// regionKey is the key of evidence that a rectangle stands under.
const regionKey = "region"

// Region is the rectangle that evidence names, false if it names none.
func (e Evidence) Region() (Rect, bool) {
	r, ok := e[regionKey].(Rect)
	return r, ok
}
