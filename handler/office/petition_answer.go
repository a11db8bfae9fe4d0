package office

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/service/complaint"
	"yangguang/templates"
)

// answerBody is the largest form of an answer with its files.
const answerBody = 64 << 20

// takeFiles reads a form with files and leaves its words where c.PostForm finds
// them. A form without files is left alone.
func takeFiles(c *gin.Context) ([]complaint.Upload, error) {
	if c.ContentType() != "multipart/form-data" {
		return nil, nil
	}
	var files []complaint.Upload
	v, err := partsOf(c, func(f sentFile) {
		if (f.field == complaint.KindPhoto || f.field == complaint.KindPaper) && len(files) < 2*complaint.MaxPhotos {
			files = append(files, complaint.Upload{Kind: f.field, Content: f.content})
		}
	})
	c.Request.PostForm, c.Request.Form = v, v
	return files, err
}

// doubtsOf is what a refused answer makes its form show.
func doubtsOf(err error, try *attempt) {
	u, ok := errors.AsType[*complaint.Unsure](err)
	if !ok {
		return
	}
	for _, r := range u.Remarks {
		try.doubts = append(try.doubts, r.Text)
	}
	try.mark, try.held = u.Mark, u.Held
}

// talking adds to a form what belongs to words for a reporter: what to begin
// with, files, what may be wrong and the box that confirms it.
func (b stepForms) talking(form *templates.Deed, a complaint.Action, p complaint.Detail, held func([]string) []complaint.Held) {
	for _, o := range p.Offers[a] {
		form.Offers = append(form.Offers, templates.Link{Text: o.Title, URL: b.base + "?words=" + url.QueryEscape(o.Name) + "#deed-" + string(a)})
	}
	if a == complaint.ActAnswer || a == complaint.ActNeedInfo || a == complaint.ActClose {
		form.Photos, form.Papers = complaint.MaxPhotos, complaint.MaxPapers
	}
	if b.try.action != a {
		return
	}
	form.Photo, form.Paper, form.Doubts = b.try.wrong[complaint.KindPhoto], b.try.wrong[complaint.KindPaper], b.try.doubts
	if b.try.mark != "" {
		form.Confirm = templates.Check{Name: string(a) + "-confirmed", Label: "这几处我都核对过了，就这样发", Value: b.try.mark}
	}
	for _, k := range held(b.try.held) {
		form.Kept = append(form.Kept, templates.Kept{Ref: k.Ref, Text: map[string]string{complaint.KindPhoto: "照片", complaint.KindPaper: "PDF"}[k.Kind]})
	}
}

// begun gives the words that a link in a form asked to begin with.
func begun(c *gin.Context, p complaint.Detail) (a complaint.Action, text string) {
	name := c.Query("words")
	if name == "" || c.Request.Method != http.MethodGet {
		return "", ""
	}
	for action, list := range p.Offers {
		for _, o := range list {
			if o.Name == name {
				return action, o.Body
			}
		}
	}
	return "", ""
}
