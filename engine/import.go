package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"sync"
	"time"

	"akin/engine/source"
)

// ImportOptions says how to take in entries. The zero value works.
type ImportOptions struct {
	User    UserID // owns what names no user; LocalUser if empty
	Board   string // puts every pin on this board instead of those named
	Workers int    // decodes at once; as many as there are processors if 0
	DryRun  bool   // say what would happen, and write nothing

	// Live makes what is kept findable as it goes, not all at the end, with
	// pauses at least so long. It also makes findable what was kept when the
	// import is stopped.
	Live time.Duration

	Report  func(ImportLine) // called in the order of the entries, when a line is durable; may be nil
	Rebuild RebuildOptions   // for the index that the first import builds at its end
}

// An ImportLine says what came of one entry.
type ImportLine struct {
	Source string `json:"source"`
	ID     PinID  `json:"id"`
	Status Status `json:"status"`
	Error  string `json:"error"`
}

// An ImportSummary counts lines.
type ImportSummary struct {
	Added             int     `json:"added"`
	Unchanged         int     `json:"unchanged"`
	Changed           int     `json:"changed"`
	Failed            int     `json:"failed"`
	Seconds           float64 `json:"seconds"`
	PicturesPerSecond float64 `json:"pictures_per_second"`
}

// keepBatch is the most deposits that one transaction keeps. A transaction
// waits for the disk once, so more deposits cost less each, but are reported
// later.
const keepBatch = 64

// Import takes in entries. Interrupted, it returns the context's error; what
// was reported stays, and the same import again takes in the rest. Entries
// that fail are reported and do not end it.
//
// The first import into an empty collection builds a generation at its end.
func (e *Engine) Import(ctx context.Context, entries iter.Seq[source.Entry], opts ImportOptions) (ImportSummary, error) {
	im := &importing{Engine: e, opts: opts, started: time.Now()}
	err := im.run(ctx, entries)
	switch {
	case opts.DryRun:
	case err == nil:
		err = im.settle(ctx)
	case opts.Live > 0:
		err = errors.Join(err, im.index.CatchUp(context.WithoutCancel(ctx)))
	}
	im.sum.Seconds = time.Since(im.started).Seconds()
	im.sum.PicturesPerSecond = float64(im.looked) / max(im.sum.Seconds, 1e-9)
	return im.sum, err
}

// importing is an import under way.
type importing struct {
	*Engine
	opts    ImportOptions
	started time.Time
	looked  int       // pictures decoded
	next    time.Time // when a live import next catches up
	sum     ImportSummary
}

// An intake is one entry on its way in. Its fields are set once done is
// closed.
type intake struct {
	entry   source.Entry
	deposit Deposit
	look    *Look // if the picture was decoded
	err     error
	done    chan struct{}
}

// run decodes on several goroutines and keeps, on this one, in order.
func (im *importing) run(ctx context.Context, entries iter.Seq[source.Entry]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := cmp.Or(im.opts.Workers, runtime.GOMAXPROCS(0))
	work := make(chan *intake)
	queue := make(chan *intake, keepBatch+workers)
	var wg sync.WaitGroup
	defer wg.Wait() // nothing is read or stored after Import returns
	for range workers {
		wg.Go(func() {
			for in := range work {
				in.err = im.prepare(ctx, in)
				close(in.done)
			}
		})
	}
	wg.Go(func() {
		defer close(queue)
		defer close(work)
		for entry := range entries {
			if ctx.Err() != nil {
				return
			}
			in := &intake{entry: entry, done: make(chan struct{})}
			queue <- in
			work <- in
		}
	})
	err := im.keepAll(ctx, queue)
	if err != nil {
		cancel()
	}
	for range queue { // the reader ends, and then the workers
	}
	return err
}

