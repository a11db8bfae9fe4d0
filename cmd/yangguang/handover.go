package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/emmansun/gmsm/sm2"
	"github.com/urfave/cli/v3"

	"yangguang/service/complaint"
	"yangguang/service/gateway/parcels"
	"yangguang/service/handover"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/parcel"
	"yangguang/service/store"
)

// Files that keygen writes.
const (
	handoverPrivate = "handover-private.pem"
	handoverPublic  = "handover-public.pem"
)

func handoverCommand(con console) *cli.Command {
	return &cli.Command{
		Name: "handover", Usage: "for the office that sealed matters are handed to: make a key, open a parcel",
		Description: "Both run on a machine without network. The private key stays there; only the public key is given away.",
		Commands: []*cli.Command{{
			Name: "keygen", Usage: "make a key pair and print the fingerprint to be read out by telephone",
			Flags:  []cli.Flag{&cli.StringFlag{Name: "out", Usage: "folder for the two files", Required: true, TakesFile: true}},
			Action: func(_ context.Context, c *cli.Command) error { return handoverKeygen(con, c) },
		}, {
			Name: "open", Usage: "open a parcel with the private key", ArgsUsage: "PACKAGE",
			Flags: []cli.Flag{
				&cli.StringFlag{Name: "key", Usage: "the private key", Required: true, TakesFile: true},
				&cli.StringFlag{Name: "out", Usage: "folder that is made for what is in it", Required: true, TakesFile: true},
			},
			Action: func(_ context.Context, c *cli.Command) error { return handoverOpen(con, c) },
		}},
	}
}

func handoverKeygen(con console, c *cli.Command) error {
	if err := noArguments(c); err != nil {
		return err
	}
	dir := c.String("out")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key, err := writePair(dir)
	if err != nil {
		return err
	}
	mark, err := keypair.MarkOf(&key.PublicKey)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.out, "私钥 %s：只留在这台不联网的机器上，另抄一份封存；丢了，密封的材料谁也打不开。\n公钥 %s：交给县里的安全管理员。\n指纹 %s：打电话逐字念给对方核对。\n",
		filepath.Join(dir, handoverPrivate), filepath.Join(dir, handoverPublic), mark)
	return err
}

// writePair makes a key pair and writes both halves into a folder.
func writePair(dir string) (*sm2.PrivateKey, error) {
	key, err := keypair.Generate()
	if err != nil {
		return nil, err
	}
	private, err := keypair.PrivatePEM(key)
	if err != nil {
		return nil, err
	}
	public, err := keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	if err := writeNew(filepath.Join(dir, handoverPrivate), private); err != nil {
		return nil, err
	}
	return key, writeNew(filepath.Join(dir, handoverPublic), []byte(public))
}

// writeNew writes a file that must not be there yet: a key that is overwritten
// takes everything that was sealed to it along.
func writeNew(file string, content []byte) (err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, werr := f.Write(content)
	return errors.Join(werr, f.Sync(), f.Close())
}

func handoverOpen(con console, c *cli.Command) error {
	if c.Args().Len() != 1 {
		return errors.New("which parcel? give its file")
	}
	text, err := os.ReadFile(c.String("key"))
	if err != nil {
		return err
	}
	key, err := keypair.ParsePrivate(text)
	if err != nil {
		return fmt.Errorf("%s: %w", c.String("key"), err)
	}
	f, err := os.Open(c.Args().First())
	if err != nil {
		return err
	}
	defer f.Close()
	plain, err := parcel.Open(f, key)
	switch {
	case errors.Is(err, parcel.ErrNotForYou):
		return errors.New("打不开：这个文件不是密封给这把密钥的 (sealed to another key)")
	case errors.Is(err, parcel.ErrDamaged):
		return errors.New("打不开：文件不完整或者被改过，请重新拷贝 (damaged or changed)")
	case err != nil:
		return err
	}
	n, err := unpack(plain, c.String("out"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.out, "已打开：%d 个文件在 %s (%d files)\n", n, c.String("out"), n)
	return err
}

// unpack writes the files of a parcel into a folder that is not there yet.
func unpack(plain []byte, dir string) (int, error) {
	z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		return 0, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(dir) // what a parcel calls its files cannot lead out of it
	if err != nil {
		return 0, err
	}
	defer root.Close()
	for _, e := range z.File {
		if err := extract(root, e); err != nil {
			return 0, fmt.Errorf("%s: %w", e.Name, err)
		}
	}
	return len(z.File), nil
}

func extract(root *os.Root, e *zip.File) error {
	in, err := e.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	if err := root.MkdirAll(filepath.Dir(filepath.FromSlash(e.Name)), 0o700); err != nil {
		return err
	}
	out, err := root.OpenFile(filepath.FromSlash(e.Name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// sealing adds what receipts and sealed matters take. Parcels lie in a folder of
// their own until they are handed over.
func (p *program) sealing(d *complaint.Deps) (err error) {
	if d.Signer, err = signerOf(p.cfg.Keys); err != nil {
		return err
	}
	if d.Parcels, err = parcels.New(filepath.Join(p.cfg.FilesDir, "handover")); err != nil {
		return err
	}
	d.Recipients = offices{p.offices}
	d.Scrub = func(ctx context.Context) error { return store.Scrub(ctx, p.db) }
	return nil
}

// offices are the recipients of sealed matters as the complaint service knows them.
type offices struct{ keys *handover.Service }

// Recipients lists them.
func (o offices) Recipients(ctx context.Context) ([]complaint.Recipient, error) {
	all, err := o.keys.Recipients(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]complaint.Recipient, 0, len(all))
	for _, r := range all {
		out = append(out, complaint.Recipient(r))
	}
	return out, nil
}

// Office is the name behind a key.
func (o offices) Office(ctx context.Context, id int64) (string, error) { return o.keys.Office(ctx, id) }
