package graph

import "fmt"

// Extra is what only one viewer may see: boards that nobody else knows of, and
// pins that are on no other boards. The shared graph and its overlay never
// hold them, so that no degree and no walk of somebody else can tell of them.
type Extra struct {
	// Pins is how many pins only this viewer sees. The first is
	// PinNode(v.Pins()) of the view that With is called on.
	Pins int
	// Boards are this viewer's alone. The first is BoardNode(v.Boards()).
	Boards [][]Saved
}

// Saved is a pin on a board since a time in Unix seconds. The pin is one of
// the view or one of Extra.Pins.
type Saved struct {
	Pin Node
	At  int64
}

// With returns a view that has a viewer's own boards too; v stays as it is. It
// is made for one query: it costs the number of extra pins and saves, and a
// copy of the list of boards of each pin that is saved on one.
func (v *View) With(x Extra) (*View, error) {
	o := new(Overlay)
	o.view.Store(v)
	for range x.Pins {
		if _, err := o.AddPin(); err != nil {
			return nil, err
		}
	}
	for i, saves := range x.Boards {
		board, err := o.AddBoard()
		if err != nil {
			return nil, err
		}
		for _, s := range saves {
			if err := o.Save(s.Pin, board, s.At); err != nil {
				return nil, fmt.Errorf("extra board %d: %w", i, err)
			}
		}
	}
	return o.View(), nil
}
