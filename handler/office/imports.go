package office

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/importer"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// importFiles is what these pages need of the importer.
type importFiles interface {
	Upload(ctx context.Context, by actor.Actor, u importer.Upload) (int64, error)
	Batches(ctx context.Context, by actor.Actor, kindKey, status string, r page.Request) (page.Page[importer.Batch], error)
	Batch(ctx context.Context, by actor.Actor, id int64) (importer.Batch, error)
	Preview(ctx context.Context, by actor.Actor, id int64) (importer.Preview, error)
	Mistakes(ctx context.Context, by actor.Actor, id int64, r page.Request) (page.Page[importer.Mistake], error)
	WriteErrors(ctx context.Context, by actor.Actor, id int64, w io.Writer) error
	Headers(ctx context.Context, by actor.Actor, id int64) (importer.HeaderQuestion, error)
	NameHeaders(ctx context.Context, by actor.Actor, id int64, columns map[string]string) error
	Confirm(ctx context.Context, by actor.Actor, id int64, ends int) error
	Withdraw(ctx context.Context, by actor.Actor, id int64, reason string) error
}

// Imports is where bureaus hand their files in.
type Imports struct {
	front *web.Front
	files importFiles
	now   func() time.Time
}

// NewImports makes the pages.
func NewImports(front *web.Front, f importFiles, now func() time.Time) *Imports {
	return &Imports{front: front, files: f, now: now}
}

// formRoom is what a form with a file may have beside the file.
const formRoom = 1 << 20

// Routes lists the addresses.
func (h *Imports) Routes() []web.Route {
	may := roles(actor.RoleBureauOfficer, actor.RoleAdministrator)
	upload := post("/office/imports/new", may, h.upload)
	upload.Body = importer.MaxUpload + formRoom
	return []web.Route{
		get("/office/imports", may, h.list),
		get("/office/imports/new", may, h.form),
		upload,
		get("/office/imports/templates/:file", may, h.template),
		get("/office/imports/:id", may, h.batch),
		get("/office/imports/:id/errors.xlsx", may, h.refusedRows),
		post("/office/imports/:id/confirm", may, h.confirm),
		post("/office/imports/:id/withdraw", may, h.withdraw),
		post("/office/imports/:id/headers", may, h.nameHeaders),
	}
}

var importsCrumb = templates.Link{Text: "数据导入", URL: "/office/imports"}