// keepAll keeps intakes in batches: as many as are ready, up to keepBatch.
func (im *importing) keepAll(ctx context.Context, queue <-chan *intake) error {
	var batch []*intake
	for in := range queue {
		select {
		case <-in.done:
		default:
			if err := im.keep(ctx, batch); err != nil {
				return err
			}
			batch = nil
			<-in.done
		}
		batch = append(batch, in)
		if len(batch) == keepBatch {
			if err := im.keep(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	if err := im.keep(ctx, batch); err != nil {
		return err
	}
	return ctx.Err()
}

// prepare reads an entry's picture and makes its deposit.
func (im *importing) prepare(ctx context.Context, in *intake) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	en := &in.entry
	if en.Err != nil {
		return en.Err
	}
	p := &in.deposit.Pin
	*p = Pin{
		ID: PinID(en.ID), Owner: cmp.Or(UserID(en.User), im.opts.User, LocalUser),
		Title: en.Title, Description: en.Description, Tags: en.Tags, Link: en.Link, Source: en.Source,
	}
	if p.ID != "" {
		if err := CheckPinID(p.ID); err != nil {
			return err
		}
	}
	if en.Path != "" || en.Open != nil {
		if err := im.takePicture(ctx, in); err != nil {
			return err
		}
	}
	if p.ID == "" {
		p.ID = ImportedPinID(p.Owner, p.Source, p.Picture)
	}
	created := cmp.Or(en.Created, p.Facts.Taken, en.Modified)
	p.Created = created.UTC().Truncate(time.Millisecond)
	boards := en.Boards
	if im.opts.Board != "" {
		boards = []string{im.opts.Board}
	}
	for _, title := range boards {
		in.deposit.Boards = append(in.deposit.Boards, BoardOf(p.Owner, title))
	}
	for _, s := range en.Saves {
		in.deposit.Boards = append(in.deposit.Boards, BoardOf(UserID(s.User), s.Board))
	}
	return nil
}

// takePicture stores the picture of an intake, decoding it unless its pin is
// known with it already. That is stored too: it brings back a picture that
// was lost.
func (im *importing) takePicture(ctx context.Context, in *intake) error {
	f, err := opened(&in.entry)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := im.eye.Read(f)
	if err != nil {
		return err
	}
	p := &in.deposit.Pin
	p.Picture = PictureIDOf(data)
	known, err := im.knownPin(ctx, p)
	if err != nil {
		return err
	}
	if known != nil && known.Picture == p.Picture {
		p.Facts = known.Facts
	} else {
		look, err := im.eye.Look(ctx, data)
		if err != nil {
			return err
		}
		in.look, p.Facts = &look, look.Facts
	}
	if im.opts.DryRun {
		return nil
	}
	_, err = im.pictures.Keep(data)
	return err
}

func opened(en *source.Entry) (io.ReadCloser, error) {
	if en.Open != nil {
		return en.Open()
	}
	return os.Open(en.Path)
}

// knownPin returns the pin that p would be, if it is kept already and its owner
// sees it.
func (im *importing) knownPin(ctx context.Context, p *Pin) (*Pin, error) {
	id := cmp.Or(p.ID, ImportedPinID(p.Owner, p.Source, p.Picture))
	pins, err := im.records.Pins(ctx, p.Owner, []PinID{id})
	if known, ok := pins[id]; ok {
		return &known, err
	}
	return nil, err
}

// keep makes a batch durable and reports it.
func (im *importing) keep(ctx context.Context, batch []*intake) error {
	var deposits []Deposit
	var looks []Look
	for _, in := range batch {
		if in.err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue
		}
		deposits = append(deposits, in.deposit)
		if in.look != nil {
			looks = append(looks, *in.look)
		}
	}
	statuses, err := im.deposit(ctx, deposits, looks)
	if KindOf(err) == Conflict && len(batch) > 1 {
		// one of them cannot be kept, and with it none of the batch was
		for _, in := range batch {
			if err := im.keep(ctx, []*intake{in}); err != nil {
				return err
			}
		}
		return nil
	}
	if KindOf(err) == Conflict {
		batch[0].err, err = err, nil
	}
	if err != nil {
		return fmt.Errorf("keeping pins: %w", err)
	}
	im.tell(batch, statuses)
	return nil
}

// tell reports a batch that is kept; statuses are those of its deposits.
func (im *importing) tell(batch []*intake, statuses []Status) {
	for _, in := range batch {
		if in.look != nil {
			im.looked++
		}
		line := ImportLine{Source: in.entry.Source, ID: in.deposit.Pin.ID, Status: Failed}
		if in.err != nil {
			line.Error = in.err.Error()
		} else {
			line.Status, statuses = statuses[0], statuses[1:]
		}
		im.report(line)
	}
}

// deposit keeps pins, or in a dry run says what keeping them would be.
func (im *importing) deposit(ctx context.Context, deposits []Deposit, looks []Look) ([]Status, error) {
	if len(deposits) == 0 {
		return nil, nil
	}
	if im.opts.DryRun {
		return im.preview(ctx, deposits)
	}
	if err := im.index.Remember(looks); err != nil {
		return nil, err
	}
	statuses, err := im.records.Keep(ctx, deposits)
	if err != nil || im.opts.Live == 0 || time.Now().Before(im.next) {
		return statuses, err
	}
	return statuses, im.catchUp(ctx)
}

// livePause is the pause of imports beside a server: with what a batch takes,
// a pin is found within a second after it was kept.
const livePause = 500 * time.Millisecond

// catchUpShare is how many times as long as it took to catch up the pause
// after it is, so that a growing overlay takes no more than a tenth of the
// import's time.
const catchUpShare = 9

func (im *importing) catchUp(ctx context.Context) error {
	began := time.Now()
	err := im.index.CatchUp(ctx)
	im.next = time.Now().Add(max(im.opts.Live, catchUpShare*time.Since(began)))
	return err
}

func (im *importing) report(line ImportLine) {
	switch line.Status {
	case Added:
		im.sum.Added++
	case Unchanged:
		im.sum.Unchanged++
	case Changed:
		im.sum.Changed++
	case Failed:
		im.sum.Failed++
	}
	if im.opts.Report != nil {
		im.opts.Report(line)
	}
}

// settle makes what was imported findable.
func (im *importing) settle(ctx context.Context) error {
	snap := im.index.Snapshot()
	first := !snap.Built()
	snap.Close()
	if first && im.sum.Added+im.sum.Unchanged+im.sum.Changed > 0 {
		return im.index.Rebuild(ctx, im.opts.Rebuild)
	}
	return im.index.CatchUp(ctx)
}
