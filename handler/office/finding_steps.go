package office

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// step takes one step on a finding and answers for it: back to the page with
// what was done, or the page with the refused form.
func (h *Findings) step(c *gin.Context, key string, said func(string) string, done string, take func(id int64, version int) error) error {
	return h.stepSaying(c, key, said, func(id int64, version int) (string, error) { return done, take(id, version) })
}

// stepSaying is step with words that depend on what came of it.
func (h *Findings) stepSaying(c *gin.Context, key string, said func(string) string, take func(id int64, version int) (string, error)) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	version := versionIn(said)
	done, err := take(id, version)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: said, wrong: wrong}, nil)
		})
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, findingURL(id))
}

// of reads a field of the form called key.
func of(c *gin.Context, key string) func(name string) string {
	return func(name string) string { return c.PostForm(key + "-" + name) }
}

func secretOf(v string) seal.Secret { return seal.NewSecret(v) }

func (h *Findings) send(c *gin.Context) error {
	key := string(finding.ActDispatch)
	f := of(c, key)
	return h.stepSaying(c, key, c.PostForm, func(id int64, version int) (string, error) {
		o := finding.Order{Target: f("target"), Bureau: f("bureau"), Note: secretOf(f("note"))}
		sent, err := h.findings.Dispatch(c.Request.Context(), web.Actor(c), []finding.Pick{{ID: id, Version: version}}, o)
		if err == nil && len(sent.Refused) > 0 {
			return "", fault.New(fault.Invalid, sent.Refused[0])
		}
		return sentText("已下发", sent), err
	})
}

func (h *Findings) recall(c *gin.Context) error {
	key := string(finding.ActRecall)
	return h.step(c, key, c.PostForm, "已收回。", func(id int64, version int) error {
		return h.findings.Recall(c.Request.Context(), web.Actor(c), id, version, secretOf(of(c, key)("note")))
	})
}

func (h *Findings) review(c *gin.Context) error {
	key := c.PostForm("action")
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已办："+finding.ActionText(key)+"。", func(id int64, version int) error {
		return h.findings.Review(c.Request.Context(), web.Actor(c), id, finding.Review{
			Version: version, Action: finding.Action(key), Note: secretOf(f("note")), Verdict: f("verdict"), Reason: f("reason"), As: f("as"), Stop: f("stop") != "",
			Rectify: f("rectify"), Title: secretOf(f("title")), Why: f("why"), Paper: f("document"), Until: f("until"),
		})
	})
}

func (h *Findings) decide(c *gin.Context) error {
	key := c.PostForm("action")
	return h.step(c, key, c.PostForm, "已办："+finding.ActionText(key)+"。", func(id int64, version int) error {
		return h.findings.Decide(c.Request.Context(), web.Actor(c), id, version, finding.Action(key), secretOf(of(c, key)("note")))
	})
}

func (h *Findings) rectified(c *gin.Context) error {
	key := string(finding.ActRectified)
	return h.step(c, key, c.PostForm, "已登记整改完成。", func(id int64, version int) error {
		return h.findings.Rectified(c.Request.Context(), web.Actor(c), id, version, secretOf(of(c, key)("note")))
	})
}

func (h *Findings) ask(c *gin.Context) error {
	key := string(finding.ActAsk)
	f := of(c, key)
	return h.step(c, key, c.PostForm, "征询已发出。", func(id int64, version int) error {
		person, _ := strconv.ParseInt(f("person"), 10, 64) // what is no number is nobody
		return h.findings.Ask(c.Request.Context(), web.Actor(c), id, finding.Question{Version: version, PersonID: person, Text: secretOf(f("text"))})
	})
}

func (h *Findings) writeDown(c *gin.Context) error {
	hearing, err := idOf(c, "hearing")
	if err != nil {
		return err
	}
	key := string(finding.ActHeard) + c.Param("hearing")
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已登记本户的答复。", func(id int64, version int) error {
		return h.findings.WriteDown(c.Request.Context(), web.Actor(c), id, version, hearing, finding.Reply{Answer: f("answer"), Text: secretOf(f("text"))})
	})
}

func (h *Findings) decideHearing(c *gin.Context) error {
	hearing, err := idOf(c, "hearing")
	if err != nil {
		return err
	}
	key := string(finding.ActDecide) + c.Param("hearing")
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已作出决定。", func(id int64, version int) error {
		return h.findings.DecideHearing(c.Request.Context(), web.Actor(c), id, version, hearing, f("decision"), secretOf(f("note")))
	})
}

