package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v3"

	"yangguang/service/gateway/vault"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/matching"
)

// Exit codes of an import that scripts can tell apart; every other failure is 1.
const (
	exitBadRows = 3 // a file has rows that do not pass, and nothing of it is loaded
	exitKnown   = 4 // all that was not loaded had been before
	exitEnds    = 5 // a full list would end rows that --ends does not name, and nothing of it is loaded
)

// Why a file is not loaded though it could be read.
var (
	errBadRows = errors.New("some rows do not pass; mend them, or import the rest with --skip-bad")
	errKnown   = errors.New("loaded before")
	errEnds    = errors.New("the full list would end rows that it does not have; run the same command again with --ends and their number to load it")
)

// importCode is the exit code of an import whose files failed with errs.
func importCode(errs []error) int {
	code := exitKnown
	for _, err := range errs {
		switch {
		case errors.Is(err, errBadRows):
			code = exitBadRows
		case errors.Is(err, errEnds):
			if code == exitKnown {
				code = exitEnds
			}
		case !errors.Is(err, errKnown):
			return 1
		}
	}
	return code
}

func importCommand(io console) *cli.Command {
	var kinds, full []string
	for _, k := range importer.Kinds() {
		kinds = append(kinds, fmt.Sprintf("  %-18s %s", k.Key, k.Title))
		if _, ok := importer.FullList(k.Key); ok {
			full = append(full, k.Key)
		}
	}
	return &cli.Command{
		Name: "import", Usage: "load files of one kind: import KIND FILE...", ArgsUsage: "KIND FILE...",
		Description: "Exit codes: 0 all files are loaded; 3 rows of a file do not pass and nothing of it is loaded; 4 what is not loaded had been loaded before; 5 a full list (--full) would end rows that --ends does not name; 1 any other failure.\n" +
			"Kinds, in loading order:\n" + strings.Join(kinds, "\n"),
		Flags: append(databaseFlags(),
			&cli.StringFlag{Name: "as-of", Usage: "the day the data describe, such as 2026-03-01 (today)"},
			&cli.BoolFlag{Name: "skip-bad", Usage: "load the rows that pass even if others do not"},
			&cli.BoolFlag{Name: "full", Usage: "the file has everybody who is in force: what it does not have ends by --as-of (" + strings.Join(full, ", ") + ")"},
			&cli.IntFlag{Name: "ends", Usage: "with --full: how many rows it may end, as the first run of the command says"},
			&cli.StringFlag{Name: "errors", Usage: "write the rows that do not pass to this workbook", TakesFile: true},
		),
		Action: func(ctx context.Context, c *cli.Command) (err error) {
			if c.Args().Len() < 2 {
				return errors.New("which kind and which files? usage: yangguang import KIND FILE [FILE ...] [flags]")
			}
			asOf := period.Day(0)
			if v := c.String("as-of"); v != "" {
				if asOf, err = period.ParseDay(v); err != nil {
					return fmt.Errorf("--as-of: %w", err)
				}
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
			s, err := in.importer()
			if err != nil {
				return err
			}
			var errs []error
			for _, file := range c.Args().Tail() {
				err := importFile(ctx, io, s, c, file, asOf)
				if ctx.Err() != nil {
					return fmt.Errorf("%s: interrupted; nothing of it is visible, run the same command again", file)
				}
				if err != nil {
					errs = append(errs, fmt.Errorf("%s: %w", file, err))
				}
			}
			if len(errs) == 0 {
				return nil
			}
			return withCode{errors.Join(errs...), importCode(errs)}
		},
	}
}

// importer makes the importer on the configuration's folders.
func (in *infra) importer() (*importer.Service, error) {
	v, err := vault.New(filepath.Join(in.cfg.FilesDir, "imports"), in.people)
	if err != nil {
		return nil, err
	}
	return importer.New(in.db, in.people, v, in.log, in.now, filepath.Join(in.cfg.FilesDir, "tmp")), nil
}

func importFile(ctx context.Context, io console, s *importer.Service, c *cli.Command, file string, asOf period.Day) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // read only
	g := newGauge(io.err, filepath.Base(file))
	b, err := s.Run(ctx, actor.Sys("cli"), importer.Upload{Kind: c.Args().First(), Name: filepath.Base(file), AsOf: asOf, Full: c.Bool("full"), Ends: c.Int("ends"), File: f}, c.Bool("skip-bad"), g.set)
	g.close()
	if err != nil {
		switch fe := fault.Of(err); fe.Kind {
		case fault.Internal:
			return err
		case fault.Conflict:
			return fmt.Errorf("%w: %s", errKnown, fe.Public)
		default:
			if len(fe.Fields) > 0 {
				return errors.New(strings.Join(slices.Sorted(maps.Values(fe.Fields)), "；"))
			}
			return errors.New(fe.Public)
		}
	}
	return reportBatch(ctx, io, s, report{c.String("errors"), c.Bool("skip-bad")}, b)
}

// report is how an import is told.
type report struct {
	errorsFile string // for the rows that do not pass; "" none
	skipBad    bool   // they were not to keep the others out
}

