package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/templates"
)

// The largest form whose words are handed back, and how much of it is read
// into memory.
const (
	againBody   = 16 << 20
	againMemory = 1 << 20
)

// typed takes the words out of a form that came when nobody was signed in any
// more, so that the page can offer to send them once more. They go back to the
// browser they came from and are kept nowhere else. A form with a password in
// it is not handed back.
func typed(c *gin.Context) *templates.Again {
	r := c.Request
	if r.Method != http.MethodPost || r.ContentLength <= 0 || r.ContentLength > againBody {
		return nil
	}
	if err := r.ParseMultipartForm(againMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	again := &templates.Again{Action: r.URL.Path}
	if r.MultipartForm != nil {
		again.Files = len(r.MultipartForm.File) > 0
		defer func() { _ = r.MultipartForm.RemoveAll() }() // what is left is the system's to clear
	}
	for name, values := range r.PostForm {
		if strings.Contains(name, "password") {
			return nil
		}
		for _, v := range values {
			again.Fields = append(again.Fields, templates.HiddenField{Name: name, Value: v})
		}
	}
	if len(again.Fields) == 0 {
		return nil
	}
	slices.SortStableFunc(again.Fields, func(a, b templates.HiddenField) int { return strings.Compare(a.Name, b.Name) })
	return again
}
