package eye

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// fused is a multiplication and an addition in one instruction of arm64, which
// rounds once where two round twice.
var fused = regexp.MustCompile(`(?m)^.*\sFN?M(ADD|SUB)[SD]\s.*$`)

// What the package computes must come out alike on processors that can fuse
// and those that cannot, so the compiler must find nothing to fuse. It hides
// well: in 2*x where x is a product, or in x/2+y.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: compiling for another processor takes seconds")
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-S", ".")
	build.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, line := range fused.FindAllString(string(out), -1) {
		t.Errorf("put float64() around the product: %s", line)
	}
}
