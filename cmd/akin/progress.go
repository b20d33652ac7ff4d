package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// A progress shows how far long work has come: bars on a terminal, a plain
// line every few seconds elsewhere. It is safe for concurrent use.
type progress struct {
	out  io.Writer
	bars *mpb.Progress // nil where there is no terminal

	mu    sync.Mutex
	stage string
	bar   *mpb.Bar
	last  time.Time
}

// between is the time between two plain lines.
const between = 5 * time.Second

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, last: time.Now()}
	if isTerminal(out) {
		p.bars = mpb.New(mpb.WithOutput(out), mpb.WithWidth(40))
	}
	return p
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// at says that done of all are done in a stage. A new stage ends the one
// before.
func (p *progress) at(stage string, done, all int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars == nil {
		if done == all || time.Since(p.last) >= between {
			fmt.Fprintf(p.out, "%s %d of %d\n", stage, done, all)
			p.last = time.Now()
		}
		return
	}
	if p.bar == nil || p.stage != stage {
		p.end()
		p.stage = stage
		p.bar = p.bars.AddBar(int64(all),
			mpb.PrependDecorators(decor.Name(stage, decor.WC{W: 10, C: decor.DindentRight}), decor.CountersNoUnit("%d of %d")),
			mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO)),
		)
	}
	p.bar.SetCurrent(int64(done))
}

// say prints a line for a person without tearing a bar.
func (p *progress) say(format string, args ...any) {
	fmt.Fprintf(p, format+"\n", args...)
}

// Write prints what others write, such as a log, without tearing a bar.
func (p *progress) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars != nil {
		return p.bars.Write(text)
	}
	return p.out.Write(text)
}

func (p *progress) end() {
	if p.bar != nil && !p.bar.Completed() {
		p.bar.Abort(false)
	}
}

// close waits until everything is drawn. What is written after it has no bars
// to mind.
func (p *progress) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
	if p.bars != nil {
		p.bars.Wait()
		p.bars = nil
	}
}
