package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

// A serverFile is what DATA/server.json says while a server has the collection
// open: where it is, and the token by which it knows those who may read the
// file, who are those to whom the collection belongs. One that a killed server
// left does no harm: it is read only when the collection is locked, and then a
// running server has written it anew, or nothing answers at its address.
type serverFile struct {
	Address string `json:"address"` // as http://127.0.0.1:8080
	Token   string `json:"token"`
}

const serverFileName = "server.json"

// newServerFile describes a server that listens on an address.
func newServerFile(at net.Addr) serverFile {
	host, port, _ := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); ip.IsUnspecified() { // it listens on all; this machine is one of them
		host = "127.0.0.1"
	}
	return serverFile{Address: "http://" + net.JoinHostPort(host, port), Token: rand.Text()}
}

// write puts the file in its place in one step, readable by its owner alone.
func (s serverFile) write(dir string) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, serverFileName+".*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, serverFileName))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// readServerFile reads the file of a collection.
func readServerFile(dir string) (s serverFile, err error) {
	path := filepath.Join(dir, serverFileName)
	data, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func removeServerFile(dir string) { os.Remove(filepath.Join(dir, serverFileName)) }
