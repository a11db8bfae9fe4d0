package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"

	"yangguang/service/kernel/fault"
)

// running are the names of what a PDF does by itself, and of files inside it.
// Links and the page it opens at are no harm in a document that is kept as it
// came.
var running = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)[^A-Za-z0-9]`)

// Safe checks a PDF that is kept as it came: by its content and not by its
// name. One that is cut off, locked, or would do something when it is opened is
// fault.Invalid with words for whoever hands it in; nothing in it is changed.
func Safe(content []byte) error {
	switch {
	case len(content) == 0:
		return fault.New(fault.Invalid, "这个文件是空的，请重新选一次")
	case len(content) > MaxBytes:
		return fault.New(fault.Invalid, "这个PDF超过12MB，请分成几个，或者把扫描的清晰度调低")
	case !IsPDF(content):
		return fault.New(fault.Invalid, "这个文件不是PDF，请把文件另存为PDF再选")
	case !bytes.Contains(content[max(0, len(content)-1024):], []byte("%%EOF")):
		return fault.New(fault.Invalid, "这个PDF不完整，请重新导出一次")
	case bytes.Contains(content, []byte("/Encrypt")):
		return fault.New(fault.Invalid, "这个PDF加了密码或者限制，别人打不开，请去掉密码再选")
	case running.Match(content):
		return unsafePDF()
	}
	left := int64(maxInflated)
	for _, m := range streams.FindAllIndex(content, -1) {
		r, err := zlib.NewReader(bytes.NewReader(content[m[1]:]))
		if err != nil {
			continue // of another kind: a picture, or text that was looked at already
		}
		plain, err := io.ReadAll(io.LimitReader(r, left+1))
		if err != nil && len(plain) == 0 {
			continue
		}
		if left -= int64(len(plain)); left < 0 {
			return fault.New(fault.Invalid, "这个PDF解开以后太大，请分成几个")
		}
		if running.Match(plain) {
			return unsafePDF()
		}
	}
	return nil
}

// IsPDF reports whether content begins as a PDF does.
func IsPDF(content []byte) bool {
	return bytes.HasPrefix(content, []byte("%PDF-1.")) || bytes.HasPrefix(content, []byte("%PDF-2."))
}

func unsafePDF() error {
	return fault.New(fault.Invalid, "这个PDF里有脚本、表单动作或者附件，不能收。请用“打印成PDF”重新生成")
}
