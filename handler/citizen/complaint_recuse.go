package citizen

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// recuse is the reporter's request that somebody keep out of the complaint.
func (h *Complaints) recuse(c *gin.Context) error {
	if err := h.once(c, "recuse", 20, time.Hour); err != nil {
		return err
	}
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	words := c.PostForm("recuse")
	err = h.Complaints.AskRecusal(c.Request.Context(), web.Actor(c), handle, seal.NewSecret(words))
	if fault.Is(err, fault.Invalid) {
		return h.showDetail(c, http.StatusUnprocessableEntity, typed{recuse: words, wrong: fieldsOf(err)})
	}
	return h.after(c, base, "已经收到，研究以后告诉您。", err)
}
