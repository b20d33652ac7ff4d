package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"akin/engine/features"

	"github.com/spf13/cobra"
)

// A versionInfo tells builds apart.
type versionInfo struct {
	Version         string `json:"version"` // of the module, or "(devel)" with the commit
	Go              string `json:"go"`
	Platform        string `json:"platform"`
	FeaturesVersion int    `json:"features_version"`
}

func versionCommand(g *globals) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which akin this is",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			v := currentVersion()
			if g.json {
				return printJSON(cmd.OutOrStdout(), v)
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "akin %s, %s %s, features version %d\n", v.Version, v.Go, v.Platform, v.FeaturesVersion)
			return err
		},
	}
}

func currentVersion() versionInfo {
	v := versionInfo{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, FeaturesVersion: features.Version}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	return v
}
