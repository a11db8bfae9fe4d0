package complaint

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// enclosed is a file in a parcel.
type enclosed struct {
	name string
	row  model.File
}

// endings are the endings of the kinds of file that are taken in.
var endings = map[string]string{
	"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "audio/mpeg": ".mp3", "audio/amr": ".amr",
	"audio/mp4": ".m4a", "audio/ogg": ".ogg", "audio/wav": ".wav", "audio/webm": ".webm", "application/pdf": ".pdf",
}

// everything is all that is known of a petition, as text, and its files as they
// were sent. It is made for a parcel and for nothing else.
func (s *Service) everything(ctx context.Context, p model.Petition, reason, to string) (string, []enclosed, error) {
	var b strings.Builder
	at := func(t time.Time) string { return t.In(period.Shanghai).Format("2006-01-02 15:04") }
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s：%s\n", label, value)
		}
	}
	t, err := s.openTexts(p)
	if err != nil {
		return "", nil, err
	}
	names, err := placeNames(ctx, s.DB, []string{p.VillageCode})
	if err != nil {
		return "", nil, err
	}
	line("密封上报信访件", p.Number)
	line("报送", to)
	line("原因", reason)
	line("收到", at(p.ReceivedAt))
	line("渠道", ChannelText(p.Channel))
	line("方式", ModeText(p.Mode))
	line("反映的问题", SubjectText(p.Subject))
	line("发生地", join(names[p.VillageCode], p.Place))
	line("发生时间", p.Happened)
	line("被反映人", t.accused.Reveal())
	line("涉及", t.about.Reveal())
	fmt.Fprintf(&b, "\n%s\n", t.body.Reveal())
	if err := s.reporterText(ctx, &b, p); err != nil {
		return "", nil, err
	}
	files, err := s.enclosures(ctx, p.ID)
	if err != nil {
		return "", nil, err
	}
	_, said, err := s.talk(ctx, p.ID)
	if err != nil {
		return "", nil, err
	}
	if len(said) > 0 {
		b.WriteString("\n== 对话 ==\n")
	}
	for _, m := range said {
		who := "工作人员 " + m.Staff
		if m.Mine {
			who = "来信人"
		}
		fmt.Fprintf(&b, "%s %s：%s\n", at(m.At), who, m.Body.Reveal())
	}
	events, err := s.events(ctx, p.ID)
	if err != nil {
		return "", nil, err
	}
	b.WriteString("\n== 办理经过 ==\n")
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s %s %s %s\n", at(e.At), e.Who, e.What, e.Public, e.Note.Reveal())
	}
	if len(files) > 0 {
		b.WriteString("\n== 附件 ==\n")
	}
	for _, f := range files {
		b.WriteString(f.name + "\n")
	}
	return b.String(), files, nil
}

// reporterText writes down who sent it, for the recipient alone.
func (s *Service) reporterText(ctx context.Context, b *strings.Builder, p model.Petition) error {
	found, err := gorm.G[model.Reporter](s.DB).Where("petition_id = ?", p.ID).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("reporter: %w", err)
	}
	if len(found) == 0 {
		return nil
	}
	who, err := s.openReporter(found[0])
	if err != nil {
		return err
	}
	b.WriteString("\n== 来信人 ==\n")
	for _, l := range [][2]string{
		{"姓名", who.Name.Reveal()}, {"电话", who.Phone.Reveal()}, {"身份证号", who.ResidentID.Reveal()}, {"地址", who.Address.Reveal()}, {"核实", who.VerifyNote.Reveal()},
	} {
		if l[1] != "" {
			fmt.Fprintf(b, "%s：%s\n", l[0], l[1])
		}
	}
	return nil
}

// enclosures are the originals of a petition's files, those of the talk too.
func (s *Service) enclosures(ctx context.Context, id int64) ([]enclosed, error) {
	var ids []int64
	for _, h := range hangers() {
		if !h.files {
			continue
		}
		var some []int64
		if err := h.of(s.DB.WithContext(ctx), id).Pluck("file_id", &some).Error; err != nil {
			return nil, fmt.Errorf("enclosures: %w", err)
		}
		ids = append(ids, some...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := families(s.DB.WithContext(ctx), ids)
	if err != nil {
		return nil, err
	}
	var out []enclosed
	for _, f := range all {
		if f.ParentID == 0 && f.DeletedAt == nil {
			out = append(out, enclosed{fmt.Sprintf("附件/%02d%s", len(out)+1, endings[f.Mime]), f})
		}
	}
	return out, nil
}
