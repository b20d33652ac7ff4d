package job

import "time"

// progressEvery is how far two events of progress are apart at least: ten a
// second look continuous to a person.
const progressEvery = 100 * time.Millisecond

// A Teller is how work tells of itself. It is for one goroutine at a time.
type Teller struct {
	task *task
	now  func() time.Time

	newest, told progress
	at           time.Time // when progress was last told
}

// progress is what a progress event says.
type progress struct {
	Stage string `json:"stage"`
	Done  int    `json:"done"`
	All   int    `json:"all"`
}

// whole tells whether a stage is known to be over.
func (p progress) whole() bool { return p.Done == p.All && p.All > 0 }

// Progress says that done of all is done in a stage; all is 0 if it is not
// known. It may be called as often as the work likes: the job always has it,
// watchers are told ten times a second at most, and of the last of a stage.
func (t *Teller) Progress(stage string, done, all int) {
	if stage != t.told.Stage {
		t.flush() // the last of the stage before
	}
	t.newest = progress{stage, done, all}
	t.task.progress(t.newest)
	now := t.now()
	if stage != t.told.Stage || t.newest.whole() && !t.told.whole() || now.Sub(t.at) >= progressEvery {
		t.at = now
		t.flush()
	}
}

// flush tells the newest progress if that was not told.
func (t *Teller) flush() {
	if t.newest != t.told {
		t.told = t.newest
		t.Tell(Progress, t.told)
	}
}

// Tell adds an event. It panics if v cannot be written as JSON, which is the
// work's own fault.
func (t *Teller) Tell(name string, v any) {
	data, err := encode(v)
	if err != nil {
		panic(err)
	}
	t.task.feed.add(name, data)
}
