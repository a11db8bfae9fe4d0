// Command yangguang is the county's sunshine supervision platform: pages for
// villagers in WeChat, pages for the office, the worker and the tools to run them.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args, os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "yangguang:", err)
		code := 1
		if own, ok := errors.AsType[withCode](err); ok {
			code = own.code
		}
		os.Exit(code)
	}
}
