package paper

import (
	"strings"
	"testing"

	"yangguang/service/kernel/fault"
)

func TestSafeKeepsADocumentAsItCame(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		says string // "" is taken
	}{
		"plain":           {pdf(""), ""},
		"with its author": {pdf("4 0 obj<</Author(Wang)>>endobj"), ""},
		"a link":          {pdf("4 0 obj<</S/URI/URI(http://x)>>endobj"), ""},
		"opens at page 1": {pdf("4 0 obj<</OpenAction[3 0 R/Fit]>>endobj"), ""},
		"a packed page":   {pdf(packed("BT /F1 12 Tf (ok) Tj ET")), ""},
		"empty":           {nil, "空的"},
		"too large":       {append(pdf(""), make([]byte, MaxBytes)...), "12MB"},
		"a photo":         {[]byte("\xff\xd8\xff\xe0"), "不是PDF"},
		"cut off":         {[]byte("%PDF-1.4\n1 0 obj"), "不完整"},
		"locked":          {pdf("4 0 obj<</Encrypt 5 0 R>>endobj"), "密码"},
		"a script":        {pdf("4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "脚本"},
		"a packed launch": {pdf(packed("<</S/Launch /F(x.exe)>>")), "脚本"},
		"an attachment":   {pdf("4 0 obj<</EmbeddedFiles 5 0 R>>endobj"), "附件"},
		"a bomb":          {pdf(packed(strings.Repeat("0", maxInflated+10))), "太大"},
	} {
		err := Safe(c.in)
		if c.says == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.says != "" && (!fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
