package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"yangguang/config"
)

// console is where a command reads and writes.
type console struct {
	environ []string
	in      io.Reader
	out     io.Writer
	err     io.Writer
}

// run is the program as a function: tests call it and the process is only this.
func run(ctx context.Context, args, environ []string, in io.Reader, out, errOut io.Writer) error {
	return root(console{environ, in, out, errOut}).Run(ctx, args)
}

func root(io console) *cli.Command {
	return &cli.Command{
		Name:  "yangguang",
		Usage: "阳光监督：县级惠民资金和项目监督平台",
		Description: "On a machine with nothing installed:  yangguang demo\n" +
			"In production:  yangguang migrate --config FILE  and then  yangguang serve --config FILE",
		Writer: io.out, ErrWriter: io.err, Reader: io.in,
		HideVersion:               true,
		ExitErrHandler:            func(context.Context, *cli.Command, error) {}, // only main exits
		DisableSliceFlagSeparator: true,
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return fmt.Errorf("unknown command %q; `yangguang help` lists the commands", c.Args().First())
			}
			return cli.ShowRootCommandHelp(c)
		},
		Commands: []*cli.Command{
			demoCommand(io), serveCommand(io), workerCommand(io), migrateCommand(io), importCommand(io),
			compareCommand(io), findingsCommand(io), modelsCommand(io),
			staffCommand(io), auditCommand(io), doctorCommand(io), keysCommand(io), receiptCommand(io), handoverCommand(io), countyCommand(io),
		},
	}
}

// Flags of every command that needs the database.
func databaseFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "data", Usage: "the embedded county in this folder (SQLite)", TakesFile: true},
		&cli.StringFlag{Name: "config", Usage: "settings in this YAML file; environment variables win over it", TakesFile: true},
	}
}

// noArguments refuses words that a command does not take.
func noArguments(c *cli.Command) error {
	if c.Args().Present() {
		return fmt.Errorf("%s takes no argument %q", c.FullName(), c.Args().First())
	}
	return nil
}

// settings reads the configuration a command was given: the embedded county of
// --data, the file of --config, or the environment alone.
func settings(io console, c *cli.Command, create bool) (*config.Config, error) {
	data, file := c.String("data"), c.String("config")
	if data != "" && file != "" {
		return nil, errors.New("give either --data or --config")
	}
	var base *config.Config
	if data != "" {
		var err error
		if base, err = dataConfig(data, create); err != nil {
			return nil, err
		}
	}
	var text []byte
	if file != "" {
		var err error
		if text, err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	cfg, err := config.Load(text, io.environ, base)
	if err != nil {
		return nil, err
	}
	if !cfg.Database.DSN.Set() {
		return nil, errors.New("which database? give --data DIR for an embedded county, or --config FILE, or set YANGGUANG_DATABASE_DSN")
	}
	return cfg, nil
}

// keysCommand prints fresh keys for a configuration file.
func keysCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "keys", Usage: "make fresh sealing, index and signing keys and print them as YAML",
		Description: "Keep them apart from the database and from its backups: without them nothing in it can be read.",
		Action: func(_ context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			k := freshKeys()
			_, err := fmt.Fprintf(io.out, "keys:\n  people_seal: %q\n  people_index: %q\n  petition_seal: %q\n  petition_index: %q\n  receipt_sign: %q\n",
				k.PeopleSeal, k.PeopleIndex, k.PetitionSeal, k.PetitionIndex, k.ReceiptSign)
			return err
		},
	}
}
