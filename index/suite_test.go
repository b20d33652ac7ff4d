package index

import (
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

func TestIndexSuite(t *testing.T) {
	enginetest.TestIndex(t, func(t *testing.T) (engine.Records, engine.Library, engine.Pictures, engine.Index) {
		s := openStore(t, t.TempDir(), Options{})
		return s.Records, s.Records, s.Pictures, s
	})
}
