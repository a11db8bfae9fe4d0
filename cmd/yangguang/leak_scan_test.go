package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/seal"
)

// trace is one form in which something of a sender might be found.
type trace struct {
	what  string
	bytes []byte
}

// tracesOf gives every form of what must not be found: in clear, encoded,
// hashed, and under every keyed digest that the program makes.
func tracesOf(t *testing.T, p *program, secrets map[string]string) []trace {
	t.Helper()
	purposes, names := digestsOf(t)
	var out []trace
	add := func(what string, forms ...[]byte) {
		for _, f := range forms {
			if len(f) >= 5 {
				out = append(out, trace{what, f})
			}
		}
	}
	for what, v := range secrets {
		add(what, encodings([]byte(v))...)
		values := map[string]string{"": v}
		if strings.HasPrefix(what, "address") {
			for _, n := range names {
				values[" as counted for "+n] = n + "\x00" + v
			}
		}
		for how, value := range values {
			for name, sum := range sums(value) {
				add(what+how+", "+name, encodings(sum)...)
			}
			for box, b := range map[string]*seal.Box{"people": p.people, "petition": p.petition} {
				for _, purpose := range purposes {
					for _, sum := range b.Indexes(seal.NewSecret(value), purpose) {
						add(what+how+", digest of "+box+" for "+purpose, slices.Concat(encodings(sum), encodings(sum[:12]))...)
					}
				}
			}
		}
		if strings.HasPrefix(what, "row") {
			var n uint64
			if _, err := fmt.Sscan(v, &n); err != nil {
				t.Fatal(err)
			}
			add(what+", binary", binary.BigEndian.AppendUint64(nil, n), binary.LittleEndian.AppendUint64(nil, n), binary.AppendUvarint(nil, n), binary.AppendVarint(nil, int64(n)))
		}
	}
	return out
}

func sums(v string) map[string][]byte {
	m, s1, s2, s3 := md5.Sum([]byte(v)), sha1.Sum([]byte(v)), sha256.Sum256([]byte(v)), sm3.Sum([]byte(v))
	return map[string][]byte{"MD5": m[:], "SHA-1": s1[:], "SHA-256": s2[:], "SM3": s3[:]}
}

// encodings are the texts that bytes become; base64 in each of the three ways
// in which it can stand within a longer text.
func encodings(b []byte) [][]byte {
	out := [][]byte{b, []byte(hex.EncodeToString(b)), []byte(strings.ToUpper(hex.EncodeToString(b))), []byte(url.QueryEscape(string(b)))}
	for _, e := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for shift := range 3 {
			text := e.EncodeToString(append(make([]byte, shift), b...))
			from, to := (shift*8+5)/6, len(text)-1
			if from < to {
				out = append(out, []byte(text[from:to]))
			}
		}
	}
	return out
}

var (
	purposeIs = regexp.MustCompile(`(?i)\b\w*(?:purpose|index)\w*\s*=\s*"([a-z_]+)"|\.Index(?:es)?\([^\n]*"([a-z_]+)"\)`)
	countedIs = regexp.MustCompile(`(?:once|Allow)\((?:c|ctx|c\.Request\.Context\(\)), "([a-z_.]+)"`)
)

