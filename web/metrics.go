package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"akin/engine"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics count what a server does, in a registry of its own, so that two
// servers in one process count apart. No label takes its value from what a
// request says: an operation is one of the server's own routes, a status one of
// its own, so that nobody can make the list grow.
type metrics struct {
	registry   *prometheus.Registry
	operations map[route]string
	requests   *prometheus.CounterVec
	seconds    *prometheus.HistogramVec
	stages     *prometheus.HistogramVec
	handler    http.Handler
}

// A route is what Echo finds for a request.
type route struct{ method, path string }

// noOperation is the operation of requests that reach none: for unknown
// addresses, with unknown methods, and under foreign names.
const noOperation = "none"

var (
	// From a request that is refused at once to one that is cut off.
	requestBuckets = []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 30, 60}

	// From a scan of a small collection to the largest picture there may be.
	stageBuckets = []float64{.0001, .0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}
)

// newMetrics measures a server; its operations are named later.
func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "akin_http_requests_total", Help: "Requests answered, by operation of the API or route of a page, and by status.",
		}, []string{"operation", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "akin_http_request_seconds", Help: "From a request's head to the end of its answer; of watchJob, how long it was watched.",
			Buckets: requestBuckets,
		}, []string{"operation"}),
		stages: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "akin_stage_seconds", Help: "What the stages of answering a query take.", Buckets: stageBuckets,
		}, []string{"stage"}),
	}
	for _, stage := range engine.Stages {
		m.stages.WithLabelValues(stage) // shown before it first happens
	}
	m.registry.MustRegister(
		m.requests, m.seconds, m.stages, indexCollector{s},
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "akin_uploads", Help: "Pictures that are being taken in.",
		}, func() float64 { return float64(len(s.uploads)) }),
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	m.handler = promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorLog: s.complaints(), ErrorHandling: promhttp.ContinueOnError})
	return m
}

// name takes the operations' names from the document, and names all other
// routes by themselves, such as "GET /boards/:id".
func (m *metrics) name(doc *openapi3.T, routes []*echo.Route) {
	m.operations = map[route]string{}
	for _, r := range routes {
		m.operations[route{r.Method, r.Path}] = r.Method + " " + r.Path
	}
	asEcho := strings.NewReplacer("{", ":", "}", "")
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			m.operations[route{method, asEcho.Replace(path)}] = op.OperationID
		}
	}
}

// observe counts a request that was answered.
func (m *metrics) observe(c echo.Context, took time.Duration) {
	operation, ok := m.operations[route{c.Request().Method, c.Path()}]
	if !ok {
		operation = noOperation
	}
	m.requests.WithLabelValues(operation, strconv.Itoa(c.Response().Status)).Inc()
	m.seconds.WithLabelValues(operation).Observe(took.Seconds())
}

// ObserveStage is for engine.Parts.Stages, so that /metrics tells what the
// stages of that engine take. It is safe for concurrent use and takes well
// below a microsecond.
func (s *Server) ObserveStage(stage string, took time.Duration) {
	s.metrics.stages.WithLabelValues(stage).Observe(took.Seconds())
}

// GetMetrics answers with all counts, those of the index once there is one.
func (o operations) GetMetrics(c echo.Context) error {
	o.metrics.handler.ServeHTTP(c.Response(), c.Request())
	return nil
}

// An indexCollector asks the engine for its numbers when they are asked for.
type indexCollector struct{ *Server }

var (
	pinsDesc     = describe("akin_index_pins", "Pins in the index.")
	picturesDesc = describe("akin_index_pictures", "Pins in the index with a picture that could be looked at.")
	overlayDesc  = describe("akin_index_overlay_pins", "Pins that are new or changed since the generation was built; 'akin reindex' takes them in.")
	bytesDesc    = describe("akin_index_bytes", "What the index takes on disk, by part.", "part")
	ageDesc      = describe("akin_generation_age_seconds", "Time since the live generation was built; not there before the first.")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe implements prometheus.Collector.
func (indexCollector) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{pinsDesc, picturesDesc, overlayDesc, bytesDesc, ageDesc} {
		to <- d
	}
}

// Collect implements prometheus.Collector. An index that cannot be measured is
// left out, and the log says why.
func (x indexCollector) Collect(to chan<- prometheus.Metric) {
	if x.engine.Load() == nil {
		return
	}
	st, err := x.asked().Status(context.Background())
	if err != nil {
		x.log.Warn("the index could not be measured", "error", err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(pinsDesc, float64(st.Pins))
	gauge(picturesDesc, float64(st.Pictures))
	gauge(overlayDesc, float64(st.Overlay))
	for part, n := range st.Bytes {
		gauge(bytesDesc, float64(n), part)
	}
	if !st.Built.IsZero() {
		gauge(ageDesc, time.Since(st.Built).Seconds())
	}
}
