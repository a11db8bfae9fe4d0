package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/question"
)

// demoQuestion is what somebody asked in the demonstration, with what became of
// it. Days are counted back from the day of the sample.
type demoQuestion struct {
	project  string // its name
	asked    int
	text     string
	login    string // who answers; "" leaves it waiting
	answered int
	answer   string
	hidden   string // the reason for which supervision hid it
}

var demoQuestions = []demoQuestion{
	{"四联村文化活动室维修", 30, "活动室什么时候修好？过年前能不能用？", "cun", 27, "屋面已经翻修好，墙面和门窗正在做，计划过年前完工。完工以后先验收再开放，验收的日期会写在这一页。", ""},
	{"四联村文化活动室维修", 20, "修活动室的钱是村里出的，还是上面拨的？一共多少？", "cun", 16, "一共18万元，全部是财政资金，已经到账。合同价17.6万元，到现在付了5万元，付款都写在这一页。", ""},
	{"四联村文化活动室维修", 22, "为什么不招标就定了施工队？", "", 0, "", ""},
	{"四联村文化活动室维修", 4, "旧的桌椅板凳还要不要？能不能给老人用？", "", 0, "", ""},
	{"四联村文化活动室维修", 18, "村里那谁谁天天在工地上骂人，没有人管。", "", 0, "", question.ReasonAbuse},
	{"四联村便民桥工程", 60, "桥上能过农用车吗？限重多少？", "jiaotong", 55, "可以过农用车。设计限重10吨，桥头已经立了限重牌。", ""},
}

// loadQuestions asks and answers through the same service as the pages.
func (d *demo) loadQuestions(ctx context.Context) error {
	there, err := gorm.G[model.ProjectQuestion](d.db).Count(ctx, "*")
	if err != nil || there > 0 {
		return err
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	var at time.Time
	service, err := d.questionService(d.filings, func() time.Time { return at })
	if err != nil {
		return err
	}
	var projects []model.Project
	if err := d.db.WithContext(ctx).Select("project_no", "name").Where("closed_by = 0 AND name LIKE ?", "四联村%").Find(&projects).Error; err != nil {
		return fmt.Errorf("demonstration's questions: %w", err)
	}
	numbers := map[string]string{}
	for _, p := range projects {
		numbers[p.Name] = p.ProjectNo
	}
	today := period.DayOf(d.state.AsOf, period.Shanghai)
	for i, q := range demoQuestions {
		at = clockOn(today, q.asked)
		if err := service.Ask(ctx, guestActor, question.Draft{No: numbers[q.project], Token: rand.Text(), Text: seal.NewSecret(q.text), Sure: true}); err != nil {
			return fmt.Errorf("demonstration's question %d: %w", i+1, err)
		}
		id := int64(i + 1)
		if q.login != "" {
			at = clockOn(today, q.answered)
			err = service.Answer(ctx, staff[q.login], id, question.Reply{Version: 1, Text: seal.NewSecret(q.answer)})
		}
		if q.hidden != "" {
			err = service.Hide(ctx, staff["jiandu"], id, 1, q.hidden)
		}
		if err != nil {
			return fmt.Errorf("demonstration's answer %d: %w", i+1, err)
		}
	}
	return nil
}