func (h *Imports) list(c *gin.Context) error {
	kindKey, status := c.Query("kind"), c.Query("status")
	p, err := h.files.Batches(c.Request.Context(), web.Actor(c), kindKey, status, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeImportsData{
		Kinds:    options(importer.KindsOf(web.Actor(c)), kindKey, func(k kind.Kind) (string, string) { return k.Key, k.Title }),
		Statuses: options(importStatuses, status, func(s string) (string, string) { return s, importer.Batch{Status: s}.StatusLabel() }),
		Pager:    pager(c, p),
		Empty: templates.Empty{Text: "还没有上传过文件", Advice: "先下载模板，按模板整理好数据再上传。",
			Action: templates.Link{Text: "上传文件", URL: "/office/imports/new"}},
	}
	if kindKey != "" || status != "" {
		d.Empty = templates.Empty{Text: "没有符合条件的文件", Action: templates.Link{Text: "看全部", URL: "/office/imports"}}
	}
	for _, b := range p.Items {
		d.Rows = append(d.Rows, importRow(b, h.now()))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeImports, "数据导入", d)
}

func (h *Imports) form(c *gin.Context) error {
	return h.showForm(c, http.StatusOK, importForm{kind: c.Query("kind")}, nil)
}

// importForm is what was filled in beside the file.
type importForm struct {
	kind, asOf string
	full       bool
	known      int64 // the batch the file already is
}

func (h *Imports) showForm(c *gin.Context, status int, f importForm, bad templates.Errors) error {
	d := templates.OfficeImportFormData{AsOf: f.asOf, Full: f.full, Largest: fmt.Sprintf("%d MB", importer.MaxUpload>>20), Errors: bad}
	kinds := importer.KindsOf(web.Actor(c))
	if f.full {
		d.FullOf = fullKinds(kinds)
	}
	if i := slices.IndexFunc(kinds, func(k kind.Kind) bool { return k.Key == f.kind }); i >= 0 {
		kinds, d.Others = kinds[i:i+1], "/office/imports/new"
	}
	d.FullOf = cmp.Or(d.FullOf, fullKinds(kinds))
	for _, k := range kinds {
		d.Kinds = append(d.Kinds, templates.ImportKind{Key: k.Key, Title: k.Title, Note: importNotes[k.Key], Selected: k.Key == f.kind,
			TemplateURL: "/office/imports/templates/" + k.Key + ".xlsx"})
	}
	if f.known != 0 {
		d.Again = templates.Link{Text: "去看那一批", URL: batchURL(f.known)}
	}
	return web.RenderAt(h.front, c, status, under(importsCrumb), templates.OfficeImportForm, "上传文件", d)
}

func batchURL(id int64) string { return "/office/imports/" + strconv.FormatInt(id, 10) }

// upload passes the file on as it arrives; it is never in memory as a whole.
func (h *Imports) upload(c *gin.Context) error {
	f, file, name, err := readForm(c.Request)
	if err != nil {
		return err
	}
	asOf, bad := f.check(name)
	if len(bad) > 0 {
		// Whoever is still sending does not read the answer.
		if _, err := io.Copy(io.Discard, c.Request.Body); err != nil {
			return err
		}
		return h.showForm(c, http.StatusUnprocessableEntity, f, bad)
	}
	id, err := h.files.Upload(c.Request.Context(), web.Actor(c), importer.Upload{Kind: f.kind, Name: name, AsOf: asOf, Full: f.full, File: file})
	switch {
	case fault.Is(err, fault.Invalid) && len(fault.Of(err).Fields) > 0: // before the file was looked at
		if _, err := io.Copy(io.Discard, c.Request.Body); err != nil {
			return err
		}
		return h.showForm(c, http.StatusUnprocessableEntity, f, fault.Of(err).Fields)
	case fault.Is(err, fault.Conflict):
		f.known = id
		return h.showForm(c, http.StatusConflict, f, templates.Errors{"": fault.Of(err).Public})
	case fault.Is(err, fault.Invalid):
		return h.showForm(c, http.StatusUnprocessableEntity, f, templates.Errors{"": fault.Of(err).Public})
	case err != nil:
		return err
	}
	return web.Redirect(c, batchURL(id))
}

// readForm reads the form up to its file, which comes last. Without a file it
// gives an empty name.
func readForm(r *http.Request) (f importForm, file io.Reader, name string, err error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return f, nil, "", fault.Wrap(fault.Invalid, "请从上传页面选择文件再提交", err)
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF { //nolint:errorlint // the reader gives it unwrapped
			return f, strings.NewReader(""), "", nil
		}
		if err != nil {
			return f, nil, "", fmt.Errorf("upload form: %w", cutOff(err))
		}
		switch part.FormName() {
		case "file":
			return f, arriving{part}, part.FileName(), nil
		case "kind":
			f.kind, err = shortPart(part)
		case "as_of":
			f.asOf, err = shortPart(part)
		case "full":
			f.full = true
		}
		if err != nil {
			return f, nil, "", fmt.Errorf("upload form: %w", cutOff(err))
		}
	}
}

// cutOff is a form that ends too early or is none: the line's doing, not ours.
// A body over the limit keeps its own answer.
func cutOff(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return err
	}
	return fault.Wrap(fault.Invalid, "文件没有传完整，请检查网络后重新上传", err)
}

// arriving is a file on its way: when the line breaks, whoever sends is told.
type arriving struct{ io.Reader }

// Read reads what has arrived.
func (a arriving) Read(p []byte) (int, error) {
	n, err := a.Reader.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // the end of a part is unwrapped
		return n, cutOff(err)
	}
	return n, err
}

func shortPart(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, 256))
	return strings.TrimSpace(string(b)), err
}