// digestsOf reads from the source what digests are made for, and under what
// names uses are counted: a new one is looked for without a word.
func digestsOf(t *testing.T) (purposes, names []string) {
	t.Helper()
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		for _, m := range purposeIs.FindAllSubmatch(text, -1) {
			purposes = append(purposes, string(m[1])+string(m[2]))
		}
		for _, m := range countedIs.FindAllSubmatch(text, -1) {
			names = append(names, string(m[1]))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(purposes)
	slices.Sort(names)
	purposes, names = slices.Compact(purposes), slices.Compact(names)
	for _, want := range []string{"reporter_wechat", "reporter_person", "limit", "openid"} {
		if !slices.Contains(purposes, want) {
			t.Fatalf("digests for %q are not found in the source: %v", want, purposes)
		}
	}
	if !slices.Contains(names, "complaint") {
		t.Fatalf("what is counted is not found in the source: %v", names)
	}
	return purposes, names
}

// snapshot is all that the program keeps, by where it lies.
type snapshot map[string][]byte

// look takes a snapshot of every row of every table that is new or changed since
// before, every key of Redis, every file, the log and the metrics. Sealed values
// are opened as far as keys allow; one that no way is known for is an error. Of a
// row that was there it is only noted that it was.
func (l *leak) look() snapshot {
	l.t.Helper()
	s := snapshot{}
	l.lookDatabase(s)
	l.lookRedis(s)
	l.lookFiles(s)
	for i, line := range strings.Split(l.log.String(), "\n") {
		s[fmt.Sprintf("log line %d", i)] = []byte(line)
	}
	if l.p.metrics == nil { // looked at from beside a program that runs
		return s
	}
	families, err := l.p.metrics.registry.Gather()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, f := range families {
		if strings.HasPrefix(f.GetName(), "yangguang") {
			s["metrics "+f.GetName()] = []byte(f.String())
		}
	}
	return s
}

func (l *leak) lookDatabase(s snapshot) {
	tables, err := l.p.db.Migrator().GetTables()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, table := range tables {
		if strings.HasPrefix(table, "sqlite_") || strings.HasPrefix(table, "goose") {
			continue
		}
		var rows []map[string]any
		if err := l.p.db.WithContext(l.t.Context()).Table(table).Find(&rows).Error; err != nil {
			l.t.Fatal(err)
		}
		for _, row := range rows {
			whole := table + " " + key(row)
			s["row of "+whole] = nil
			if _, there := l.before["row of "+whole]; there || l.before == nil {
				continue
			}
			for column, v := range row {
				b := bytesOf(v)
				where := fmt.Sprintf("row of %s, column %s: %s", table, column, whole)
				s[where] = b
				if strings.HasSuffix(column, "sealed") && len(b) > 0 {
					s[where+" opened"] = l.opened(table, column, row, b)
				}
			}
		}
	}
}

// key tells one row, in this state, from all others.
func key(row map[string]any) string {
	columns := make([]string, 0, len(row))
	for c := range row {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	h := sha256.New()
	for _, c := range columns {
		fmt.Fprintf(h, "%s=%x;", c, bytesOf(row[c]))
	}
	return fmt.Sprintf("%v/%.6x", row["id"], h.Sum(nil))
}

func bytesOf(v any) []byte {
	switch v := v.(type) {
	case nil:
		return nil
	case []byte:
		return v
	case string:
		return []byte(v)
	case time.Time:
		return []byte(v.UTC().Format(time.RFC3339Nano))
	}
	return fmt.Append(nil, v)
}

// places says under which names a sealed column may have been sealed.
func places(table, column string, row map[string]any) []string {
	name := strings.TrimSuffix(strings.TrimSuffix(column, "sealed"), "_")
	id := fmt.Sprint(row["id"])
	if b, ok := row["id"].([]byte); ok {
		id = string(b)
	}
	of := func(c string) string { return string(bytesOf(row[c])) }
	dotted := func(columns ...string) []string {
		var out []string
		for _, c := range columns {
			out = append(out, table+"."+c+"/"+id, table+"."+c+"/"+of("petition_id"), table+"."+c+"/"+hex.EncodeToString(bytesOf(row["receipt_digest"])), table+"."+c+"/"+hex.EncodeToString(bytesOf(row["submit_key"])))
		}
		return out
	}
	short := strings.TrimSuffix(name, "_note")
	out := dotted(name, column, short, "sealed", "verify")
	for _, c := range []string{name, column} {
		out = append(out, table+"."+c+"/"+of("object")+"/"+of("object_id")+"/"+of("kind"))
	}
	number := of("number") // a referral's own
	return append(out, "held", table+"."+column, table+"."+name, table+"."+name+"/"+number)
}

// opened opens a sealed value with either box.
func (l *leak) opened(table, column string, row map[string]any, b []byte) []byte {
	for _, box := range []*seal.Box{l.p.petition, l.p.people} {
		for _, place := range places(table, column, row) {
			if plain, err := box.OpenBytes(b, place); err == nil {
				return plain
			}
		}
	}
	if !l.busy || strings.HasPrefix(table, "petition") || table == "reporters" || table == "referrals" {
		l.t.Errorf("%s.%s cannot be looked into: say in places how it is sealed", table, column)
	}
	return nil
}

func (l *leak) lookRedis(s snapshot) {
	ctx := l.t.Context()
	keys, err := l.p.redis.Keys(ctx, "*").Result()
	if err != nil {
		l.t.Fatal(err)
	}
	for _, k := range keys {
		s["redis key "+k] = []byte(k)
		v, err := l.redisValue(ctx, k)
		if err != nil {
			l.t.Fatal(err)
		}
		s["redis value "+k+" "+fmt.Sprintf("%.6x", sha256.Sum256(v))] = v
	}
}

func (l *leak) redisValue(ctx context.Context, k string) ([]byte, error) {
	r := l.p.redis
	kind, err := r.Type(ctx, k).Result()
	if err != nil {
		return nil, err
	}
	var v any
	switch kind {
	case "string":
		b, err := r.Get(ctx, k).Bytes()
		return b, err
	case "hash":
		v, err = r.HGetAll(ctx, k).Result()
	case "list":
		v, err = r.LRange(ctx, k, 0, -1).Result()
	case "set":
		v, err = r.SMembers(ctx, k).Result()
	case "zset":
		v, err = r.ZRangeWithScores(ctx, k, 0, -1).Result()
	default:
		v, err = r.Dump(ctx, k).Result()
	}
	return fmt.Append(nil, v), err
}

// lookFiles reads every file as it lies there, and those of the vaults opened.
func (l *leak) lookFiles(s snapshot) {
	for _, dir := range []string{l.dir, l.temp} {
		if dir == "" {
			continue
		}
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(d.Name(), "test.db") {
				return err
			}
			b, err := os.ReadFile(path)
			s["file "+path] = b
			s["name of file "+path] = []byte(path)
			return err
		})
		if err != nil {
			l.t.Fatal(err)
		}
	}
	rows, err := gorm.G[model.File](l.p.db).Find(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, f := range rows {
		for folder, box := range map[string]*seal.Box{"petitions": l.p.petition, "photos": l.p.people, "findings": l.p.people} {
			vault, err := files.New(filepath.Join(l.p.cfg.FilesDir, folder), box, time.Now)
			if err != nil {
				l.t.Fatal(err)
			}
			if b, err := vault.Read(f); err == nil {
				s[fmt.Sprintf("content of file %d %s", f.ID, f.Path)] = b
			}
		}
	}
}

// found compares a snapshot with that from before anybody complained, and
// gives every trace in what is new or changed.
func (l *leak) found(now snapshot) []string {
	var out []string
	for where, b := range now {
		if old, ok := l.before[where]; ok && bytes.Equal(old, b) {
			continue
		}
		for _, tr := range l.traces {
			if bytes.Contains(b, tr.bytes) {
				out = append(out, tr.what+" in "+where)
			}
		}
	}
	slices.Sort(out)
	return out
}

// words are the forms of what somebody wrote, each of which must be found nowhere.
func words(texts ...string) []trace {
	var out []trace
	for _, text := range texts {
		for _, form := range encodings([]byte(text)) {
			out = append(out, trace{fmt.Sprintf("%.12q", text), form})
		}
	}
	return out
}

// blobs are the bytes that a petition has in the database, sealed or not, and the
// names of its files: whatever is found of them afterwards was left behind.
func (l *leak) blobs(petition int64) []trace {
	l.t.Helper()
	var out []trace
	for table, where := range map[string]string{
		"petitions": "id = ?", "reporters": "petition_id = ?", "petition_messages": "petition_id = ?", "petition_events": "petition_id = ?", "receipt_proofs": "petition_id = ?",
		"files": "id IN (SELECT file_id FROM petition_files WHERE petition_id = ?) OR parent_id IN (SELECT file_id FROM petition_files WHERE petition_id = ?)",
	} {
		args := []any{petition}
		if table == "files" {
			args = append(args, petition)
		}
		var rows []map[string]any
		if err := l.p.db.WithContext(l.t.Context()).Table(table).Where(where, args...).Find(&rows).Error; err != nil {
			l.t.Fatal(err)
		}
		if len(rows) == 0 && table != "receipt_proofs" { // not every program here signs receipts
			l.t.Fatalf("nothing of petition %d is in %s", petition, table)
		}
		for _, row := range rows {
			for column, v := range row {
				if b := bytesOf(v); (strings.HasSuffix(column, "sealed") || column == "token" || column == "path" || column == "digest") && len(b) > 15 {
					out = append(out, trace{table + "." + column, b})
				}
			}
		}
	}
	return out
}
