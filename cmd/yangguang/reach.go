package main

import (
	"context"

	"yangguang/handler/web"
)

// reachLine makes what tells, in a line below a table, how far the data of some
// kinds go.
func (p *program) reachLine(kinds []string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		reached, err := p.coverage.Reach(ctx, kinds)
		if err != nil {
			return "", err
		}
		return web.ReachLine(reached), nil
	}
}
