package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"yangguang/service/store"
)

func migrateCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "migrate", Usage: "bring the database's schema up to this program; makes an empty county in an empty --data folder",
		Flags: databaseFlags(),
		Action: func(ctx context.Context, c *cli.Command) (err error) {
			if err := noArguments(c); err != nil {
				return err
			}
			cfg, err := settings(io, c, true)
			if err != nil {
				return err
			}
			in, err := openInfra(ctx, cfg, newLog(io.err, cfg.LogLevel))
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, in.close()) }()
			before, _, err := store.Version(ctx, in.db)
			if err != nil {
				return err
			}
			if err := store.Migrate(ctx, in.db); err != nil {
				return err
			}
			after, _, err := store.Version(ctx, in.db)
			if err != nil {
				return err
			}
			if before == after {
				_, err = fmt.Fprintf(io.out, "the schema is up to date (version %d)\n", after)
				return err
			}
			_, err = fmt.Fprintf(io.out, "schema: version %d → %d\n", before, after)
			return err
		},
	}
}
