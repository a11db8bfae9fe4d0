package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

func findingsCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "findings", Usage: "what the comparison found",
		Commands: []*cli.Command{{
			Name: "export", Usage: "write the findings of the last run as CSV, with resident IDs in clear",
			Description: "The reason is kept in the audit log. Keep the file as carefully as the data it names.",
			Flags: append(databaseFlags(),
				&cli.StringFlag{Name: "reason", Required: true, Usage: "why, in words"},
				&cli.StringFlag{Name: "out", Required: true, Usage: "the file to write", TakesFile: true},
			),
			Action: func(ctx context.Context, c *cli.Command) error {
				if err := noArguments(c); err != nil {
					return err
				}
				return withComparison(ctx, io, c, func(_ *infra, s *comparison.Service) error {
					return exportFindings(ctx, io, s, c.String("reason"), c.String("out"))
				})
			},
		}},
	}
}

func exportFindings(ctx context.Context, io console, s *comparison.Service, reason, file string) error {
	n := 0
	err := writeFile(file, func(f *os.File) (err error) {
		n, err = s.Export(ctx, actor.Sys("cli"), reason, f)
		return err
	})
	if f := fault.Of(err); err != nil && f.Kind == fault.Invalid {
		return errors.Join(errors.New("--reason: "+f.Fields["reason"]), os.Remove(file))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.out, "%s：%d 条疑点\n", file, n)
	return err
}

// splitCommas cuts S01,S02 apart; the flag may also be given several times.
func splitCommas(in []string) []string {
	var out []string
	for _, s := range in {
		for part := range strings.SplitSeq(s, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}
