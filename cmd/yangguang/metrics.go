package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"yangguang/service/store"
)

// metrics counts requests by route, never by path: a path may carry a number
// that only its owner should know.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newMetrics(pool *sql.DB) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "yangguang_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "method", "status"}),
	}
	m.registry.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewDBStatsCollector(pool, "yangguang"))
	return m
}

func (m *metrics) observe(route, method string, status int, took time.Duration) {
	if route == "" {
		route = "none" // wrong addresses must not make a series each
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// health adds /healthz, which says that the process is alive, and /readyz, which
// says that it can work: database, schema and Redis.
func (in *infra) health(r gin.IRouter) {
	r.GET("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	r.GET("/readyz", func(c *gin.Context) {
		ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)
		defer cancel()
		var failed []string
		for _, part := range []struct {
			name  string
			check func() error
		}{
			{"database", func() error { return ping(ctx, in) }},
			{"schema", func() error { return store.Check(ctx, in.db) }},
			{"redis", func() error { return in.redis.Ping(ctx).Err() }},
		} {
			if err := part.check(); err != nil {
				in.log.ErrorContext(ctx, "not ready", "part", part.name, "err", err)
				failed = append(failed, part.name)
			}
		}
		if len(failed) > 0 {
			c.JSON(http.StatusServiceUnavailable, map[string]any{"not_ready": failed})
			return
		}
		c.String(http.StatusOK, "ready\n")
	})
}

func ping(ctx context.Context, in *infra) error {
	pool, err := in.db.DB()
	if err != nil {
		return err
	}
	return pool.PingContext(ctx)
}

// listen serves h until ctx ends, then lets requests in hand finish.
func listen(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10}
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("http: %w", err)
	case <-ctx.Done():
	}
	quit, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := s.Shutdown(quit); err != nil {
		return fmt.Errorf("http: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("http: %w", err)
	}
	return nil
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
