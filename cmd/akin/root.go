package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"akin/engine"

	"github.com/spf13/cobra"
)

// globals are the flags that every command has.
type globals struct {
	data    string
	json    bool
	verbose bool
}

func rootCommand() *cobra.Command {
	g := new(globals)
	root := &cobra.Command{
		Use:           "akin",
		Short:         "Finds pins that belong together and says why",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.PersistentFlags().StringVar(&g.data, "data", "", "folder of the collection (default $AKIN_DATA, or "+defaultData()+")")
	root.PersistentFlags().BoolVar(&g.json, "json", false, "print JSON on stdout")
	root.PersistentFlags().BoolVar(&g.verbose, "verbose", false, "say on stderr who answers: a running server, or this command itself")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(err) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		importCommand(g), similarCommand(g), searchCommand(g), serveCommand(g), demoCommand(g),
		boardCommand(g), saveCommand(g), userCommand(g), duplicatesCommand(g), reindexCommand(g), verifyCommand(g), evalCommand(g), versionCommand(g),
	)
	return root
}

// Exit codes, as the help of the commands promises them.
const (
	exitError       = 1
	exitUsage       = 2
	exitFailures    = 3   // done, with failures listed
	exitBusy        = 75  // EX_TEMPFAIL: another process has the collection
	exitInterrupted = 130 // as after Ctrl-C
)

// An exitError ends the program with a code. Its text may be empty when all
// was said already.
type exitErr struct {
	code int
	err  error
}

func (e *exitErr) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitErr) Unwrap() error { return e.err }

// usage marks an error as one in the words of the command.
func usage(err error) error { return &exitErr{exitUsage, err} }

// args turns cobra's complaints about arguments into usage errors.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, a []string) error {
		if err := check(cmd, a); err != nil {
			return usage(err)
		}
		return nil
	}
}

// exitCode says what went wrong and what to exit with.
func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "akin: interrupted")
		return exitInterrupted
	}
	code := exitError
	if e, ok := errors.AsType[*exitErr](err); ok {
		code = e.code
	} else if engine.KindOf(err) == engine.Busy {
		code = exitBusy
	} else if engine.KindOf(err) == engine.BadQuery {
		code = exitUsage
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(stderr, "akin:", text)
	}
	return code
}

// defaultData is where a collection is kept on this platform.
func defaultData() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" && runtime.GOOS == "linux" {
		return filepath.Join(dir, "akin")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "akin-data"
	}
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "akin")
	case "windows":
		return filepath.Join(home, "AppData", "Local", "akin")
	}
	return filepath.Join(home, ".local", "share", "akin")
}

func (g *globals) dir() string {
	if g.data != "" {
		return g.data
	}
	if dir := os.Getenv("AKIN_DATA"); dir != "" {
		return dir
	}
	return defaultData()
}

// printJSON writes one value as one line.
func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
