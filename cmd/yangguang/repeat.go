package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
)

// repeatRun makes an earlier run again and says whether it finds the same.
func repeatRun(ctx context.Context, io console, s *comparison.Service, c *cli.Command) error {
	for _, flag := range []string{"model", "all", "as-of", "prepayout", "skip-bad"} {
		if c.IsSet(flag) {
			return errors.New("--run makes a run again as it was: leave out --" + flag)
		}
	}
	then, err := s.Run(ctx, actor.Sys("cli"), c.Int64("run"))
	if err != nil {
		return spoken(err)
	}
	tell, done := stages(io.err)
	now, err := s.Repeat(ctx, actor.Sys("cli"), then.ID, tell)
	done()
	if err != nil {
		return spoken(err)
	}
	if _, err := io.out.Write([]byte(repeatText(then, now))); err != nil {
		return err
	}
	switch now.Outcome {
	case outcomeSame:
		return nil
	case outcomeDiffers:
		return withCode{fmt.Errorf("run %d found something else", then.ID), exitDiffers}
	}
	return withCode{fmt.Errorf("run %d cannot be made again as it was", then.ID), exitCannot}
}

// What a repeated run comes to; the others cannot be made again.
const (
	outcomeSame    = "same"
	outcomeDiffers = "differs"
)

// repeatText says what a repeated run came to: first what has changed meanwhile,
// then the outcome, then model by model what is otherwise. Findings go by the
// beginning of their fingerprint.
func repeatText(then, now comparison.Run) string {
	var b strings.Builder
	if now.Message != "" {
		fmt.Fprintf(&b, "%s。\n", now.Message)
	}
	fmt.Fprintf(&b, "比对 %d（%s，截至%s）重算：%s。当时 %d 条，现在 %d 条。\n", then.ID, then.KindLabel(), then.AsOf.Chinese(), now.OutcomeLabel(), then.Hits, now.Hits)
	for _, m := range now.Models {
		if text := m.Difference.Text(); text != "" {
			fmt.Fprintf(&b, "  %-4s %s；例如 %s\n", m.Key, text, strings.Join(m.Examples, "、"))
		}
	}
	fmt.Fprintf(&b, "程序版本：当时 %s，现在 %s\n规则版本：当时 %s，现在 %s\n", or(then.Program), or(now.Program), or(then.Rules), or(now.Rules))
	fmt.Fprintf(&b, "结果指纹：当时 %s，现在 %s\n", or(fmt.Sprintf("%x", then.ResultDigest)), or(fmt.Sprintf("%x", now.ResultDigest)))
	return b.String()
}

// or is a text, or that there is none.
func or(text string) string {
	if text == "" {
		return "没有记录"
	}
	return text
}
