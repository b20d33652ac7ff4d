package main

import "context"

func (e *photosEval) writeReport(ctx context.Context, dir string) error { return nil }
