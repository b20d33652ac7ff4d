package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"akin/index"
	"akin/web"

	"github.com/spf13/cobra"
)

type serveFlags struct {
	listen   string
	insecure bool
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
	cmd.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "address to listen on")
	cmd.Flags().BoolVar(&f.insecure, "insecure", false, "allow an address that other machines can reach, though akin has no accounts yet")
	return cmd
}

func (g *globals) serve(cmd *cobra.Command, f *serveFlags) error {
	ctx, cancel := context.WithCancelCause(cmd.Context())
	defer cancel(nil)
	host, err := f.check(ctx)
	if err != nil {
		return usage(err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.listen)
	if err != nil {
		return fmt.Errorf("listening on %s: %w", f.listen, err)
	}
	defer listener.Close()
	opts := web.Options{Logger: slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))}
	if host != "" {
		opts.Hosts = []string{host}
	}
	server, err := web.New(opts)
	if err != nil {
		return err
	}
	opening := make(chan *index.Store, 1)
	go func() {
		store, eng, err := g.open(ctx, index.Options{})
		if err != nil {
			cancel(err)
		} else {
			server.SetEngine(eng)
			fmt.Fprintf(cmd.OutOrStdout(), "akin serves %s on http://%s/\n", g.dir(), listener.Addr())
		}
		opening <- store
	}()
	err = server.Serve(ctx, listener)
	if store := <-opening; store != nil {
		store.Close()
	}
	if cause := context.Cause(ctx); cause != nil && cmd.Context().Err() == nil {
		return cause // the collection could not be opened
	}
	return err
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
