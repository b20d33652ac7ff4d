// Command akin finds pins that belong together and says why.
//
// Its commands stand one to a file; this one only dispatches and exits.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends it at once
	return exitCode(rootCommand().ExecuteContext(ctx), os.Stderr)
}
