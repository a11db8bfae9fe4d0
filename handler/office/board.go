package office

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/board"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// boards is what these pages need of the board service.
type boards interface {
	PrintVillages(ctx context.Context, by actor.Actor) ([]board.Place, error)
	Quarters() []board.Span
	Spans() []board.Span
	Sheet(ctx context.Context, by actor.Actor, q board.SheetQuery) (board.Sheet, error)
	Households(ctx context.Context, by actor.Actor, f board.HouseholdFilter) (board.Households, error)
	Letters(ctx context.Context, by actor.Actor, q board.LetterQuery) (board.Letters, error)
}

// published knows which lists a village has.
type published interface {
	ListItems(ctx context.Context, village string) ([]lookup.ListItem, error)
}

// Board is the pages on which what is public in a village is printed for people
// without a telephone.
type Board struct {
	front   *web.Front
	boards  boards
	lists   published
	organ   string
	hotline string
}

// NewBoard makes the pages.
func NewBoard(front *web.Front, b boards, l published, organ, hotline string) *Board {
	return &Board{front, b, l, organ, hotline}
}

// Routes lists the addresses.
func (h *Board) Routes() []web.Route {
	sheet := roles(actor.RoleVillageCadre, actor.RoleTownInspector, actor.RoleBureauOfficer, actor.RoleSupervision)
	letters := roles(actor.RoleVillageCadre, actor.RoleTownInspector)
	return []web.Route{
		get("/office/board/sheet", sheet, h.sheetForm),
		post("/office/board/sheet", sheet, h.sheet),
		get("/office/board/letters", letters, h.households),
		post("/office/board/letters", letters, h.letters),
	}
}

// printed is the village that is printed for: the one that was asked for, or the
// first of the account's. Groups are empty where there is no choice.
func (h *Board) printed(c *gin.Context, code string) (one board.Place, groups []templates.OptionGroup, err error) {
	all, err := h.boards.PrintVillages(c.Request.Context(), web.Actor(c))
	if err != nil {
		return one, nil, err
	}
	if len(all) == 0 {
		return one, nil, fault.New(fault.Conflict, "还没有导入行政区划，请联系系统管理员")
	}
	one = all[0]
	for _, p := range all {
		if p.Code == code {
			one = p
		}
		if n := len(groups); n == 0 || groups[n-1].Text != p.Town {
			groups = append(groups, templates.OptionGroup{Text: p.Town})
		}
		g := &groups[len(groups)-1]
		g.Options = append(g.Options, templates.Option{Value: p.Code, Text: p.Village, Selected: p.Code == code})
	}
	if len(all) == 1 {
		groups = nil
	}
	return one, groups, nil
}

func spanOptions(all []board.Span, chosen string) []templates.Option {
	return options(all, chosen, func(s board.Span) (string, string) { return s.String(), s.Chinese() })
}

func (h *Board) sheetForm(c *gin.Context) error { return h.showSheetForm(c, http.StatusOK, nil) }

func (h *Board) showSheetForm(c *gin.Context, status int, wrong templates.Errors) error {
	asked := func(name string) string { return c.DefaultPostForm(name, c.Query(name)) }
	one, groups, err := h.printed(c, asked("village"))
	if err != nil {
		return err
	}
	d := templates.OfficeBoardSheetData{Village: one.Full(), Code: one.Code, Villages: groups, Spans: spanOptions(h.boards.Quarters(), asked("span")), Errors: wrong}
	if len(groups) == 0 {
		items, err := h.lists.ListItems(c.Request.Context(), one.Code)
		if err != nil {
			return err
		}
		d.Items = options(items, asked("item"), func(i lookup.ListItem) (string, string) { return i.Code, i.Name })
	}
	return web.RenderAt(h.front, c, status, under(), templates.OfficeBoardSheet, "公开栏打印", d)
}

func (h *Board) sheet(c *gin.Context) error {
	quarter, _ := board.ParseSpan(c.PostForm("span")) // what is none, the service refuses
	s, err := h.boards.Sheet(c.Request.Context(), web.Actor(c), board.SheetQuery{Village: c.PostForm("village"), Quarter: quarter, Item: c.PostForm("item")})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showSheetForm(c, http.StatusUnprocessableEntity, wrong) })
	}
	d := sheetData(s)
	d.Organ, d.Hotline, d.BackURL = h.organ, h.hotline, "/office/board/sheet?village="+s.Place.Code
	return web.Render(h.front, c, http.StatusOK, templates.BoardSheet, s.Place.Full()+"公开栏 "+s.Quarter.Chinese(), d)
}

// filterOfHouseholds reads which households are wanted, from the list's form or
// from the one that prints.
func (h *Board) filterOfHouseholds(c *gin.Context, one board.Place, span string) board.HouseholdFilter {
	f := board.HouseholdFilter{Village: one.Code, Group: c.Query("group"), Every: c.Query("every") == "1", Page: pageOf(c)}
	all := h.boards.Spans()
	f.Span = all[0]
	if s, ok := board.ParseSpan(span); ok && slices.Contains(all, s) {
		f.Span = s
	}
	return f
}

func (h *Board) households(c *gin.Context) error {
	return h.showHouseholds(c, http.StatusOK, c.Query("village"), c.Query("span"), nil)
}

func (h *Board) showHouseholds(c *gin.Context, status int, village, span string, wrong templates.Errors) error {
	one, groups, err := h.printed(c, village)
	if err != nil {
		return err
	}
	f := h.filterOfHouseholds(c, one, span)
	list, err := h.boards.Households(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	d := templates.OfficeBoardLettersData{
		Village: one.Full(), Code: one.Code, Villages: groups, Spans: spanOptions(h.boards.Spans(), f.Span.String()), Span: f.Span.String(), Every: f.Every,
		Groups: options(list.Groups, f.Group, func(g string) (string, string) { return g, g }), Reason: c.PostForm("reason"), Most: board.MostLetters, Pager: pager(c, list.Page), Errors: wrong,
		Empty: templates.Empty{Text: "没有符合条件的户", Advice: "每一户都有人绑定了手机，或者户籍名册还没有导入。", Action: templates.Link{Text: "看全部的户", URL: "/office/board/letters?every=1&village=" + one.Code}},
	}
	chosen := c.PostFormArray("household")
	for _, r := range list.Items {
		d.Rows = append(d.Rows, templates.HouseholdLetterRow{
			No: r.No, Group: r.Group, Head: r.Head, People: r.People, Bound: r.Bound, Count: r.Count, Amount: r.Amount.String(), Chosen: slices.Contains(chosen, r.No),
		})
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, status, under(), templates.OfficeBoardLetters, "入户信打印", d)
}

func (h *Board) letters(c *gin.Context) error {
	village, span := c.PostForm("village"), c.PostForm("span")
	q := board.LetterQuery{Village: village, Households: c.PostFormArray("household"), Reason: c.PostForm("reason")}
	q.Span, _ = board.ParseSpan(span) // what is none, the service refuses
	l, err := h.boards.Letters(c.Request.Context(), web.Actor(c), q)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showHouseholds(c, http.StatusUnprocessableEntity, village, span, wrong)
		})
	}
	d := letterData(l)
	d.Organ, d.Hotline, d.Hall = h.organ, h.hotline, strings.TrimSuffix(l.Place.Town, "人民政府")+"政府的便民服务大厅"
	d.BackURL = "/office/board/letters?village=" + l.Place.Code + "&span=" + l.Span.String()
	return web.Render(h.front, c, http.StatusOK, templates.BoardLetters, l.Place.Full()+"入户信 "+l.Span.Chinese(), d)
}
