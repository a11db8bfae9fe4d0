package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gopkg.in/yaml.v3"

	"yangguang/config"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
)

// Files of a data folder.
const (
	dataDatabase = "county.db"
	dataKeys     = "keys.yaml"
	dataFiles    = "files"
)

// keyFile is keys.yaml: the only file of the data folder that must never be in
// the same backup as the others.
type keyFile struct {
	PeopleSeal    string `yaml:"people_seal"`
	PeopleIndex   string `yaml:"people_index"`
	PetitionSeal  string `yaml:"petition_seal"`
	PetitionIndex string `yaml:"petition_index"`
	ReceiptSign   string `yaml:"receipt_sign"`
}

// dataConfig describes the embedded county in dir: SQLite, Redis in the process,
// keys beside the database. create makes an empty folder ready, keys included;
// it never makes new keys for a database that exists, because nothing in it
// would open any more.
func dataConfig(dir string, create bool) (*config.Config, error) {
	db := filepath.Join(dir, dataDatabase)
	_, dbErr := os.Stat(db)
	keys, err := readKeys(filepath.Join(dir, dataKeys))
	switch {
	case err == nil && keys.ReceiptSign == "" && create: // a county from before receipts were signed
		keys.ReceiptSign = keypair.GenerateSetting(1)
		if err := keys.write(dir); err != nil {
			return nil, err
		}
	case err == nil:
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case dbErr == nil:
		return nil, fmt.Errorf("%s is missing; the data in %s cannot be read without it: restore it from where you keep it", filepath.Join(dir, dataKeys), dir)
	case !create:
		return nil, fmt.Errorf("there is no county in %s; run `yangguang migrate --data %s` to make an empty one", dir, dir)
	default:
		if keys, err = makeKeys(dir); err != nil {
			return nil, err
		}
	}
	c := &config.Config{
		Listen: "127.0.0.1:8080", Organ: "县纪委监委", Hotline: "12388", FilesDir: filepath.Join(dir, dataFiles),
		Redis:    config.NewText("embedded"),
		Database: config.Database{Driver: "sqlite", DSN: config.NewText(db)},
		Keys: config.Keys{
			PeopleSeal: config.NewText(keys.PeopleSeal), PeopleIndex: config.NewText(keys.PeopleIndex),
			PetitionSeal: config.NewText(keys.PetitionSeal), PetitionIndex: config.NewText(keys.PetitionIndex),
			ReceiptSign: config.NewText(keys.ReceiptSign),
		},
	}
	return c, nil
}

func readKeys(file string) (keyFile, error) {
	var k keyFile
	b, err := os.ReadFile(file)
	if err != nil {
		return k, err
	}
	if yaml.Unmarshal(b, &k) != nil { // the YAML error may quote a key
		return k, fmt.Errorf("%s is not readable as YAML", file)
	}
	return k, nil
}

func freshKeys() keyFile {
	return keyFile{
		PeopleSeal: seal.GenerateKey(1, 16), PeopleIndex: seal.GenerateKey(1, 32),
		PetitionSeal: seal.GenerateKey(1, 16), PetitionIndex: seal.GenerateKey(1, 32),
		ReceiptSign: keypair.GenerateSetting(1),
	}
}

// makeKeys writes fresh keys.
func makeKeys(dir string) (keyFile, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return keyFile{}, err
	}
	k := freshKeys()
	return k, k.write(dir)
}

// write keeps the keys, whole or not at all.
func (k keyFile) write(dir string) error {
	b, err := yaml.Marshal(k)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, dataKeys+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when renamed
	_, werr := f.Write(b)
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, dataKeys))
}

// signerOf makes the signer of receipts, or none while the county has no key.
func signerOf(k config.Keys) (*proof.Signer, error) {
	if !k.ReceiptSign.Set() {
		return nil, nil
	}
	s, err := proof.NewSigner(k.ReceiptSign.Reveal())
	if err != nil {
		return nil, fmt.Errorf("configuration:\nkeys.receipt_sign: %w", err)
	}
	return s, nil
}

// boxes makes the two seals of the configuration.
func boxes(k config.Keys) (people, petition *seal.Box, err error) {
	var errs []error
	newBox := func(name string, sealKeys, indexKeys config.Text) *seal.Box {
		s, err := seal.ParseKeys(sealKeys.Reveal(), 16)
		if err != nil {
			errs = append(errs, fmt.Errorf("keys.%s_seal: %w", name, err))
		}
		i, err := seal.ParseKeys(indexKeys.Reveal(), 32)
		if err != nil {
			errs = append(errs, fmt.Errorf("keys.%s_index: %w", name, err))
		}
		if len(errs) > 0 {
			return nil
		}
		b, err := seal.NewBox(s, i)
		if err != nil {
			errs = append(errs, err)
		}
		return b
	}
	people, petition = newBox("people", k.PeopleSeal, k.PeopleIndex), newBox("petition", k.PetitionSeal, k.PetitionIndex)
	if err := errors.Join(errs...); err != nil {
		return nil, nil, fmt.Errorf("configuration:\n%w", err)
	}
	return people, petition, nil
}
