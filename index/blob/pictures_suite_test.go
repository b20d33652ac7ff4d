package blob

import (
	"testing"

	"akin/engine"
	"akin/engine/enginetest"
)

func TestPicturesSuite(t *testing.T) {
	enginetest.TestPictures(t, func(t *testing.T) engine.Pictures { return openStore(t, t.TempDir()) })
}
