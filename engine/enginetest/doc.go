// Package enginetest is a small known world, fakes of what the engine needs
// from storage, and the suites that every implementation of it must pass.
//
// It is for tests alone, of engine and of what implements its interfaces. The
// fakes keep everything in memory and look at everything for each question:
// they are for being right, not for being fast. Start with [Deposits] for the
// world, [NewIndex] for the fakes, and [TestIndex] and [TestLibrary] for the laws.
package enginetest
