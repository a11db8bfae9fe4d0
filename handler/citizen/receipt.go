package citizen

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/doors"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/proof"
	"yangguang/templates"
)

// signer knows the public keys that receipts are checked with; nil in a county
// that does not sign.
type signer interface {
	Public() []*ecdsa.PublicKey
	PublicPEM() (string, error)
}

// shown is the list 该找谁 as villagers see it.
type shown interface {
	Shown(ctx context.Context) ([]doors.Door, error)
}

// Receipts is the page that checks signed receipts, and the list 该找谁. Nobody
// signs in for either, and neither keeps anything.
type Receipts struct {
	front   *web.Front
	signer  signer
	doors   shown
	limiter web.Limiter
	hotline string
}

// NewReceipts makes the pages.
func NewReceipts(front *web.Front, s signer, d shown, l web.Limiter, hotline string) *Receipts {
	return &Receipts{front, s, d, l, hotline}
}

// Routes adds the pages to the site; r carries the citizen session.
func (h *Receipts) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.front.LoadCitizen())
	g.GET("/receipt", h.front.Serve(h.form))
	g.POST("/receipt", h.front.ServeBody(maxForm, h.check))
	g.GET("/receipt/key", h.front.Serve(h.key))
	g.GET("/doors", h.front.Serve(h.list))
}

func (h *Receipts) form(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.ReceiptCheckData{})
}

func (h *Receipts) show(c *gin.Context, code int, d templates.ReceiptCheckData) error {
	return web.RenderIn(h.front, c, code, templates.TabComplain, templates.ReceiptCheck, "验证回执", d)
}

// check verifies one receipt. An hour has room for a village behind one address.
func (h *Receipts) check(c *gin.Context) error {
	ok, wait, err := h.limiter.Allow(c.Request.Context(), "receipt_check", web.ClientKey(c), 120, time.Hour)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "系统有点忙，请过一会儿再试", err)
	}
	if !ok {
		c.Header("Retry-After", strconv.Itoa(int(wait.Seconds())+1))
		return fault.Newf(fault.TooMany, "试得太多了，请等%d分钟再试", int(wait.Minutes())+1)
	}
	d := templates.ReceiptCheckData{Text: c.PostForm("text")}
	r, err := proof.Parse(d.Text)
	if err == nil {
		err = h.verify(r)
	}
	if err != nil {
		d.Errors = templates.Errors{"text": refused(err)}
		return h.show(c, http.StatusUnprocessableEntity, d)
	}
	d.Genuine, d.Key = true, r.Key().String()
	for _, l := range r.Lines() {
		d.Lines = append(d.Lines, templates.Fact(l))
	}
	return h.show(c, http.StatusOK, d)
}

func (h *Receipts) verify(r proof.Receipt) error {
	if h.signer == nil {
		return proof.ErrForged
	}
	return r.Verify(h.signer.Public()...)
}

func refused(err error) string {
	switch {
	case errors.Is(err, proof.ErrAltered):
		return "不可信：上面的文字和签名不一致，文字被改过"
	case errors.Is(err, proof.ErrForged):
		return "不可信：签名不对，不是这里发出的，或者被改过"
	}
	return "没有看到完整的回执。请从“收件回执”一直复制到最后一行"
}

func (h *Receipts) key(c *gin.Context) error {
	if h.signer == nil {
		return fault.New(fault.NotFound, "这里还没有给回执签名")
	}
	text, err := h.signer.PublicPEM()
	if err != nil {
		return fmt.Errorf("receipt key: %w", err)
	}
	c.Header("Content-Disposition", `attachment; filename="receipt-key.pem"`)
	c.Header("Cache-Control", "public, max-age=3600")
	c.Data(http.StatusOK, "application/x-pem-file", []byte(text))
	return nil
}

func (h *Receipts) list(c *gin.Context) error {
	all, err := h.doors.Shown(c.Request.Context())
	if err != nil {
		return err
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabComplain, templates.Doors, "该找谁", templates.DoorsData{Rows: doorRows(all), Hotline: h.hotline})
}

func doorRows(all []doors.Door) []templates.DoorRow {
	out := make([]templates.DoorRow, 0, len(all))
	for _, d := range all {
		out = append(out, templates.DoorRow{Matter: d.Matter, Office: d.Office, Phone: d.Phone, Address: d.Address, Hours: d.Hours})
	}
	return out
}

// receiptBlock is a signed receipt for a page; nothing when there is none.
func receiptBlock(token, page string) (templates.ReceiptBlock, error) {
	if token == "" {
		return templates.ReceiptBlock{}, nil
	}
	r, err := proof.Parse(token)
	if err != nil {
		return templates.ReceiptBlock{}, fmt.Errorf("receipt: %w", err)
	}
	picture, err := r.Picture(page)
	return templates.ReceiptBlock{Text: r.Block(), QR: template.URL(picture)}, err //nolint:gosec // a picture our own service drew
}

// filed gives a reporter what they filed, as the text that their receipt proves.
func (h *Complaints) filed(c *gin.Context) error {
	handle, _, err := handleOf(c)
	if err != nil {
		return err
	}
	text, err := h.Complaints.Filed(c.Request.Context(), handle)
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="filed.txt"`)
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(text.Reveal()))
	return nil
}

// elsewhere shows where to go with a matter that is not the commission's, and
// the form with everything that was typed: whoever wants to may still send it.
func (h *Complaints) elsewhere(c *gin.Context, about matter, d *complaint.Draft) error {
	all, err := h.Doors.Shown(c.Request.Context())
	if err != nil {
		return err
	}
	about.elsewhere = doorRows(all)
	if d.Token == "" {
		d.Token = h.Token()
	}
	return h.showForm(c, http.StatusOK, about, d, nil)
}
