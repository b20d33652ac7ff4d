// Package api is akin's HTTP API as openapi.yaml describes it: the interface
// that a server implements, the bodies it takes in, and the document itself.
//
// It is for the server; a program that asks one uses package client. Whatever
// is to change here changes in openapi.yaml first, then by "make gen". Start
// with ServerInterface.
package api

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config server.yaml openapi.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config client/client.yaml openapi.yaml
