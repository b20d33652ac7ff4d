// Package assets holds what akin's pages are made of: templates, styles,
// scripts and icons, as files of the program itself.
//
// It is for package web/page, which joins, names and serves them. It is not
// for anything that depends on a pin. There is nothing but FS.
package assets

import "embed"

// FS has the folders templates, styles, scripts and icons. Styles are one
// sheet cut into files, to be joined in the order of their names.
//
//go:embed templates styles scripts icons
var FS embed.FS
