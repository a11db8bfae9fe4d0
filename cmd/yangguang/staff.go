package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"yangguang/service/account"
	"yangguang/service/gateway/cache"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/parameter"
)

func staffCommand(io console) *cli.Command {
	roles := make([]string, len(actor.Roles))
	for i, r := range actor.Roles {
		roles[i] = string(r)
	}
	password := &cli.BoolFlag{Name: "password-stdin", Usage: "read the password from standard input instead of making one"}
	return &cli.Command{
		Name: "staff", Usage: "accounts of the office",
		Description: "Roles: " + strings.Join(roles, ", ") + ".\nThe password is shown once; its owner must change it at the first sign-in.",
		Commands: []*cli.Command{
			{
				Name: "add", Usage: "add an account: staff add --role ROLE --name NAME LOGIN", ArgsUsage: "LOGIN",
				Flags: append(databaseFlags(), password,
					&cli.StringFlag{Name: "role", Usage: "what the account is for", Required: true},
					&cli.StringFlag{Name: "name", Usage: "the person's name", Required: true},
					&cli.StringFlag{Name: "division", Usage: "12-digit code of the village or town the account is bound to"},
					&cli.StringFlag{Name: "bureau", Usage: "the bureau the account belongs to"}),
				Action: withAccounts(io, func(ctx context.Context, c *cli.Command, s *account.Service, login string) error {
					role := actor.Role(c.String("role"))
					if !slices.Contains(actor.Roles, role) {
						return fmt.Errorf("unknown role %q; known: %s", role, strings.Join(roles, ", "))
					}
					pw, err := readPassword(io, c)
					if err != nil {
						return err
					}
					issued, err := s.Add(ctx, cliActor, account.Draft{Login: login, Name: c.String("name"), Role: role,
						Division: c.String("division"), Bureau: c.String("bureau"), Password: pw})
					if err != nil {
						return err
					}
					return showIssued(io, c, issued)
				}),
			},
			{
				Name: "passwd", Usage: "give an account a new password; its sessions end", ArgsUsage: "LOGIN", Flags: append(databaseFlags(), password),
				Action: withAccounts(io, func(ctx context.Context, c *cli.Command, s *account.Service, login string) error {
					id, err := s.Find(ctx, cliActor, login)
					if err != nil {
						return err
					}
					pw, err := readPassword(io, c)
					if err != nil {
						return err
					}
					issued, err := s.Passwd(ctx, cliActor, id, pw)
					if err != nil {
						return err
					}
					return showIssued(io, c, issued)
				}),
			},
			{
				Name: "reset-totp", Usage: "make an account pair a new authenticator app at its next sign-in", ArgsUsage: "LOGIN", Flags: databaseFlags(),
				Action: onAccount(io, "下次登录时重新绑定动态码 (one-time codes reset)", func(ctx context.Context, s *account.Service, id int64) error {
					_, err := s.ResetTOTP(ctx, cliActor, id)
					return err
				}),
			},
			{
				Name: "enable", Usage: "let a disabled account sign in again", ArgsUsage: "LOGIN", Flags: databaseFlags(),
				Action: onAccount(io, "已启用 (enabled)", func(ctx context.Context, s *account.Service, id int64) error {
					return s.Enable(ctx, cliActor, id)
				}),
			},
			{
				Name: "disable", Usage: "disable an account; its sessions end at once", ArgsUsage: "LOGIN", Flags: databaseFlags(),
				Action: onAccount(io, "已停用 (disabled)", func(ctx context.Context, s *account.Service, id int64) error {
					return s.Disable(ctx, cliActor, id)
				}),
			},
		},
	}
}

// cliActor is who acts at the command line, in the audit chain.
var cliActor = actor.Sys("cli")

// onAccount is a command that does one deed to one account and says so.
func onAccount(io console, done string, do func(ctx context.Context, s *account.Service, id int64) error) cli.ActionFunc {
	return withAccounts(io, func(ctx context.Context, _ *cli.Command, s *account.Service, login string) error {
		id, err := s.Find(ctx, cliActor, login)
		if err != nil {
			return err
		}
		if err := do(ctx, s, id); err != nil {
			return err
		}
		_, err = fmt.Fprintf(io.out, "账号 %s %s\n", login, done)
		return err
	})
}

// withAccounts opens what an account command needs and translates its failures.
func withAccounts(io console, do func(ctx context.Context, c *cli.Command, s *account.Service, login string) error) cli.ActionFunc {
	return func(ctx context.Context, c *cli.Command) (err error) {
		if c.Args().Len() != 1 {
			return fmt.Errorf("usage: %s LOGIN", c.FullName())
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
		if err := in.openRedis(ctx); err != nil {
			return err
		}
		s, err := in.accounts(in.newParameters())
		if err != nil {
			return err
		}
		err = do(ctx, c, s, strings.ToLower(c.Args().First()))
		if fe := fault.Of(err); fe != nil && fe.Kind != fault.Internal {
			return told(fe)
		}
		return err
	}
}

// told is a failure in the words meant for the person.
func told(fe *fault.Error) error {
	errs := []error{errors.New(fe.Public)}
	for _, k := range slices.Sorted(maps.Keys(fe.Fields)) {
		errs = append(errs, fmt.Errorf("%s: %s", k, fe.Fields[k]))
	}
	return errors.Join(errs...)
}

// accounts makes the account service.
func (in *infra) accounts(p *parameter.Service) (*account.Service, error) {
	return account.New(account.Options{DB: in.db, People: in.people, Parameters: p, Limiter: cache.NewLimiter(in.redis, in.people), Now: in.now, Issuer: "阳光监督 " + in.cfg.Organ})
}

func readPassword(io console, c *cli.Command) (seal.Secret, error) {
	if !c.Bool("password-stdin") {
		return seal.Secret{}, nil
	}
	line, err := bufio.NewReader(io.in).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return seal.Secret{}, errors.Join(errors.New("no password on standard input"), err)
	}
	return seal.NewSecret(line), nil
}

// showIssued prints a password that the program made; one that was handed in is
// not repeated.
func showIssued(io console, c *cli.Command, i account.Issued) error {
	if c.Bool("password-stdin") {
		_, err := fmt.Fprintf(io.out, "账号 %s\n", i.Login)
		return err
	}
	_, err := fmt.Fprintf(io.out, "账号 %s\n初始密码(只显示这一次) %s\n", i.Login, i.Password.Reveal())
	return err
}
