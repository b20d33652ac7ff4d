package enginetest

import (
	"testing"

	"akin/engine"
	"akin/engine/job"
)

func TestFakes(t *testing.T) {
	TestJobLog(t, func(*testing.T) job.Log { return &JobLog{} })
	TestRecords(t, func(*testing.T) engine.Records { return &Records{} })
	TestLibrary(t, func(*testing.T) (engine.Records, engine.Library) {
		r := &Records{}
		return r, Boards(r)
	})
	TestPictures(t, func(*testing.T) engine.Pictures { return &Pictures{} })
	TestIndex(t, func(*testing.T) (engine.Records, engine.Library, engine.Pictures, engine.Index) {
		r, p := &Records{}, &Pictures{}
		return r, Boards(r), p, NewIndex(r, p)
	})
}
