package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"yangguang/service/kernel/audit"
)

func auditCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "audit", Usage: "prove the audit chain",
		Commands: []*cli.Command{{
			Name: "verify", Usage: "walk the whole chain and name the first broken link, if any", Flags: databaseFlags(),
			Action: func(ctx context.Context, c *cli.Command) (err error) {
				if err := noArguments(c); err != nil {
					return err
				}
				cfg, err := settings(io, c, false)
				if err != nil {
					return err
				}
				in, err := openInfra(ctx, cfg, newLog(io.err, cfg.LogLevel))
				if err != nil {
					return err
				}
				defer func() { err = errors.Join(err, in.close()) }()
				if err := in.ready(ctx); err != nil {
					return err
				}
				n, err := audit.Verify(ctx, in.db)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(io.out, "审计链完整：%d 条记录 (audit chain holds: %d entries)\n", n, n)
				return err
			},
		}},
	}
}
