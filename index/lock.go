//go:build unix

package index

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"akin/engine"
)

// A lock is held on DATA/lock as long as the directory is open: shared by
// those who only read, exclusively by who writes. The system lets go of it
// when the process ends, however it ends.
type lock struct{ f *os.File }

func acquire(path string, exclusive bool) (*lock, error) {
	flags, how := os.O_RDONLY, syscall.LOCK_SH
	if exclusive {
		flags, how = os.O_RDWR, syscall.LOCK_EX
	}
	f, err := os.OpenFile(path, flags|os.O_CREATE, 0o644)
	if err != nil && !exclusive && errors.Is(err, os.ErrPermission) {
		f, err = os.Open(path) // a folder that may only be read
	}
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return nil, &engine.Error{Kind: engine.Busy, Text: "another akin is using this collection", Hint: "wait for it to end, or stop it"}
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	return &lock{f}, nil
}

func (l *lock) release() error { return l.f.Close() }
