package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v3"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/prepayment"
)

// Exit codes of their own: a list has rows which do not simply pass; a run that
// was made again found something else; it cannot be made again as it was.
const (
	exitStopped = 3
	exitDiffers = 4
	exitCannot  = 5
)

// withCode is an error that ends the process with a code of its own.
type withCode struct {
	error
	code int
}

func compareCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "compare", Usage: "compare everything that is known, or a list that is to be paid",
		Description: "With --run an earlier run is made again with the data, the day, the models and the parameters of that time; nothing is kept of it but whether it found the same.\n" +
			"Exit codes: 0 done, with --run the same was found; 1 not done, nothing was kept; 3 with --prepayout: some rows do not simply pass, or were left out with --skip-bad;\n" +
			"4 with --run: something else was found; 5 with --run: what the run rested on is not there any more.",
		Flags: append(databaseFlags(),
			&cli.StringSliceFlag{Name: "model", Usage: "only these models: S01,S02 (those that are switched on)"},
			&cli.BoolFlag{Name: "all", Usage: "all models, whether switched on or not"},
			&cli.StringFlag{Name: "as-of", Usage: "the day to judge by, such as 2026-03-01 (today)"},
			&cli.StringFlag{Name: "prepayout", Usage: "load this list that is to be paid and check it instead", TakesFile: true},
			&cli.BoolFlag{Name: "skip-bad", Usage: "with --prepayout: check the rows that can be read even if others cannot"},
			&cli.Int64Flag{Name: "run", Usage: "make this earlier run again instead and say whether it finds the same"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return withComparison(ctx, io, c, func(in *infra, s *comparison.Service) error {
				if c.IsSet("run") {
					return repeatRun(ctx, io, s, c)
				}
				if file := c.String("prepayout"); file != "" {
					if c.Bool("all") || len(c.StringSlice("model")) > 0 {
						return errors.New("--prepayout checks with every model that is switched on: leave out --model and --all")
					}
					return checkList(ctx, io, in, s, c, file)
				}
				return compareAll(ctx, io, s, c)
			})
		},
	}
}

// withComparison opens the database of a command and the comparison on it.
func withComparison(ctx context.Context, io console, c *cli.Command, do func(*infra, *comparison.Service) error) (err error) {
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
	return do(in, in.newComparison(in.newParameters()))
}

// asOfFlag reads --as-of; 0 is today.
func asOfFlag(c *cli.Command) (period.Day, error) {
	v := c.String("as-of")
	if v == "" {
		return 0, nil
	}
	d, err := period.ParseDay(v)
	if err != nil {
		return 0, fmt.Errorf("--as-of: %w", err)
	}
	return d, nil
}

func compareAll(ctx context.Context, io console, s *comparison.Service, c *cli.Command) error {
	asOf, err := asOfFlag(c)
	if err != nil {
		return err
	}
	if c.Bool("all") && len(c.StringSlice("model")) > 0 {
		return errors.New("give either --all or --model")
	}
	tell, done := stages(io.err)
	r, err := s.Compare(ctx, actor.Sys("cli"), comparison.Request{
		Choice: comparison.Choice{All: c.Bool("all"), Models: splitCommas(c.StringSlice("model"))}, AsOf: asOf, Progress: tell})
	done()
	if err != nil {
		return spoken(err)
	}
	return printRun(io, r)
}

// spoken gives the words for people of an error that has some.
func spoken(err error) error {
	if f := fault.Of(err); f.Kind != fault.Internal {
		return errors.New(f.Public)
	}
	return err
}

func printRun(io console, r comparison.Run) error {
	_, err := fmt.Fprintf(io.out, "比对 %d：截至%s，%d 人，%d 条发放记录；读取 %.1f 秒，比对 %.1f 秒，保存 %.1f 秒\n", r.ID, r.AsOf.Chinese(), r.People, r.Payouts,
		r.Load.Seconds(), r.Compare.Seconds(), r.Apply.Seconds())
	for _, m := range r.Models {
		title := m.Title
		if known, ok := rule.Lookup(m.Key); ok {
			title = known.Title
		}
		held := ""
		if m.Held != "" {
			held = "（暂缓：" + m.Held + "）"
		}
		if err == nil {
			_, err = fmt.Fprintf(io.out, "  %-4s %6d 条 %16s 元  %s%s\n", m.Key, m.Hits, money.Fen(m.Fen), title, held)
		}
	}
	if err == nil {
		_, err = fmt.Fprintf(io.out, "疑点：新增 %d，更新 %d，不再成立 %d\n", r.Created, r.Updated, r.Gone)
	}
	return err
}

