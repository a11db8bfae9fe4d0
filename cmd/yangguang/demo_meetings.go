package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/meeting"
)

// demoIssue is one issue of the demonstration: raised some days ago, given to a
// unit by the meeting, and how far it got.
type demoIssue struct {
	login, title, facts, kind, source string
	raised                            int // days ago
	unit                              string
	due                               int // days ago; negative is ahead
	done                              int // days ago; 0 never
	confirmed, returned               bool
}

// demoMeeting is how many days ago the meeting was.
const demoMeeting = 40

var demoIssues = []demoIssue{
	{"minzheng", "死亡人员信息晚一个多月才到民政局", "殡葬和户籍注销的信息每季度才送一次，低保停发总要晚一两个月。涉及全县各乡镇。", "data", "", 75, "民政局", 5, 12, true, false},
	{"jiandu", "四联村去年的光伏收益没有公示", "四联村村级光伏电站去年的收益到账以后，分配方案和结果都没有在村务公开栏公示。", "assets", "", 66, "民政局", 10, 15, false, true},
	{"jiaotong", "三滩镇村道养护资金没有拨到村", "第三季度的村道养护资金已经到县，两个多月没有拨到村，涉及四个村。", "project", "", 52, "交通运输局", 3, 0, false, false},
	{"anguan", "同一笔补贴两个部门都要村里报表", "同一批农户的情况，民政和交通各要一张表，内容大半相同。", "conduct", "2026年第三季度报表统计", 48, "交通运输局", -20, 4, false, false},
	{"minzheng", "残疾人补贴没有按时调整档次", "去年重新评定过等级的残疾人，有的还按原来的档次发补贴，要残联提供名单核对。", "subsidy", "", 9, "", 0, 0, false, false},
}

// loadMeetings makes one meeting with some issues, through the service as the
// pages use it.
func (d *demo) loadMeetings(ctx context.Context) error {
	n, err := gorm.G[model.Meeting](d.db).Count(ctx, "*")
	if err != nil || n > 0 {
		return err // made before the first start was cut short
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	proof, err := demoProof()
	if err != nil {
		return err
	}
	var at time.Time
	s, err := d.meetingService(func() time.Time { return at })
	if err != nil {
		return err
	}
	today := period.DayOf(d.state.AsOf, period.Shanghai)
	day := func(ago int) period.Day { return today - period.Day(ago) } //nolint:gosec // some dozens
	ids := make([]int64, len(demoIssues))
	for i, x := range demoIssues {
		at = clockOn(today, x.raised)
		draft := meeting.Draft{Title: x.title, Facts: seal.NewSecret("【演示】" + x.facts), Kind: x.kind, Origin: model.MeetingFromOwn}
		if x.source != "" {
			draft.Origin, draft.Source = model.MeetingFromStatistics, x.source
		}
		if ids[i], err = s.Raise(ctx, staff[x.login], draft); err != nil {
			return fmt.Errorf("demonstration's issue %s: %w", x.title, err)
		}
	}
	at = clockOn(today, demoMeeting)
	on := day(demoMeeting)
	held, err := s.Write(ctx, staff["anguan"], 0, meeting.MeetingDraft{On: on.String(), Title: strconv.Itoa(on.Year()) + "年第" + strconv.Itoa((int(on.Time().Month())+2)/3) + "季度联席会议", Place: "县纪委监委三楼会议室（演示）",
		Units: []string{meeting.Commission, "民政局", "交通运输局"}, Said: seal.NewSecret("【演示】各责任单位按期限整改，整改完附照片或者文件。到期没有整改的，下次会议上说明。")})
	if err != nil {
		return fmt.Errorf("demonstration's meeting: %w", err)
	}
	for i, x := range demoIssues {
		if x.unit == "" {
			continue
		}
		officer := actor.Actor{Kind: actor.Staff, StaffID: staff["minzheng"].StaffID, Role: actor.RoleBureauOfficer, Name: staff["minzheng"].Name, Bureau: x.unit}
		if x.unit == "交通运输局" {
			officer = staff["jiaotong"]
		}
		do := func(ago int, by actor.Actor, deed meeting.Deed) error {
			if err != nil {
				return err
			}
			at = clockOn(today, ago)
			i, err := gorm.G[model.MeetingIssue](d.db).Where("id = ?", ids[i]).Take(ctx)
			if err != nil {
				return err
			}
			deed.Version = i.Version
			return s.Do(ctx, by, i.ID, deed)
		}
		err = do(demoMeeting, staff["anguan"], meeting.Deed{Action: meeting.ActAssign, Unit: x.unit, Due: day(x.due).String(), Meeting: held})
		if x.done > 0 {
			err = do(x.done, officer, meeting.Deed{Action: meeting.ActReport, Note: seal.NewSecret("【演示】已经整改，照片附后。"), Uploads: []attach.Upload{{Kind: attach.Photo, Content: proof[0].Content}}})
		}
		if x.confirmed {
			err = do(x.done-2, staff["anguan"], meeting.Deed{Action: meeting.ActConfirm, Note: seal.NewSecret("【演示】看过照片，同意确认。")})
		}
		if x.returned {
			err = do(x.done-2, staff["jiandu"], meeting.Deed{Action: meeting.ActReturn, Note: seal.NewSecret("【演示】公示的照片看不清金额，请重新公示。"), Due: day(-6).String()})
		}
		if err != nil {
			return fmt.Errorf("demonstration's issue %s: %w", x.title, err)
		}
	}
	return nil
}
