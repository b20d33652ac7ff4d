package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"akin/index"
	"akin/web"

	"github.com/spf13/cobra"
)

type serveFlags struct {
	listen   string
	insecure bool
	allowed  []string // folders to import from
}

func serveCommand(g *globals) *cobra.Command {
	f := new(serveFlags)
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer over HTTP",
		Long: "Serves the collection over HTTP until it is interrupted. It listens at once and is ready when\n" +
			"the index is open: /readyz says so.",
		Args: args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return g.serve(cmd, f) },
	}
	f.register(cmd)
	return cmd
}

func (f *serveFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "address to listen on")
	cmd.Flags().BoolVar(&f.insecure, "insecure", false, "allow an address that other machines can reach, though akin has no accounts yet")
	cmd.Flags().StringArrayVar(&f.allowed, "allow-import", nil, "folder whose contents whoever reaches the server may import; may be given several times")
}

func (g *globals) serve(cmd *cobra.Command, f *serveFlags) error {
	log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
	return g.serveFolder(cmd.Context(), f, log, func(_ context.Context, _ *folder, address string) error {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "akin serves %s on %s/\n", g.dir(), address)
		return err
	})
}

// serveFolder serves the collection until ctx ends, or until what runs beside
// it fails. It calls beside once, when queries are answered, with a context
// that ends before the collection is closed.
func (g *globals) serveFolder(ctx context.Context, f *serveFlags, log *slog.Logger, beside func(ctx context.Context, c *folder, address string) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	host, err := f.check(ctx)
	if err != nil {
		return usage(err)
	}
	importFrom, err := f.importFrom()
	if err != nil {
		return usage(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", f.listen, err)
	}
	defer listener.Close()
	at := newServerFile(listener.Addr())
	opts := web.Options{ImportFrom: importFrom, Token: at.Token, Logger: log}
	if host != "" {
		opts.Hosts = []string{host}
	}
	server, err := web.New(opts)
	if err != nil {
		return err
	}
	opened := make(chan *folder, 1)
	go func() {
		c, err := g.openServed(ctx, server, at, log)
		if err == nil {
			err = beside(ctx, c, at.Address)
		}
		if err != nil {
			cancel(err)
		}
		opened <- c
	}()
	err = server.Serve(ctx, listener)
	cancel(nil) // it may have failed by itself
	if c := <-opened; c != nil {
		removeServerFile(g.dir())
		c.eng.CloseJobs()
		err = errors.Join(err, c.Close())
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// openServed opens the collection and makes the server ready with it. It may
// return the collection, to be closed, with an error.
func (g *globals) openServed(ctx context.Context, server *web.Server, at serverFile, log *slog.Logger) (*folder, error) {
	c, err := openFolder(ctx, g.dir(), index.Options{}, server.ObserveStage)
	if err != nil {
		return nil, err
	}
	if err := c.eng.OpenJobs(ctx, c.store.Records.JobLog(), func(err error) { log.Error("jobs", "error", err) }); err != nil {
		return c, err
	}
	if err := at.write(g.dir()); err != nil {
		return c, err
	}
	server.SetEngine(c.eng)
	return c, nil
}

// check returns the host to listen on. One that other machines can reach is
// refused unless that is wished for.
func (f *serveFlags) check(ctx context.Context) (host string, err error) {
	host, _, err = net.SplitHostPort(f.listen)
	if err != nil {
		return "", fmt.Errorf("--listen %s: want HOST:PORT", f.listen)
	}
	if f.insecure || isLoopback(ctx, host) {
		return host, nil
	}
	return "", fmt.Errorf("--listen %s can be reached from other machines, and akin has no accounts yet: "+
		"whoever reaches it can use it; listen on 127.0.0.1, or add --insecure if that is wanted", f.listen)
}

// importFrom returns the folders to import from, wherever akin is run.
func (f *serveFlags) importFrom() (dirs []string, err error) {
	for _, dir := range f.allowed {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		if info, err := os.Stat(abs); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--allow-import %s: no folder is there", dir)
		}
		dirs = append(dirs, abs)
	}
	return dirs, nil
}

// isLoopback tells whether every address of a host is this machine's own.
func isLoopback(ctx context.Context, host string) bool {
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(addrs) == 0 {
		return false
	}
	for _, a := range addrs {
		if !a.IsLoopback() {
			return false
		}
	}
	return true
}
