# The short names for what is done every day. .ci/run does all of it that must
# hold before a change is taken.

# Release 2026.1. Versions are always written out: some lists of versions
# cannot be had where the versions themselves can.
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0

.PHONY: build test check bench eval demo gen fmt

# The program: one static file.
build:
	CGO_ENABLED=0 go build -trimpath -o bin/akin ./cmd/akin

test:
	go test -timeout 15m ./...

# What can be said about the code without running it.
check:
	@test -z "$$(gofmt -l .)" || { echo "not formatted, run 'make fmt':"; gofmt -l .; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	go mod verify
	go mod tidy -diff

bench:
	go test -run '^$$' -bench . -benchmem ./...

# How good the answers are, on the painted demo: figures, and contact sheets to
# look at.
eval:
	go run ./cmd/akin eval demo --report eval-report

# A collection to look at.
demo:
	go run ./cmd/akin demo

# Generated code is kept in the tree and must be what this makes.
gen:
	go generate ./...

fmt:
	gofmt -w .