// stages shows the progress of a run on a terminal, a bar for each stage, and
// nothing in a pipe. done takes it off the terminal.
func stages(w any) (tell func(comparison.Progress), done func()) {
	f, ok := w.(*os.File)
	if !ok || !terminal(f) {
		return nil, func() {}
	}
	return barOf(f)
}

// barOf draws the bars of stages.
func barOf(w io.Writer) (tell func(comparison.Progress), done func()) {
	var p *progressbar.ProgressBar
	var mu sync.Mutex // a stage is told by several goroutines
	stage := ""
	done = func() {
		if p != nil {
			_ = p.Clear()
		}
	}
	return func(now comparison.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p == nil || now.Stage != stage {
			done()
			stage = now.Stage
			p = progressbar.NewOptions(max(now.Total, 1), progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(stage), progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish(), progressbar.OptionUseANSICodes(true))
		}
		if now.Total > 0 && now.Total != p.GetMax() {
			p.ChangeMax(now.Total)
		}
		_ = p.Set(min(now.Done, p.GetMax())) // a terminal that went away is nobody's failure
	}, done
}

// terminal reports whether f is one.
func terminal(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// checkList loads a list that is to be paid and prints what is to be said of
// its rows.
func checkList(ctx context.Context, io console, in *infra, s *comparison.Service, c *cli.Command, file string) error {
	imports, err := in.importer()
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // read only
	asOf, err := asOfFlag(c)
	if err != nil {
		return err
	}
	g := newGauge(io.err, filepath.Base(file))
	defer g.close()
	b, err := imports.Run(ctx, actor.Sys("cli"), importer.Upload{Kind: "prepayouts", Name: filepath.Base(file), AsOf: asOf, File: f}, c.Bool("skip-bad"), g.set)
	switch {
	case fault.Is(err, fault.Conflict) && b.Loaded():
		if _, err := fmt.Fprintf(io.out, "这份名单交来过（批次 %d），按现在的数据再核对一次\n", b.ID); err != nil {
			return err
		}
	case err != nil:
		return spoken(err)
	default:
		if err := reportBatch(ctx, io, imports, report{}, b); err != nil {
			return err
		}
	}
	g.close()
	tell, done := stages(io.err)
	checked, err := s.CheckListTelling(ctx, b.ID, tell)
	done()
	if err != nil {
		return spoken(err)
	}
	places, err := prepayment.Places(ctx, in.db, b.ID)
	if err != nil {
		return err
	}
	return printList(io, checked, places, b.RowsBad)
}

// printList prints the rows that do not simply pass, with why, and how many
// there are of each kind; bad rows of the file could not be read.
func printList(io console, checked comparison.ListCheck, places []prepayment.Place, bad int) error {
	stopped, doubtful := 0, 0
	for _, p := range places {
		hits := checked.Rows[p.ID]
		if len(hits) == 0 {
			continue
		}
		reasons := make([]prepayment.Reason, len(hits))
		for i, h := range hits {
			reasons[i] = reasonOf(h)
		}
		verdict := "需核实"
		if prepayment.Verdict(reasons) == model.VerdictStop {
			verdict = "拦截"
			stopped++
		} else {
			doubtful++
		}
		for _, r := range reasons {
			held := ""
			if r.Held != "" {
				held = "（暂缓：" + r.Held + "）"
			}
			if _, err := fmt.Fprintf(io.out, "%s %s %s %s %s：%s%s\n", p, verdict, rule.Severity(r.Severity), r.Model, r.Title, r.Sentence, held); err != nil { //nolint:gosec // four of them
				return err
			}
		}
	}
	left := ""
	if bad > 0 {
		left = fmt.Sprintf("；另有 %d 行没有读成，不在其中", bad)
	}
	if _, err := fmt.Fprintf(io.out, "%d 行：放行 %d 行，拦截 %d 行，需核实 %d 行%s\n", len(places), len(places)-stopped-doubtful, stopped, doubtful, left); err != nil {
		return err
	}
	if stopped+doubtful+bad > 0 {
		return withCode{errors.New("some rows do not simply pass"), exitStopped}
	}
	return nil
}
