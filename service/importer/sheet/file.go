// Package sheet turns a bureau's file into rows.
//
// It reads .xlsx and .csv by what is inside and not by name, as a stream: a
// file of any length costs the memory of its distinct texts. What it cannot
// read it refuses with words that say what to do. Tables are found by the names
// in their header; everything that is not data is left out and said so.
//
// The .xlsx reader is our own, over archive/zip: the row iterator of the usual
// library does not tell a number from a text, and every rule about digits that
// a spreadsheet has lost rests on that difference.
package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"yangguang/service/kernel/fault"
)

// The bounds of a file. They are far above what people make and far below what
// would harm the machine.
const (
	MaxColumns  = 200
	MaxRows     = 20_000_000 // of all sheets together; Excel itself ends at 1,048,576 a sheet
	MaxSheets   = 500
	maxFile     = 2 << 30   // bytes of the file
	maxUnzipped = 4 << 30   // bytes of one part of a workbook: it is streamed, this bounds time
	maxStrings  = 192 << 20 // bytes of a workbook's distinct texts: they are held in memory
	maxCell     = 32767 * 4 // bytes of one cell
)

// CellKind is what a spreadsheet thinks a cell is.
type CellKind uint8

// The kinds of cells. A .csv file does not tell numbers from texts: its cells
// are Plain, unless they are written ="…" to be a Text.
const (
	Blank CellKind = iota
	Text
	Number
	Date   // a number shown as a date; Text is 2024-05-01
	Bool   // Text is TRUE or FALSE
	Broken // #N/A and its like, or a formula without a result
	Plain
)

// Cell is one cell with its text as a person sees it.
type Cell struct {
	Text string
	Kind CellKind
}

func (c Cell) isText() bool { return c.Kind == Text || c.Kind == Plain }

// Row is one row that is not blank. Cells is reused for the next row.
type Row struct {
	Number int // as the spreadsheet numbers it, from 1
	Cells  []Cell
}

// Info is one sheet of a file. A .csv file has one without a name.
type Info struct {
	Name   string
	Hidden bool
	part   string // of a workbook
}

// File is an open file. Close it.
type File struct {
	sheets []Info
	book   *workbook
	csv    *textFile
	close  func() error
}

// Open finds out what a file is and reads what is needed before its rows. name
// is the name it was handed in with; only messages depend on it.
func Open(ctx context.Context, path, name string) (*File, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	file, err := open(ctx, f, name)
	if err != nil {
		_ = f.Close() // only read from
		return nil, err
	}
	file.close = f.Close
	return file, nil
}

func open(ctx context.Context, f *os.File, name string) (*File, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:n]
	switch {
	case n == 0:
		return nil, fault.New(fault.Invalid, "文件是空的，请检查后重新上传")
	case info.Size() > maxFile:
		return nil, fault.New(fault.TooLarge, "文件超过2GB，请拆成几个文件上传")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		book, sheets, err := openWorkbook(ctx, f, info.Size())
		if err != nil {
			return nil, err
		}
		return &File{sheets: sheets, book: book}, nil
	}
	if err := refuse(f, head, name); err != nil {
		return nil, err
	}
	text, err := openText(ctx, f)
	if err != nil {
		return nil, err
	}
	return &File{sheets: []Info{{}}, csv: text}, nil
}

// Sheets lists the sheets in the order of the file.
func (f *File) Sheets() []Info { return f.sheets }

// Read says how much of the file's tables was read, in bytes of how many. What it
// says while rows are read is good for a bar and for nothing else.
func (f *File) Read() (done, total int64) {
	if f.csv != nil {
		return f.csv.at()
	}
	for _, s := range f.sheets {
		if p, ok := f.book.parts[strings.ToLower(s.part)]; ok && !s.Hidden {
			total += int64(min(p.UncompressedSize64, maxUnzipped)) //nolint:gosec // bounded
		}
	}
	return f.book.read, total
}

// Close lets go of the file.
func (f *File) Close() error { return f.close() }

// Rows reads one of Sheets from its start. An error ends it.
func (f *File) Rows(ctx context.Context, sheet Info) iter.Seq2[Row, error] {
	if f.csv != nil {
		return f.csv.rows(ctx)
	}
	return f.book.rows(ctx, sheet)
}

const saveAs = "请用 Excel 或 WPS 打开，另存为 .xlsx，再上传"

// refuse knows the files that people take for a spreadsheet. head is the start
// of the file.
func refuse(f io.ReaderAt, head []byte, name string) error {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return refuseCompound(f, name)
	case bytes.HasPrefix(head, []byte("%PDF")):
		return fault.New(fault.Invalid, "这是 PDF 文件，不是表格。请上传 .xlsx 或 .csv 文件")
	case bytes.HasPrefix(start, []byte("<?xml")), bytes.HasPrefix(start, []byte("<html")), bytes.HasPrefix(start, []byte("<!doctype")),
		bytes.HasPrefix(start, []byte("<table")), bytes.HasPrefix(start, []byte("mime-version")):
		return fault.New(fault.Invalid, "这个文件是网页格式的表格，系统读不了。"+saveAs)
	case !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")) && bytes.IndexByte(head, 0) >= 0:
		return fault.New(fault.Invalid, "这不是表格文件。请上传 .xlsx 或 .csv 文件")
	}
	return nil
}

// refuseCompound tells the compound files apart: a workbook with a password is
// one, and so are .xls and .et.
func refuseCompound(f io.ReaderAt, name string) error {
	body, err := io.ReadAll(io.NewSectionReader(f, 0, 8<<20))
	if err != nil {
		return err
	}
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.Contains(body, utf16("EncryptedPackage")):
		return fault.New(fault.Invalid, "这个表格设了密码，系统打不开。请先取消密码，再另存为 .xlsx 上传")
	case bytes.Contains(body, utf16("WordDocument")):
		return fault.New(fault.Invalid, "这是 Word 文档，不是表格。请上传 .xlsx 或 .csv 文件")
	case ext == ".et" || ext == ".ett":
		return fault.New(fault.Invalid, "这是 WPS 的 .et 表格，系统读不了。请用 WPS 打开，另存为 .xlsx，再上传")
	}
	return fault.New(fault.Invalid, "这是旧版 Excel 的 .xls 表格，系统读不了。"+saveAs)
}

func utf16(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// refuseZip knows the zip files that are no .xlsx.
func refuseZip(z *zip.Reader) error {
	for _, part := range z.File {
		switch {
		case part.Flags&1 != 0:
			return fault.New(fault.Invalid, "这个压缩包设了密码，系统打不开。请取消密码后上传")
		case part.Name == "xl/workbook.bin":
			return fault.New(fault.Invalid, "这是 .xlsb 表格，系统读不了。"+saveAs)
		case part.Name == "content.xml":
			return fault.New(fault.Invalid, "这是 .ods 表格，系统读不了。"+saveAs)
		case strings.HasPrefix(part.Name, "word/"):
			return fault.New(fault.Invalid, "这是 Word 文档，不是表格。请上传 .xlsx 或 .csv 文件")
		}
	}
	return fault.New(fault.Invalid, "这是压缩包，不是表格。请解压后，把里面的 .xlsx 或 .csv 逐个上传")
}

func damaged(cause error) error {
	return fault.Wrap(fault.Invalid, "表格文件损坏或不完整。"+saveAs, cause)
}