func (h *Findings) orderRefund(c *gin.Context) error {
	key := string(finding.ActRefund)
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已登记责令退缴。", func(id int64, version int) error {
		o := finding.RefundOrder{Version: version, Amount: f("amount"), Due: f("due"), Payer: secretOf(f("payer")), Note: secretOf(f("note"))}
		return h.findings.OrderRefund(c.Request.Context(), web.Actor(c), id, o)
	})
}

func (h *Findings) payRefund(c *gin.Context) error {
	refund, err := idOf(c, "refund")
	if err != nil {
		return err
	}
	key := string(finding.ActPaid) + c.Param("refund")
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已登记入账。", func(id int64, version int) error {
		return h.findings.PayRefund(c.Request.Context(), web.Actor(c), id, refund, finding.Payment{Version: version, Amount: f("amount"), On: f("on"), Receipt: f("receipt")})
	})
}

func (h *Findings) returnRefund(c *gin.Context) error {
	refund, err := idOf(c, "refund")
	if err != nil {
		return err
	}
	key := string(finding.ActReturned) + c.Param("refund")
	f := of(c, key)
	return h.step(c, key, c.PostForm, "已登记。", func(id int64, version int) error {
		return h.findings.ReturnRefund(c.Request.Context(), web.Actor(c), id, refund, finding.Payment{Version: version, Amount: f("amount"), On: f("on"), To: f("to")})
	})
}

func (h *Findings) feedback(c *gin.Context) error {
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	key := string(finding.ActFeedback)
	f := func(name string) string { return said(key + "-" + name) }
	return h.step(c, key, said, "已提交反馈，等监督检查室复核。", func(id int64, version int) error {
		a := finding.Feedback{Version: version, Verdict: f("verdict"), Reason: f("reason"), Text: secretOf(f("text")), Uploads: uploads}
		return h.findings.Answer(c.Request.Context(), web.Actor(c), id, a)
	})
}

func (h *Findings) unseal(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	v, err := h.findings.Unseal(c.Request.Context(), web.Actor(c), id, of(c, keyUnseal)("reason"))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, findingForms{tried: keyUnseal, say: c.PostForm, wrong: wrong}, nil)
		})
	}
	return h.show(c, http.StatusOK, findingForms{}, []templates.Fact{{Label: "身份证号", Value: v.Reveal()}})
}

func (h *Findings) file(c *gin.Context) error { return showFile(c, h.findings.File) }

// findingFiles are the photos, voices and PDFs of a finding or of one hearing.
func findingFiles(base string, files []finding.Attachment, hearing int64) (photos []templates.OfficePhoto, voices []string, papers []templates.Link) {
	for _, f := range files {
		if f.Hearing != hearing {
			continue
		}
		address := fmt.Sprintf("%s/files/%d", base, f.ID)
		switch f.Kind {
		case finding.KindVoice:
			voices = append(voices, address)
		case finding.KindPaper:
			papers = append(papers, templates.Link{Text: fmt.Sprintf("文件%d（PDF）", len(papers)+1), URL: address})
		default:
			photos = append(photos, templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("照片%d", len(photos)+1)})
		}
	}
	return photos, voices, papers
}

// nextWords says what is to be done now, and by whom.
func nextWords(o finding.Detail, by actor.Actor) string {
	switch {
	case o.Held != "":
		return "暂缓。" + o.Held + "，数据补齐以后再办。"
	case o.Can[finding.ActFeedback]:
		return "核查这条疑点，反馈结果。"
	case o.Can[finding.ActApproveClue]:
		return "审批线索移交。"
	case o.Can[finding.ActApproveExempt]:
		return "审批豁免。"
	case o.Status == "generated" && o.Can[finding.ActClose]:
		return "下发给业主单位核查，或者复核办结。"
	case o.Can[finding.ActClose]:
		return "复核反馈，办结或者退回。"
	case o.Status == "generated" && o.Task != 0 && o.Warning == "":
		return "由主管部门按保障任务办理，办结后这条疑点一起办结。"
	case o.Status == "generated" && o.Can[finding.ActDispatch]:
		return "下发核查。"
	case o.Can[finding.ActRectified]:
		return "盯住整改，完成后登记。"
	case !by.Is(actor.RoleSupervision, actor.RoleHead):
		return ""
	case o.Status == "dispatched":
		return "等" + o.Target + "反馈。"
	case o.Status == "reviewing":
		return "等领导审批。"
	}
	return ""
}
