package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// exitNone is the exit code of an export without a finding.
const exitNone = 3

func findingsCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "findings", Usage: "what the comparison found",
		Commands: []*cli.Command{{
			Name: "export", Usage: "write the findings of the last run as CSV, with resident IDs in clear",
			Description: "Exit codes: 0 the file is written; 3 it is written and has its header only, for there is no finding; 1 it is not written, and what was there before is as it was.\n" +
				"The reason is kept in the audit log. Keep the file as carefully as the data it names.",
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

// exportFindings writes the file whole or not at all: what was there before
// stays until then.
func exportFindings(ctx context.Context, io console, s *comparison.Service, reason, file string) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // readable by its owner only
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already when renamed
	tell, done := stages(io.err)
	n, err := s.ExportTelling(ctx, actor.Sys("cli"), reason, f, tell)
	done()
	if err = errors.Join(err, f.Close()); err != nil {
		if wrong := fault.Of(err); wrong.Kind == fault.Invalid {
			return errors.New("--reason: " + wrong.Fields["reason"])
		}
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	if _, err := fmt.Fprintf(io.out, "%s：%d 条疑点\n", file, n); err != nil {
		return err
	}
	if n == 0 {
		return withCode{errors.New("there is no finding: the file has its header only"), exitNone}
	}
	return nil
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
