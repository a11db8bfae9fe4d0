package paper

import (
	"bytes"
	"compress/zlib"
	"strings"
	"testing"

	"yangguang/service/kernel/fault"
)

// pdf is the least that a viewer opens, with more objects before its end.
func pdf(more string) []byte {
	return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n" + more + "\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

func packed(text string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return "5 0 obj<</Filter/FlateDecode>>stream\n" + b.String() + "\nendstream endobj"
}

func TestCleanTakesTheNamesOut(t *testing.T) {
	for name, c := range map[string][]byte{
		"info":    pdf(`4 0 obj<</Author(Wang \(Shi\) Fan) /Creator <FEFF738B793A8303> /Producer(WPS Wang)/CreationDate(D:20260302)>>endobj`),
		"nested":  pdf(`4 0 obj<</Author(Wang (of) Shi) /Title (Wang)>>endobj`),
		"xmp":     pdf("4 0 obj<</Type/Metadata>>stream\n<?xpacket begin=''?><dc:creator>Wang</dc:creator><?xpacket end='w'?>\nendstream endobj"),
		"a page":  pdf(packed("BT /F1 12 Tf (ok) Tj ET")),
		"nothing": pdf(""),
		"a font":  pdf("4 0 obj<</BaseFont/ABCDEF+#E5#AE#8B#E4#BD#93>>endobj" + packed("<</Type/ObjStm>>")),
		"opened":  pdf("4 0 obj<</Type/Catalog/OpenAction[3 0 R /XYZ null null 0]/Lang(zh-CN)>>endobj"),
		"dates":   pdf(packed("<</CreationDate(D:20260302)>>")),
	} {
		out, err := Clean(c)
		if err != nil || len(out) != len(c) {
			t.Errorf("%s: %d of %d bytes, %v", name, len(out), len(c), err)
			continue
		}
		for _, told := range []string{"Wang", "738B", "20260302"} {
			if strings.Contains(string(out), told) {
				t.Errorf("%s still tells %s", name, told)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		says string
	}{
		"empty":            {nil, "空的"},
		"too large":        {append(pdf(""), make([]byte, MaxBytes)...), "12MB"},
		"a photo":          {[]byte("\xff\xd8\xff\xe0"), "只能放PDF"},
		"a page":           {[]byte("<html>%PDF-1.4"), "只能放PDF"},
		"cut off":          {[]byte("%PDF-1.4\n1 0 obj"), "不完整"},
		"locked":           {pdf("4 0 obj<</Encrypt 5 0 R>>endobj"), "密码"},
		"a script":         {pdf("4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "脚本"},
		"an action":        {pdf("4 0 obj<</OpenAction 5 0 R>>endobj"), "脚本"},
		"a hidden action":  {pdf("4 0 obj<</OpenAction[<</S/JavaScript/JS(x)>>]>>endobj"), "脚本"},
		"a link":           {pdf("4 0 obj<</S/URI/URI(http://x)>>endobj"), "链接"},
		"a packed script":  {pdf(packed("<</S/Launch /F(x.exe)>>")), "脚本"},
		"a packed name":    {pdf(packed("<</Author(Wang)>>")), "制作人"},
		"a name elsewhere": {pdf("4 0 obj<</Author 9 0 R>>endobj"), "制作人"},
		"packed metadata":  {pdf(packed("<x:xmpmeta>Wang</x:xmpmeta>")), "制作人"},
		"a spelt script":   {pdf("4 0 obj<</S/J#61vaScript/#4aS(app.alert(1))>>endobj"), "脚本"},
		"a spelt link":     {pdf("4 0 obj<</S/U#52I/#55RI(http://x)>>endobj"), "链接"},
		"a packed one":     {pdf(packed("<</Open#41ction 5 0 R>>")), "脚本"},
		"a spelt name":     {pdf("4 0 obj<</#41uthor(Wang)>>endobj"), "制作人"},
		"a spelt lock":     {pdf("4 0 obj<</#45ncrypt 5 0 R>>endobj"), "密码"},
		"packed otherwise": {pdf("5 0 obj<</Type/Obj#53tm/N 1/First 4/Filter/ASCIIHexDecode>>stream\n3C3C2F4F70656E416374696F6E\nendstream endobj"), "脚本"},
		"packed somehow":   {pdf("5 0 obj<</Type/ObjStm/N 1/First 4/Filter 6 0 R>>stream\n3C3C\nendstream endobj"), "脚本"},
		"a bomb":           {pdf(packed(strings.Repeat("0", maxInflated+10))), "太大"},
	} {
		_, err := Clean(c.in)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(pdf(packed("<</Author(Wang)>>")))
	f.Fuzz(func(_ *testing.T, in []byte) { _, _ = Clean(in) })
}
