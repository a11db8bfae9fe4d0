package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v3"

	"yangguang/cmd/yangguang/internal/county"
)

// countyAsOf is fixed, so that the same command writes the same bytes.
const countyAsOf = "2026-10-31"

func countyCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "county", Usage: "write a synthetic county: files of all kinds, with planted violations and innocents",
		Description: "Everybody in it is invented. With --truth it also writes which comparison model must find whom, and whom it must not.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "seed", Value: 1, Usage: "another number, another county"},
			&cli.FloatFlag{Name: "scale", Value: 0.02, Usage: "1 is 1.86 million people and ten million payments"},
			&cli.StringFlag{Name: "out", Required: true, Usage: "the folder to write to; it must be new or empty", TakesFile: true},
			&cli.StringFlag{Name: "truth", Usage: "write the plants to this file, one JSON object a line", TakesFile: true},
			&cli.StringFlag{Name: "format", Value: "csv", Usage: "csv, or xlsx for tables of up to 200,000 rows"},
			&cli.StringFlag{Name: "as-of", Value: countyAsOf, Usage: "the day the data describe; payments cover the eight years before its month"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			asOf, err := time.Parse(time.DateOnly, c.String("as-of"))
			if err != nil {
				return fmt.Errorf("--as-of: %w", err)
			}
			if earliest := "2026-10-01"; c.String("as-of") < earliest {
				return fmt.Errorf("--as-of: give a day from %s on: the plants lie in the years before", earliest)
			}
			if f := c.String("format"); f != "csv" && f != "xlsx" {
				return fmt.Errorf("--format %q: give csv or xlsx", f)
			}
			if c.Int("seed") < 0 {
				return errors.New("--seed: give a number from 0")
			}
			o := county.Options{Seed: uint64(c.Int("seed")), Scale: c.Float("scale"), AsOf: asOf, XLSX: c.String("format") == "xlsx"}
			files, err := writeCounty(c.String("out"), c.String("truth"), o)
			if err != nil {
				return err
			}
			return listCounty(io, files)
		},
	}
}

// writeCounty writes to a folder that it makes or finds empty.
func writeCounty(dir, truth string, o county.Options) (files []county.File, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("%s is not empty; give a new folder", dir)
	}
	if truth == "" {
		return county.Write(dir, o, nil)
	}
	err = writeFile(truth, func(f *os.File) error {
		files, err = county.Write(dir, o, f)
		return err
	})
	return files, err
}

// listCounty prints the import commands in loading order.
func listCounty(io console, files []county.File) error {
	for _, f := range files {
		if _, err := fmt.Fprintf(io.out, "yangguang import %s %s --as-of %s --skip-bad   # %d rows, %d to be refused\n", f.Kind, f.Name, f.AsOf, f.Rows, f.Refused); err != nil {
			return err
		}
	}
	return nil
}
