package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// A watcher hears everything that a tab says and keeps what should not be
// said: complaints in the console, exceptions, breaches of the policy, requests
// to anybody but the server, and answers of errors that nobody expects. It is
// safe for concurrent use.
type watcher struct {
	origin string

	mu       sync.Mutex
	wrong    []string
	expected map[int64]bool     // statuses of 400 and more
	types    map[string]string  // of requests, by their ID
	bytes    map[string]float64 // received, by the type of request
}

// expect allows answers of that status from now on.
func (w *watcher) expect(status int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.expected[status] = true
}

func (w *watcher) complaints() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.wrong)
}

// received is how many bytes came for requests of a type, headers included,
// as they were sent.
func (w *watcher) received(kind network.ResourceType) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int(w.bytes[string(kind)])
}

func newWatcher(origin string) *watcher {
	return &watcher{origin: origin, expected: map[int64]bool{}, types: map[string]string{}, bytes: map[string]float64{}}
}

// hear is given each event of the tab.
func (w *watcher) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if slices.Contains([]string{"error", "warning", "assert"}, string(e.Type)) {
			w.complain("console: %s", arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		w.complain("exception: %s %s", e.ExceptionDetails.Text, description(e.ExceptionDetails.Exception))
	case *log.EventEntryAdded:
		w.hearLog(e.Entry)
	case *audits.EventIssueAdded:
		if !isNoGesture(e.Issue) {
			w.complain("issue: %s %s", e.Issue.Code, detail(e.Issue.Details))
		}
	case *network.EventRequestWillBeSent:
		w.hearRequest(e)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 && !w.expected[e.Response.Status] {
			w.complain("%s answered %d", e.Response.URL, e.Response.Status)
		}
	case *network.EventLoadingFinished:
		w.bytes[w.types[string(e.RequestID)]] += e.EncodedDataLength
	case *network.EventLoadingFailed:
		if !e.Canceled {
			w.complain("a %s could not be loaded: %s %s", e.Type, e.ErrorText, e.BlockedReason)
		}
	}
}

func (w *watcher) complain(format string, args ...any) {
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

// hearLog leaves statuses to the answers, which say whose they are.
func (w *watcher) hearLog(e *log.Entry) {
	bad := e.Level == log.EntryLevelError || e.Level == log.EntryLevelWarning
	if bad && !strings.Contains(e.Text, "the server responded with a status of") {
		w.complain("browser's log: %s %s", e.Text, e.URL)
	}
}

func (w *watcher) hearRequest(e *network.EventRequestWillBeSent) {
	w.types[string(e.RequestID)] = string(e.Type)
	url := e.Request.URL
	for _, allowed := range []string{w.origin + "/", "data:", "blob:" + w.origin + "/"} {
		if strings.HasPrefix(url, allowed) {
			return
		}
	}
	w.complain("a request to %s", url)
}

func arguments(args []*runtime.RemoteObject) string {
	var texts []string
	for _, a := range args {
		texts = append(texts, description(a))
	}
	return strings.Join(texts, " ")
}

func description(o *runtime.RemoteObject) string {
	if o == nil {
		return ""
	}
	return o.Description + string(o.Value)
}

// isNoGesture tells the remark that a script left the page without a person's
// doing: in a story that drops or pastes by script it is true.
func isNoGesture(i *audits.InspectorIssue) bool {
	g := i.Details.GenericIssueDetails
	return g != nil && g.ErrorType == audits.GenericIssueErrorTypeNavigationEntryMarkedSkippable
}

// detail says what an issue is about, for the kinds that come up.
func detail(d *audits.InspectorIssueDetails) string {
	switch {
	case d.ContentSecurityPolicyIssueDetails != nil:
		return fmt.Sprintf("%+v", *d.ContentSecurityPolicyIssueDetails)
	case d.GenericIssueDetails != nil:
		return fmt.Sprintf("%+v", *d.GenericIssueDetails)
	}
	return fmt.Sprintf("%+v", *d)
}