// reportBatch says how an import ended.
func reportBatch(ctx context.Context, io console, s *importer.Service, c report, b importer.Batch) error {
	if b.Message != "" {
		return errors.New(b.Message)
	}
	if _, err := fmt.Fprintf(io.out, "%s 批次 %d：%s，通过 %d 行，退回 %d 行\n", b.FileName, b.ID, b.StatusLabel(), b.RowsGood, b.RowsBad); err != nil {
		return err
	}
	if err := reportLeftOut(ctx, io, s, b); err != nil {
		return err
	}
	if err := reportEnds(io, b); err != nil {
		return err
	}
	if b.RowsBad == 0 {
		return waits(b)
	}
	m, err := s.Mistakes(ctx, actor.Sys("cli"), b.ID, page.Request{Size: 20})
	if err != nil {
		return err
	}
	for _, e := range m.Items {
		if _, err := fmt.Fprintf(io.out, "  %s第 %d 行 %s：%s\n", sheetBefore(e.Sheet), e.Row, e.Column, e.Message); err != nil {
			return err
		}
	}
	if more := m.Total - len(m.Items); more > 0 {
		if _, err := fmt.Fprintf(io.out, "  … 还有 %d 处\n", more); err != nil {
			return err
		}
	}
	if c.errorsFile != "" {
		if err := writeFile(c.errorsFile, func(w *os.File) error { return s.WriteErrors(ctx, actor.Sys("cli"), b.ID, w) }); err != nil {
			return err
		}
	}
	if b.Loaded() || c.skipBad {
		return waits(b)
	}
	return errBadRows
}

// waits tells of a full list that waits for its number.
func waits(b importer.Batch) error {
	if b.Full && !b.Loaded() {
		return errEnds
	}
	return nil
}

// reportEnds says what a full list ends.
func reportEnds(io console, b importer.Batch) (err error) {
	switch {
	case !b.Full:
	case b.Ends < 0:
		_, err = fmt.Fprintln(io.out, "  全量名单：退回的行里有没写姓名的，不能判断哪些人没有列入")
	case b.Loaded():
		_, err = fmt.Fprintf(io.out, "  全量名单：没有列入的 %d 条已停\n", b.Ends)
	default:
		_, err = fmt.Fprintf(io.out, "  全量名单：在册 %d 条，没有列入、要停的 %d 条\n", b.InForce, b.Ends)
	}
	return err
}

// mostLeftOut bounds what is said of what nobody read.
const mostLeftOut = 20

// reportLeftOut says what of a file was not read: nothing vanishes unseen.
func reportLeftOut(ctx context.Context, io console, s *importer.Service, b importer.Batch) error {
	p, err := s.Preview(ctx, actor.Sys("cli"), b.ID)
	if err != nil {
		return err
	}
	lines := p.Notices
	if len(lines) > mostLeftOut {
		lines = append(slices.Clone(lines[:mostLeftOut]), fmt.Sprintf("还有 %d 处没有读", len(lines)-mostLeftOut))
	}
	if len(p.Headers) > 0 {
		lines = append(slices.Clone(lines), "没有认出的表头（内容随行保存，不参加比对）："+strings.Join(p.Headers, "、"))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintf(io.out, "  %s\n", line); err != nil {
			return err
		}
	}
	return nil
}

// sheetBefore is the name of a sheet before a row's number; nothing for a file
// without sheets.
func sheetBefore(sheet string) string {
	if sheet == "" {
		return ""
	}
	return "“" + sheet + "”"
}

func writeFile(name string, write func(*os.File) error) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// gauge shows progress on a terminal and nothing in a pipe: a bar while the file
// is read, by how much of it was, then a bar while its rows are written.
type gauge struct {
	out     io.Writer // nil in a pipe
	title   string
	current *progressbar.ProgressBar
	writing bool
}

func newGauge(w io.Writer, title string) *gauge {
	f, ok := w.(*os.File)
	if !ok {
		return &gauge{}
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return &gauge{}
	}
	return &gauge{out: f, title: title}
}

// set is told how far the import is. A terminal that went away is nobody's failure.
func (g *gauge) set(done, total int) {
	if g.out == nil {
		return
	}
	if writing := total > 0; g.current == nil || writing != g.writing {
		g.close()
		deed := " 核对"
		if writing {
			deed = " 导入"
		}
		g.writing = writing
		g.current = progressbar.NewOptions(max(total, -total, 1), progressbar.OptionSetWriter(g.out), progressbar.OptionSetDescription(g.title+deed),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionUseANSICodes(true),
			progressbar.OptionSetSpinnerChangeInterval(0)) // it would go on drawing by itself
	}
	if most := max(total, -total, done); most != g.current.GetMax() && most > 0 {
		g.current.ChangeMax(most)
	}
	_ = g.current.Set(done)
}

// close takes what was shown off the terminal.
func (g *gauge) close() {
	if g.current != nil {
		_ = g.current.Clear()
	}
}

// refusals gives matching the rows that the importer gave back for their
// resident ID.
func refusals(s *importer.Service) matching.Refusals {
	return func(ctx context.Context, batch int64, most int) ([]matching.Refusal, error) {
		rows, err := s.Refusals(ctx, batch, most)
		out := make([]matching.Refusal, len(rows))
		for i, r := range rows {
			out[i] = matching.Refusal{RowNo: r.Row, Number: r.Number, Key: r.Key, Name: r.Name, Village: r.Village, Birth: r.Birth}
		}
		return out, err
	}
}