// check looks at what the form says; the importer looks at the file.
func (f importForm) check(name string) (asOf period.Day, bad templates.Errors) {
	bad = templates.Errors{}
	if f.kind == "" {
		bad["kind"] = "请选择这是哪一种数据"
	}
	if name == "" {
		bad["file"] = "请选择要上传的文件"
	}
	if f.asOf == "" {
		return 0, bad
	}
	asOf, err := period.ParseDay(f.asOf)
	if err != nil {
		bad["as_of"] = "日期不对，请写成 2026-03-02 这样"
	}
	return asOf, bad
}

func (h *Imports) template(c *gin.Context) error {
	key, ok := strings.CutSuffix(c.Param("file"), ".xlsx")
	for _, k := range importer.KindsOf(web.Actor(c)) {
		if ok && k.Key == key {
			return workbook(c, k.Title+"模板.xlsx", func(w io.Writer) error { return sheet.WriteTemplate(w, k) })
		}
	}
	return fault.New(fault.NotFound, "没有这种模板")
}

func (h *Imports) refusedRows(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	return workbook(c, fmt.Sprintf("错误表-批次%d.xlsx", id), func(w io.Writer) error {
		return h.files.WriteErrors(c.Request.Context(), web.Actor(c), id, w)
	})
}

// workbook sends a file to keep: whole, or a failure page. It is written into
// memory because rows in clear must not lie on a disk.
func workbook(c *gin.Context, name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Disposition", `attachment; filename="file.xlsx"; filename*=UTF-8''`+url.PathEscape(name))
	c.Data(http.StatusOK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
	return nil
}

func (h *Imports) batch(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	return h.showBatch(c, http.StatusOK, id, "", nil)
}

// showBatch shows a batch; while the worker has it in hand there is nothing to
// look at but its progress.
func (h *Imports) showBatch(c *gin.Context, status int, id int64, reason string, bad templates.Errors) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	b, err := h.files.Batch(ctx, by, id)
	if err != nil {
		return err
	}
	d := importPage(b, h.now())
	d.Withdraw.Reason, d.Errors = reason, bad
	if !b.Busy() {
		preview, err := h.files.Preview(ctx, by, id)
		if err != nil {
			return err
		}
		mistakes, err := h.files.Mistakes(ctx, by, id, pageOf(c))
		if err != nil {
			return err
		}
		d.Columns, d.Preview, d.LeftOut = preview.Columns, preview.Rows, preview.Notices
		showEnds(&d.Confirm, b, preview, c.PostForm("ends"))
		d.Mistakes, d.Pager = mistakeRows(mistakes.Items), pager(c, mistakes)
		asked, err := h.files.Headers(ctx, by, id)
		if err != nil {
			return err
		}
		d.Headers = headerChoices(c, asked)
	}
	return web.RenderAt(h.front, c, status, under(importsCrumb), templates.OfficeImport, b.FileName, d)
}

// confirm takes with it how many rows a full list ends: what the page said, or
// what was filled in.
func (h *Imports) confirm(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ends, err := strconv.Atoi(strings.TrimSpace(c.DefaultPostForm("ends", "0")))
	if err != nil {
		ends = -1 // nobody's number
	}
	err = h.files.Confirm(c.Request.Context(), web.Actor(c), id, ends)
	if fe := fault.Of(err); fe != nil && len(fe.Fields) > 0 {
		return h.showBatch(c, http.StatusUnprocessableEntity, id, "", fe.Fields)
	}
	return h.back(c, id, err, "已经开始导入。")
}

// back leads to the batch, also when the deed came too late: there one sees why.
func (h *Imports) back(c *gin.Context, id int64, err error, done string) error {
	switch {
	case fault.Is(err, fault.Conflict), fault.Is(err, fault.Invalid):
		h.front.Flash(c, templates.Warning, fault.Of(err).Public)
	case err != nil:
		return err
	default:
		h.front.Flash(c, templates.Good, done)
	}
	return web.Redirect(c, batchURL(id))
}

func (h *Imports) withdraw(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(c.PostForm("reason"))
	err = h.files.Withdraw(c.Request.Context(), web.Actor(c), id, reason)
	if fe := fault.Of(err); fe != nil && len(fe.Fields) > 0 {
		return h.showBatch(c, http.StatusUnprocessableEntity, id, reason, fe.Fields)
	}
	return h.back(c, id, err, "已经撤回。")
}
