package web

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"strconv"
	"time"

	"akin/engine"
	"akin/engine/job"
	"akin/web/api"

	"github.com/labstack/echo/v4"
)

// WatchJob sends the events of a job as they come, until the job ends, the
// watcher goes, or the server stops.
func (o operations) WatchJob(c echo.Context, id string, p api.WatchJobParams) error {
	after, err := lastEvent(p.LastEventID)
	if err != nil {
		return err
	}
	select {
	case o.watchers <- struct{}{}:
		defer func() { <-o.watchers }()
	default:
		return &engine.Error{Kind: engine.Busy, Text: fmt.Sprintf("%d jobs are being watched already", maxWatchers), Hint: "ask for the job itself from time to time"}
	}
	ctx, cancel := context.WithCancel(c.Request().Context())
	defer cancel()
	events, err := o.asked().WatchJob(ctx, id, after)
	if err != nil {
		return err
	}
	// Of Echo's writer the flush would not tell that it failed.
	s := eventStream{c.Response(), http.NewResponseController(c.Response().Writer)}
	if err := s.open(); err != nil {
		return err
	}
	feed := make(chan job.Event, eventsAtOnce)
	go pour(ctx, events, feed)
	defer func() {
		cancel()
		for range feed { // until the goroutine has ended
		}
	}()
	return o.sendEvents(ctx, s, feed)
}

// maxWatchers bounds the connections that stay open for as long as a job runs:
// some pages and programs for each of many people.
const maxWatchers = 256

// eventsAtOnce is how many events are written between two flushes, if so many
// are there: some packets full.
const eventsAtOnce = 64

// pour hands events on until they or ctx end, and closes the channel.
func pour(ctx context.Context, events iter.Seq[job.Event], to chan<- job.Event) {
	defer close(to)
	for e := range events {
		select {
		case to <- e:
		case <-ctx.Done():
			return
		}
	}
}

// sendEvents writes events and, where there are none for a while, signs of
// life. It flushes when no more events are at hand.
func (s *Server) sendEvents(ctx context.Context, to eventStream, feed <-chan job.Event) error {
	silence := time.NewTicker(s.limits.Silence)
	defer silence.Stop()
	for {
		var err error
		select {
		case e, more := <-feed:
			if !more {
				return nil
			}
			silence.Reset(s.limits.Silence)
			err = to.send(e, len(feed) == 0 || e.Name == job.End)
		case <-silence.C:
			err = to.comment()
		case <-s.stopping:
			return nil
		case <-ctx.Done():
			return nil
		}
		if err != nil {
			return fmt.Errorf("sending an event: %w", err)
		}
	}
}

// lastEvent reads a Last-Event-ID; none is 0.
func lastEvent(id *string) (int64, error) {
	if id == nil || *id == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(*id, 10, 64)
	if err != nil || n < 0 {
		return 0, &engine.Error{
			Kind: engine.BadQuery, Text: fmt.Sprintf("the header Last-Event-ID is %.40q, which is no event's id", *id),
			Hint: "leave it out to begin with the first event",
		}
	}
	return n, nil
}

// An eventStream writes server-sent events, each under a deadline of its own:
// as a whole they may take days, but a watcher that takes nothing in for
// answerTimeout is given up.
type eventStream struct {
	to  *echo.Response
	ctl *http.ResponseController
}

// open sends the head at once: the first event may be long in coming. The
// server's deadlines for reading and writing would otherwise end the stream.
func (s eventStream) open() error {
	if err := s.ctl.SetReadDeadline(time.Time{}); err != nil {
		return fmt.Errorf("opening a stream: %w", err)
	}
	h := s.to.Header()
	h.Set(echo.HeaderContentType, "text/event-stream")
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set("X-Accel-Buffering", "no") // of proxies
	if err := s.extend(); err != nil {
		return err
	}
	s.to.WriteHeader(http.StatusOK)
	return s.ctl.Flush()
}

func (s eventStream) extend() error {
	return s.ctl.SetWriteDeadline(time.Now().Add(answerTimeout))
}

// send writes an event, whose data is one line.
func (s eventStream) send(e job.Event, flush bool) error {
	return s.write(flush, "id: %d\nevent: %s\ndata: %s\n\n", e.Seq, e.Name, e.Data)
}

// comment writes what watchers do not see but their connection does.
func (s eventStream) comment() error { return s.write(true, ": \n\n") }

func (s eventStream) write(flush bool, format string, args ...any) error {
	if err := s.extend(); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.to, format, args...); err != nil || !flush {
		return err
	}
	return s.ctl.Flush()
}
