package office

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/picture"
	"yangguang/templates"
)

// mostParts bounds the parts of one form.
const mostParts = 100

// sentFile is a file as it came with a form.
type sentFile struct {
	field, name string
	content     []byte
}

// partsOf reads a form part by part: files are held in memory and never written
// to disk in clear, as the standard parser would. take is given each file, in
// the order of the form; a field without a chosen file is left out. Of a file
// that is too large one byte more than allowed is read, so that the service
// says so.
func partsOf(c *gin.Context, take func(sentFile)) (url.Values, error) {
	v := url.Values{}
	r, err := c.Request.MultipartReader()
	if err != nil {
		return v, fault.Wrap(fault.Invalid, "表单没有传完整，请再试一次", err)
	}
	for range mostParts {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return v, nil
		}
		if err != nil {
			return v, tooLarge(err)
		}
		b, err := io.ReadAll(io.LimitReader(part, max(picture.MaxBytes, paper.MaxBytes)+1))
		if err != nil {
			return v, tooLarge(err)
		}
		_, params, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition")) // what cannot be read names no field
		switch _, file := params["filename"]; {
		case !file:
			v.Add(part.FormName(), web.Text(string(b)))
		case part.FileName() != "":
			take(sentFile{part.FormName(), part.FileName(), b})
		}
	}
	return v, fault.New(fault.Invalid, "表单不对，请重新打开页面")
}

// formWithFiles reads a form, with photos and papers or without. What it said
// comes back as a function like c.PostForm.
func formWithFiles(c *gin.Context) (said func(string) string, uploads []attach.Upload, err error) {
	if c.ContentType() != "multipart/form-data" {
		return c.PostForm, nil, nil
	}
	v, err := partsOf(c, func(f sentFile) {
		if f.field == attach.Photo || f.field == attach.Paper {
			uploads = append(uploads, attach.Upload{Kind: f.field, Content: f.content})
		}
	})
	if err != nil {
		return nil, nil, err
	}
	return v.Get, uploads, nil
}

// photoIn is the photo of a form that takes one; nil where none came.
func photoIn(uploads []attach.Upload) []byte {
	for _, u := range uploads {
		if u.Kind == attach.Photo {
			return u.Content
		}
	}
	return nil
}

// tooLarge leaves the error of a body beyond the limit to its own page.
func tooLarge(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return err
	}
	return fault.Wrap(fault.Invalid, "表单没有传完整，请再试一次", err)
}

// versionOf reads which version of a row a form was made for.
func versionOf(c *gin.Context) int { return versionIn(c.PostForm) }

// versionIn is the same for a form that was read already.
func versionIn(said func(string) string) int {
	n, err := strconv.Atoi(said("version"))
	if err != nil {
		return -1 // no row's
	}
	return n
}

// refusal is what to do with a failure of a form: an Invalid one is shown with
// the form again, every other is returned.
func refusal(err error) (templates.Errors, error) {
	if !fault.Is(err, fault.Invalid) {
		return nil, err
	}
	fe := fault.Of(err)
	if len(fe.Fields) == 0 {
		return templates.Errors{"": fe.Public}, nil
	}
	return fe.Fields, nil
}

// askAgain answers for a form that failed: an Invalid one is shown again with
// what is wrong, every other failure is returned.
func askAgain(err error, show func(wrong templates.Errors) error) error {
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	return show(wrong)
}
