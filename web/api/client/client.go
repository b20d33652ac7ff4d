// Package client asks an akin server over HTTP. All of it is generated from
// openapi.yaml. Start with NewClientWithResponses.
package client
