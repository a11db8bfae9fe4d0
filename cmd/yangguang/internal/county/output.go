package county

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// File is one written file: what the import command needs to know of it, and
// what the importer ought to say.
type File struct {
	Order   int    `json:"order"` // in which to load
	Kind    string `json:"kind"`
	Name    string `json:"file"`
	AsOf    string `json:"as_of"`
	Rows    int    `json:"rows"`    // that pass
	Refused int    `json:"refused"` // that must not
}

// output is the folder the county is written to.
type output struct {
	dir    string
	xlsx   bool
	asOf   day
	seed   uint64
	mu     sync.Mutex
	files  []File
	orders map[string]int
	slips  []slip
}

// maxSheet is how many rows a sheet may have; a longer table stays .csv.
const maxSheet = 200_000

// table is a file being written. A row goes through the hands of whoever keeps
// that table, and takes some of their dirt with it.
type table struct {
	out    *output
	file   File
	style  style
	header []string
	dirt   []column // how each column may be soiled
	wash   *dice
	rows   int

	f    *os.File
	enc  io.WriteCloser
	buf  *bufio.Writer
	line []byte

	book   *excelize.File
	stream *excelize.StreamWriter
	next   int
}

// table begins a file of a kind. rows is a guess of its length.
func (o *output) table(kind, name string, header []string) (*table, error) {
	return o.sized(kind, name, header, 0, o.asOf)
}

func (o *output) sized(kind, name string, header []string, rows int, asOf day) (*table, error) {
	t := &table{out: o, style: styleOf(kind, name), header: header, wash: roll(o.seed, "dirt"+name)}
	t.file = File{Order: o.orders[kind], Kind: kind, Name: name + ".csv", AsOf: asOf.String()}
	for _, h := range header {
		t.dirt = append(t.dirt, columnOf(kind, h))
	}
	if o.xlsx && rows > 0 && rows <= maxSheet {
		return t, t.openBook(kind, name)
	}
	f, err := os.OpenFile(filepath.Join(o.dir, t.file.Name), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	t.f = f
	var w io.Writer = f
	switch {
	case t.style.gb18030:
		t.enc = simplifiedchinese.GB18030.NewEncoder().Writer(f).(io.WriteCloser)
		w = t.enc
	case t.style.bom:
		if _, err := f.WriteString("\xef\xbb\xbf"); err != nil {
			return nil, err
		}
	}
	t.buf = bufio.NewWriterSize(w, 1<<20)
	return t, t.head()
}

// head writes the title and the header.
func (t *table) head() error {
	if t.style.title != "" {
		if err := t.put([]string{t.style.title}); err != nil {
			return err
		}
	}
	names := make([]string, len(t.header))
	for i, h := range t.header {
		names[i] = h
		if a := t.style.aliases[h]; a != "" {
			names[i] = a
		}
	}
	return t.put(names)
}

// row writes a row that passes.
func (t *table) row(fields ...string) error {
	t.rows++
	t.soil(fields)
	return t.put(fields)
}

// raw writes a finished line of .csv, with its end.
func (t *table) raw(line []byte) error {
	t.rows++
	_, err := t.buf.Write(line)
	return err
}

// put writes cells as they are.
func (t *table) put(fields []string) error {
	if t.stream != nil {
		return t.putCells(fields)
	}
	line := t.line[:0]
	for i, f := range fields {
		if i > 0 {
			line = append(line, ',')
		}
		line = appendField(line, f)
	}
	t.line = append(line, '\n')
	_, err := t.buf.Write(t.line)
	return err
}

// appendField writes a cell of .csv.
func appendField(b []byte, f string) []byte {
	for i := range len(f) {
		if c := f[i]; c == ',' || c == '"' || c == '\n' || c == '\r' {
			b = append(b, '"')
			for j := range len(f) {
				if f[j] == '"' {
					b = append(b, '"')
				}
				b = append(b, f[j])
			}
			return append(b, '"')
		}
	}
	return append(b, f...)
}

// close writes what stands below the rows and ends the file.
func (t *table) close() error {
	t.file.Rows = t.rows
	if err := t.foot(); err != nil {
		return err
	}
	t.out.mu.Lock()
	t.out.files = append(t.out.files, t.file)
	t.out.mu.Unlock()
	if t.stream != nil {
		return t.closeBook()
	}
	err := t.buf.Flush()
	if t.enc != nil {
		err = errors.Join(err, t.enc.Close())
	}
	return errors.Join(err, t.f.Close())
}

// foot is the sum and the signature that many tables end with.
func (t *table) foot() error {
	for _, bad := range t.style.refused {
		if fields := bad(t); fields != nil {
			t.file.Refused++
			if err := t.put(fields); err != nil {
				return err
			}
		}
	}
	if t.style.total {
		total := make([]string, len(t.header))
		total[0] = "合计"
		total[len(total)-1] = fmt.Sprint(t.rows)
		if err := t.put(total); err != nil {
			return err
		}
	}
	if t.style.signature != "" {
		return t.put([]string{t.style.signature})
	}
	return nil
}

func (t *table) openBook(kind, name string) error {
	t.file.Name = name + ".xlsx"
	t.book = excelize.NewFile()
	var err error
	if t.stream, err = t.book.NewStreamWriter("Sheet1"); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	}
	return t.head()
}

func (t *table) putCells(fields []string) error {
	t.next++
	cells := make([]any, len(fields))
	for i, f := range fields {
		if f != "" {
			cells[i] = f
		}
	}
	return t.stream.SetRow(fmt.Sprintf("A%d", t.next), cells)
}

func (t *table) closeBook() error {
	err := t.stream.Flush()
	if err == nil {
		err = t.book.SaveAs(filepath.Join(t.out.dir, t.file.Name))
	}
	return errors.Join(err, t.book.Close())
}
