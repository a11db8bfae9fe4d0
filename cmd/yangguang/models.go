package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

func modelsCommand(io console) *cli.Command {
	return &cli.Command{
		Name: "models", Usage: "the comparison models",
		Description: "With --data or --config the values are those the county set, and its own models are listed too; without, the program's defaults.",
		Commands: []*cli.Command{
			{Name: "list", Usage: "every model with its title, and whether it is switched on", Flags: databaseFlags(),
				Action: func(ctx context.Context, c *cli.Command) error {
					if err := noArguments(c); err != nil {
						return err
					}
					return eachModel(ctx, io, c, func(all []comparison.ModelState) error { return listModels(io, all) })
				}},
			{Name: "show", Usage: "one model: basis, parameters, traps, cases", ArgsUsage: "KEY", Flags: databaseFlags(),
				Action: func(ctx context.Context, c *cli.Command) error {
					if c.Args().Len() != 1 {
						return errors.New("which model? usage: yangguang models show S01")
					}
					return eachModel(ctx, io, c, func(all []comparison.ModelState) error { return showModel(io, all, c.Args().First()) })
				}},
		},
	}
}

// eachModel gives the models of a county, or the program's own where no county
// was named.
func eachModel(ctx context.Context, io console, c *cli.Command, do func([]comparison.ModelState) error) error {
	if c.String("data") == "" && c.String("config") == "" {
		s := comparison.New(comparison.Options{Now: time.Now, Values: func(context.Context, period.Day) (map[string]string, error) { return nil, nil }})
		all, err := s.Models(ctx, actor.Sys("cli"), 0)
		if err != nil {
			return err
		}
		return do(all)
	}
	return withComparison(ctx, io, c, func(_ *infra, s *comparison.Service) error {
		all, err := s.Models(ctx, actor.Sys("cli"), 0)
		if err != nil {
			return err
		}
		return do(all)
	})
}

func listModels(io console, all []comparison.ModelState) error {
	for _, m := range all {
		on := " "
		if m.Enabled {
			on = "*"
		}
		if _, err := fmt.Fprintf(io.out, "%-4s %s %s（%s）\n", m.Key, on, m.Title, m.Ground()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(io.out, "共 %d 个模型，* 为已启用；括号里是新县为什么启用它，“可启用”的要县里自己启用\n", len(all))
	return err
}

func showModel(io console, all []comparison.ModelState, key string) error {
	for _, m := range all {
		if strings.EqualFold(m.Key, key) {
			_, err := io.out.Write([]byte(modelText(m)))
			return err
		}
	}
	return fmt.Errorf("there is no model %s; `yangguang models list` lists them all", key)
}

// modelText is a model for reading.
func modelText(m comparison.ModelState) string {
	var b strings.Builder
	state := "已启用"
	if !m.Enabled {
		state = "没有启用"
	}
	fmt.Fprintf(&b, "%s %s（版本 %s）\n%s\n%s；新县：%s\n", m.Key, m.Title, m.Version, m.Says, state, m.Ground())
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, l := range lines {
			fmt.Fprintf(&b, "  %s\n", l)
		}
	}
	section("依据", m.Basis)
	var values, traps []string
	for _, v := range m.Values {
		line := fmt.Sprintf("%s = %s%s　%s", v.Name, v.Value, v.Unit, v.Label)
		if v.Value != v.Default {
			line += "（默认 " + v.Default + "）"
		}
		values = append(values, line+"　依据："+v.Parameter.Basis)
	}
	for _, t := range m.Traps {
		traps = append(traps, t.Key+"　"+t.Text)
	}
	section("参数", values)
	var needs []string
	for _, k := range m.Registers {
		needs = append(needs, k+"　"+importer.Title(k))
	}
	section("需要的数据", needs)
	section("不算疑点的情形", traps)
	section("需要的证据", m.Evidence)
	section("核查时要问", m.Questions)
	if text, err := rule.CaseText(m.Key); err == nil {
		fmt.Fprintf(&b, "\n案例\n%s\n", strings.TrimSpace(text))
	}
	return b.String()
}
