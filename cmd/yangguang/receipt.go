package main

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/urfave/cli/v3"

	"yangguang/config"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
)

func receiptCommand(io console) *cli.Command {
	key := &cli.StringFlag{Name: "key", Usage: "public key of the county, as `receipt key` printed it", TakesFile: true}
	return &cli.Command{
		Name: "receipt", Usage: "check a signed receipt without asking the county",
		Commands: []*cli.Command{{
			Name: "verify", Usage: "say whether a receipt is genuine and what it proves", ArgsUsage: "FILE|-",
			Description: "Needs nothing but the public key: no network, no database. Ends with 0 when the receipt is genuine and with 1 when it is not.",
			Flags: append(databaseFlags(), key,
				&cli.StringFlag{Name: "number", Usage: "the 16-digit number, to check that the receipt is its"},
				&cli.StringFlag{Name: "content", Usage: "what was filed, as the page gives it to its reporter, to check it against the receipt", TakesFile: true}),
			Action: func(_ context.Context, c *cli.Command) error { return verifyReceipt(io, c) },
		}, {
			Name: "key", Usage: "print the public key that receipts are checked with", Flags: databaseFlags(),
			Action: func(_ context.Context, c *cli.Command) error {
				if err := noArguments(c); err != nil {
					return err
				}
				cfg, err := settings(io, c, false)
				if err != nil {
					return err
				}
				s, err := signerOf(cfg.Keys)
				if err == nil && s == nil {
					err = errors.New("this county does not sign receipts yet: see `yangguang doctor`")
				}
				if err != nil {
					return err
				}
				text, err := s.PublicPEM()
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(io.out, text)
				return err
			},
		}},
	}
}

// verifyReceipt checks one receipt and writes down what it proves.
func verifyReceipt(con console, c *cli.Command) error {
	if c.Args().Len() != 1 {
		return errors.New("which receipt? give a file, or - for the standard input")
	}
	keys, err := receiptKeys(con, c)
	if err != nil {
		return err
	}
	text, err := readSmall(con.in, c.Args().First())
	if err != nil {
		return err
	}
	r, err := proof.Parse(text)
	if err == nil {
		err = r.Verify(keys...)
	}
	switch {
	case errors.Is(err, proof.ErrNoReceipt):
		return errors.New("无法验证：这里没有完整的回执(应有以 YGR1. 开头的一段) (no receipt in it)")
	case errors.Is(err, proof.ErrAltered):
		return errors.New("不可信：回执上的文字和签名不一致，文字被改过 (the words are not those that were signed)")
	case errors.Is(err, proof.ErrForged):
		return errors.New("不可信：签名不对，不是这把公钥签的，或者内容被改过 (the signature does not hold)")
	case err != nil:
		return err
	}
	if _, err := fmt.Fprintf(con.out, "可信：回执是真的 (genuine)，签名公钥指纹 %s\n它证明：这个时间收到过一件材料，收的时候承诺了下面的期限。\n", r.Key()); err != nil {
		return err
	}
	for _, l := range r.Lines() {
		if _, err := fmt.Fprintf(con.out, "  %s：%s\n", l.Label, l.Value); err != nil {
			return err
		}
	}
	return matchReceipt(con, c, r)
}

// matchReceipt checks a receipt against what its holder says belongs to it.
func matchReceipt(con console, c *cli.Command, r proof.Receipt) error {
	number, file := c.String("number"), c.String("content")
	if number == "" && file == "" {
		_, err := fmt.Fprintln(con.out, "它不说材料写了什么、是谁交的。要核对内容，请加上 --number 和 --content。")
		return err
	}
	if number == "" {
		return errors.New("give --number too: without it the content cannot be compared")
	}
	content := ""
	if file != "" {
		text, err := readSmall(con.in, file)
		if err != nil {
			return err
		}
		content = proof.Tidy(text)
	}
	ofNumber, ofContent, err := r.Matches(seal.NewSecret(digitsOf(number)), seal.NewSecret(content))
	switch {
	case err != nil:
		return err
	case !ofNumber:
		return errors.New("不相符：这个查询码不是这张回执的 (another number's receipt)")
	case file != "" && !ofContent:
		return errors.New("不相符：内容和当时交的不一样 (not what was filed)")
	}
	said := "查询码相符。"
	if file != "" {
		said = "查询码相符，内容和当时交的一字不差。照片和录音不在比对之内。"
	}
	_, err = fmt.Fprintln(con.out, said)
	return err
}

func digitsOf(text string) string {
	out := make([]rune, 0, len(text))
	for _, c := range text {
		if c >= '0' && c <= '9' {
			out = append(out, c)
		}
	}
	return string(out)
}

// receiptKeys are the public keys of the file that was given, or the county's own.
func receiptKeys(con console, c *cli.Command) ([]*ecdsa.PublicKey, error) {
	if file := c.String("key"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		keys, err := keypair.ParsePublics(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		return keys, nil
	}
	if c.String("data") == "" && c.String("config") == "" {
		return nil, errors.New("with which public key? give --key FILE; the county publishes it at /h5/receipt, and `yangguang receipt key` prints it")
	}
	cfg, err := settings(con, c, false)
	if err != nil {
		return nil, err
	}
	s, err := signerOf(cfg.Keys)
	if err == nil && s == nil {
		err = errors.New("this county does not sign receipts yet: see `yangguang doctor`")
	}
	if err != nil {
		return nil, err
	}
	return s.Public(), nil
}

// readSmall reads a short text file, or the standard input.
func readSmall(in io.Reader, file string) (string, error) {
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, 1<<20))
	return string(b), err
}

// receiptsProve signs a receipt of nothing and verifies it.
func receiptsProve(k config.Keys, now time.Time) error {
	s, err := signerOf(k)
	if err != nil {
		return err
	}
	if s == nil {
		return errors.New("no signing key: receipts cannot be checked by anybody")
	}
	r, err := s.Issue(seal.NewSecret("0000000000000000"), seal.NewSecret(""), now, period.Here(now), 0)
	if err != nil {
		return err
	}
	again, err := proof.Parse(r.Block())
	if err != nil {
		return err
	}
	return again.Verify(s.Public()...)
}
