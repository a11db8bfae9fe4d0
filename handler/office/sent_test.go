package office

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/fault"
)

// sentAs makes the request of a form as a browser sends it.
func sentAs(t *testing.T, kind, body string) *gin.Context {
	t.Helper()
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
	c.Request.Header.Set("Content-Type", kind)
	return c
}

// TestAFormIsReadPartByPart: words, photos and papers come apart; a field without
// a chosen file and a file in another field are left out.
func TestAFormIsReadPartByPart(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part := func(field, file, content string) {
		t.Helper()
		p, err := w.CreateFormFile(field, file)
		if file == "-" {
			p, err = w.CreateFormField(field)
		}
		if err == nil {
			_, err = p.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	part("action", "-", "report")
	part("version", "-", "3")
	part(attach.Photo, "IMG 1.jpg", "one")
	part(attach.Photo, "照片.jpg", "two")
	part(attach.Paper, "a.pdf", "three")
	part("elsewhere", "b.pdf", "four")
	part("code", "", "")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole, kind := b.String(), w.FormDataContentType()
	said, uploads, err := formWithFiles(sentAs(t, kind, whole))
	if err != nil || said("action") != "report" || versionIn(said) != 3 || len(uploads) != 3 || string(uploads[1].Content) != "two" || uploads[2].Kind != attach.Paper || string(photoIn(uploads)) != "one" {
		t.Errorf("%+v %v", uploads, err)
	}
	plain, uploads, err := formWithFiles(sentAs(t, "application/x-www-form-urlencoded", "action=back&version=x"))
	if err != nil || plain("action") != "back" || versionIn(plain) != -1 || uploads != nil || photoIn(uploads) != nil {
		t.Errorf("a form without files: %+v %v", uploads, err)
	}
	for name, body := range map[string]string{"broken off": whole[:len(whole)/2], "too many parts": strings.Replace(whole, "--"+w.Boundary(), strings.Repeat("--"+w.Boundary()+"\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n", mostParts)+"--"+w.Boundary(), 1)} {
		if _, _, err := formWithFiles(sentAs(t, kind, body)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
