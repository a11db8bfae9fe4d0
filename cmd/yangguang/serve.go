package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/urfave/cli/v3"
	"golang.org/x/sync/errgroup"
)

func serveCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "serve the pages and do the background work",
		Flags: append(databaseFlags(), &cli.BoolFlag{Name: "no-worker", Usage: "leave the background work to `yangguang worker` processes"}),
		Action: func(ctx context.Context, c *cli.Command) (err error) {
			if err := noArguments(c); err != nil {
				return err
			}
			p, err := openProgram(ctx, io, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, p.close()) }()
			if p.wechat != nil {
				// A menu that cannot be set is told and does not keep villagers out.
				if err := p.wechat.CreateMenu(ctx, menuButtons(p.cfg.Wechat.Menu, p.cfg.PublicURL)); err != nil {
					p.log.ErrorContext(ctx, "the account's menu was not set", "err", err)
				}
			}
			return p.run(ctx, !c.Bool("no-worker"), func(address string) error {
				_, err := fmt.Fprintf(io.out, "listening on http://%s\n", address)
				return err
			})
		},
	}
}

func workerCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "worker", Usage: "do the background work only: imports, notices, messages from WeChat", Flags: databaseFlags(),
		Action: func(ctx context.Context, c *cli.Command) (err error) {
			if err := noArguments(c); err != nil {
				return err
			}
			p, err := openProgram(ctx, io, c)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, p.close()) }()
			p.work(ctx)
			return nil
		},
	}
}

// openProgram opens a service on real parts: the configuration must be complete
// and the schema this program's.
func openProgram(ctx context.Context, io console, c *cli.Command) (*program, error) {
	cfg, err := settings(io, c, false)
	if err != nil {
		return nil, err
	}
	if err := cfg.ValidateServe(); err != nil {
		return nil, err
	}
	in, err := openInfra(ctx, cfg, newLog(io.err, cfg.LogLevel))
	if err != nil {
		return nil, err
	}
	p, err := in.joinReady(ctx, surroundings{})
	if err != nil {
		return nil, errors.Join(err, in.close())
	}
	return p, nil
}

// joinReady opens Redis, refuses a schema that is not this program's, and joins.
func (in *infra) joinReady(ctx context.Context, s surroundings) (*program, error) {
	if err := in.ready(ctx); err != nil {
		return nil, err
	}
	if err := in.openRedis(ctx); err != nil {
		return nil, err
	}
	p, err := join(in, s)
	if err != nil {
		return nil, err
	}
	// Before anybody looks: a process that was killed while it sealed a petition
	// up has left files that the database does not know any more.
	return p, p.complaints.Tidy(ctx)
}

// run serves until ctx ends: pages first, then the work in hand.
func (p *program) run(ctx context.Context, work bool, listening func(address string) error) error {
	pages, err := net.Listen("tcp", p.cfg.Listen)
	if err != nil {
		return err
	}
	return p.runOn(ctx, pages, work, listening)
}

func (p *program) runOn(ctx context.Context, pages net.Listener, work bool, listening func(address string) error) error {
	group, ctx := errgroup.WithContext(ctx)
	if p.cfg.MetricsListen != "" {
		l, err := net.Listen("tcp", p.cfg.MetricsListen)
		if err != nil {
			return errors.Join(err, pages.Close())
		}
		group.Go(func() error { return listen(ctx, l, p.metrics.handler()) })
	}
	group.Go(func() error { return listen(ctx, pages, p.handler) })
	group.Go(func() error { p.attend(ctx); return nil })
	if work {
		group.Go(func() error { p.work(ctx); return nil })
	}
	if err := listening(pages.Addr().String()); err != nil {
		return err
	}
	return group.Wait()
}
