package office

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
)

// openFile reads an attachment of a matter, or of a photo its thumbnail.
type openFile func(ctx context.Context, by actor.Actor, id, file int64, thumb bool) (attach.Content, error)

// fileOf reads the matter and the file of an address that ends in :id/files/:file.
func fileOf(c *gin.Context) (id, file int64, err error) {
	if id, err = idOf(c, "id"); err != nil {
		return 0, 0, err
	}
	file, err = idOf(c, "file")
	return id, file, err
}

// showFile answers an address that ends in :id/files/:file with the attachment.
func showFile(c *gin.Context, open openFile) error {
	id, file, err := fileOf(c)
	if err != nil {
		return err
	}
	f, err := open(c.Request.Context(), web.Actor(c), id, file, c.Query("v") == "thumb")
	if err != nil {
		return err
	}
	if f.Kind == attach.Paper {
		c.Header("Content-Disposition", `attachment; filename="proof.pdf"`)
	}
	return unsealed(c, f.Mime, f.Data)
}

// unsealed sends what was sealed. Looking at it is recorded, so no browser keeps it.
func unsealed(c *gin.Context, mime string, content []byte) error {
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, mime, content)
	return nil
}
