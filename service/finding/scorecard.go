package finding

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/transact"
)

// Refuted is how many findings of a model were not true, for one reason.
type Refuted struct {
	Text string
	N    int
}

// QuarterScore is how a model did in one quarter.
type QuarterScore struct {
	Quarter           string // 2026Q1
	Judged, Confirmed int
}

// Percent is the precision of the quarter.
func (q QuarterScore) Percent() int { return percent(q.Confirmed, q.Judged) }

// Score is how a model's hits stood up to people's checks.
type Score struct {
	Model     string
	Title     string
	Hits      int // findings, whatever became of them
	Checked   int // answered by whom they were sent to, or judged after a task was put right
	Judged    int // with a final verdict
	Confirmed int
	Refuted   []Refuted
	Clues     int
	Cases     int
	Recovered money.Fen
	Amount    money.Fen // in question, of the confirmed
	Trend     []QuarterScore
	Paused    bool
	Why       string // why it is paused
	Reviews   []ModelReviewed
}

// ModelReviewed is one decision about a model.
type ModelReviewed struct {
	At                time.Time
	Decision          string // resume, stop or pause
	Reason, By        string
	Judged, Confirmed int
}

// Percent is the model's precision: confirmed of judged.
func (s Score) Percent() int { return percent(s.Confirmed, s.Judged) }

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 100 / whole
}

// scoreRow is what one grouping of the findings gives.
type scoreRow struct {
	Model, Title, Verdict, Reason, Quarter                 string
	Hits, Checked, Judged, Confirmed, Clues, N, Fen, Cases int64
}

// Scores gives the scorecard of every model that has findings. Who may not see
// all findings sees no scores.
func (s *Service) Scores(ctx context.Context, by actor.Actor) (map[string]Score, error) {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return nil, notFound()
	}
	out := map[string]*Score{}
	of := func(key string) *Score {
		if out[key] == nil {
			out[key] = &Score{Model: key}
		}
		return out[key]
	}
	db := s.DB.WithContext(ctx)
	// What a finding led to is counted without the clues and cases that are kept from the reader.
	seenClue, clueArgs := recuse.Hide("k", model.ObjectClue, by)
	seenCase, caseArgs := recuse.Hide("c", model.ObjectCase, by)
	for _, part := range []struct {
		q    *gorm.DB
		into func(*Score, scoreRow)
	}{
		{db.Table("findings").Select(`model, MAX(title) AS title, COUNT(*) AS hits, SUM(CASE WHEN feedback_at IS NOT NULL OR final_verdict <> '' THEN 1 ELSE 0 END) AS checked,
 SUM(CASE WHEN final_verdict <> '' THEN 1 ELSE 0 END) AS judged, SUM(CASE WHEN final_verdict = 'true' THEN 1 ELSE 0 END) AS confirmed,
 SUM(CASE WHEN closed_as = 'clue' AND NOT EXISTS (SELECT 1 FROM clues k WHERE k.id = findings.clue_id AND NOT (`+seenClue+`)) THEN 1 ELSE 0 END) AS clues, SUM(CASE WHEN final_verdict = 'true' THEN amount_fen ELSE 0 END) AS fen`, clueArgs...).Group("model"),
			func(c *Score, r scoreRow) {
				c.Title, c.Hits, c.Checked, c.Judged, c.Confirmed, c.Clues, c.Amount = r.Title, int(r.Hits), int(r.Checked), int(r.Judged), int(r.Confirmed), int(r.Clues), money.Fen(r.Fen)
			}},
		{db.Table("findings").Select("model, final_verdict AS verdict, final_reason AS reason, COUNT(*) AS n").Where("final_verdict <> '' AND final_verdict <> 'true'").
			Group("model, final_verdict, final_reason").Order("n DESC"), func(c *Score, r scoreRow) { c.Refuted = append(c.Refuted, Refuted{refutedText(r), int(r.N)}) }},
		{db.Table("findings").Select("model, judged_quarter AS quarter, COUNT(*) AS judged, SUM(CASE WHEN final_verdict = 'true' THEN 1 ELSE 0 END) AS confirmed").
			Where("judged_quarter <> ''").Group("model, judged_quarter").Order("judged_quarter"),
			func(c *Score, r scoreRow) {
				c.Trend = append(c.Trend, QuarterScore{r.Quarter, int(r.Judged), int(r.Confirmed)})
			}},
		{db.Table("findings f").Select("f.model, COUNT(*) AS cases").Joins("JOIN cases c ON c.clue_id = f.clue_id AND "+seenCase, caseArgs...).
			Joins("JOIN clues k ON k.id = f.clue_id AND "+seenClue, clueArgs...).Where("f.clue_id <> 0").Group("f.model"),
			func(c *Score, r scoreRow) { c.Cases = int(r.Cases) }},
		{db.Table("refunds r").Select("f.model, SUM(r.paid_fen) AS fen").Joins("JOIN findings f ON f.id = r.finding_id").Group("f.model"),
			func(c *Score, r scoreRow) { c.Recovered = money.Fen(r.Fen) }},
	} {
		var rows []scoreRow
		if err := part.q.Scan(&rows).Error; err != nil {
			return nil, fmt.Errorf("scores: %w", err)
		}
		for _, r := range rows {
			part.into(of(r.Model), r)
		}
	}
	if err := s.judgeModels(ctx, of); err != nil {
		return nil, err
	}
	all := make(map[string]Score, len(out))
	for k, v := range out {
		all[k] = *v
	}
	return all, nil
}

func refutedText(r scoreRow) string {
	if t := ReasonText(r.Reason); t != "" {
		return t
	}
	return VerdictText(r.Verdict)
}

// judgeModels adds what people decided about the models, and which of them
// are paused.
func (s *Service) judgeModels(ctx context.Context, of func(string) *Score) error {
	reviews, err := gorm.G[model.ModelReview](s.DB).Order("id").Limit(2000).Find(ctx)
	if err != nil {
		return fmt.Errorf("reviews of models: %w", err)
	}
	last := map[string]model.ModelReview{}
	for _, r := range reviews {
		last[r.Model] = r
		c := of(r.Model)
		c.Reviews = append(c.Reviews, ModelReviewed{r.At, r.Decision, r.Reason, r.StaffName, r.Judged, r.Confirmed})
	}
	paused, err := s.paused(ctx, last)
	if err != nil {
		return err
	}
	for key, why := range paused {
		c := of(key)
		c.Paused, c.Why = true, why
	}
	return nil
}

// TopicJudged promises that a model is looked at after one of its findings was
// judged: below the floor it is switched off.
const TopicJudged = "finding.judged"

type judgedEvent struct {
	Model string `json:"model"`
}

// judged promises a look at the model of a finding that d judged.
func judged(tx *gorm.DB, f model.Finding, d deed) error {
	if v, _ := d.set["final_verdict"].(string); v == "" {
		return nil
	}
	return outbox.Add(tx, TopicJudged, fmt.Sprintf("%d/%d", f.ID, f.Version+1), d.at, judgedEvent{f.Model})
}

// Handlers are this package's promises for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicJudged: s.afterJudgement}
}

// afterJudgement switches a model off whose precision has just fallen below the
// floor, and writes that down as a decision of the program's own. It may run
// again: a model that is off already stays as it is.
func (s *Service) afterJudgement(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[judgedEvent](e)
	if err != nil {
		return err
	}
	last, err := s.lastReviews(ctx)
	if err != nil {
		return err
	}
	low, err := s.below(ctx, last)
	if err != nil || low[p.Model] == "" || last[p.Model].Decision == model.ReviewPause || last[p.Model].Decision == model.ReviewStop {
		return err
	}
	by := actor.Sys("scorecard")
	if s.Switch != nil {
		if err := s.Switch.Pause(ctx, by, p.Model, low[p.Model]); err != nil {
			return fmt.Errorf("pause model %s: %w", p.Model, err)
		}
	}
	return s.record(ctx, by, p.Model, model.ReviewPause, low[p.Model])
}

// Paused tells which models are not to run: their precision fell below the
// floor, or people stopped them, and nobody has let them run again since.
func (s *Service) Paused(ctx context.Context) (map[string]bool, error) {
	last, err := s.lastReviews(ctx)
	if err != nil {
		return nil, err
	}
	paused, err := s.paused(ctx, last)
	if err != nil {
		return nil, err
	}
	out := make(map[string]bool, len(paused))
	for key := range paused {
		out[key] = true
	}
	return out, nil
}

// lastReviews gives the newest decision about each model.
func (s *Service) lastReviews(ctx context.Context) (map[string]model.ModelReview, error) {
	var newest []model.ModelReview
	err := s.DB.WithContext(ctx).Where("id IN (SELECT MAX(id) FROM model_reviews GROUP BY model)").Find(&newest).Error
	if err != nil {
		return nil, fmt.Errorf("reviews of models: %w", err)
	}
	last := map[string]model.ModelReview{}
	for _, r := range newest {
		last[r.Model] = r
	}
	return last, nil
}

// paused says why each model that is not to run is not.
func (s *Service) paused(ctx context.Context, last map[string]model.ModelReview) (map[string]string, error) {
	out, err := s.below(ctx, last)
	if err != nil {
		return nil, err
	}
	for key, r := range last {
		switch r.Decision {
		case model.ReviewStop:
			out[key] = "复核后决定停用：" + r.Reason
		case model.ReviewPause:
			out[key] = r.Reason
		}
	}
	return out, nil
}

// below judges each model by what was judged since its last review.
func (s *Service) below(ctx context.Context, last map[string]model.ModelReview) (map[string]string, error) {
	floor, err := s.number(ctx, ParamFloor, floorPercent)
	if err != nil {
		return nil, err
	}
	enough, err := s.number(ctx, ParamJudged, floorJudged)
	if err != nil {
		return nil, err
	}
	var rows []scoreRow
	err = s.DB.WithContext(ctx).Table("findings").Select("model, COUNT(*) AS judged, SUM(CASE WHEN final_verdict = 'true' THEN 1 ELSE 0 END) AS confirmed").
		Where("final_verdict <> ''").Group("model").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("judged findings: %w", err)
	}
	out := map[string]string{}
	for _, r := range rows {
		judged, confirmed := int(r.Judged)-last[r.Model].Judged, int(r.Confirmed)-last[r.Model].Confirmed
		if judged >= enough && confirmed*100 < floor*judged {
			out[r.Model] = fmt.Sprintf("已判%d条只有%d条属实，准确率低于%d%%，暂停运行，等待复核", judged, confirmed, floor)
		}
	}
	return out, nil
}

// ReviewModel lets a model run, a paused one again, or stops one. Keys of its
// errors: decision, reason.
func (s *Service) ReviewModel(ctx context.Context, by actor.Actor, key, decision, reason string) error {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return notFound()
	}
	bad := map[string]string{}
	if !slices.Contains([]string{model.ReviewResume, model.ReviewStop}, decision) {
		bad["decision"] = "请选让它运行还是停用"
	}
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 4 || n > 200 {
		bad["reason"] = "请写明理由，例如调整了哪个参数，4到200个字"
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	if s.Switch != nil {
		turn := s.Switch.Enable
		if decision == model.ReviewStop {
			turn = s.Switch.Pause
		}
		if err := turn(ctx, by, key, reason); err != nil {
			return err
		}
	}
	return s.record(ctx, by, key, decision, reason)
}

// record writes a decision about a model and how it stood.
func (s *Service) record(ctx context.Context, by actor.Actor, key, decision, reason string) error {
	at, name := s.clock(), by.Name
	if by.Kind == actor.System {
		name = "系统"
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var sum struct{ Judged, Confirmed int }
		err := tx.Table("findings").Select("COUNT(*) AS judged, COALESCE(SUM(CASE WHEN final_verdict = 'true' THEN 1 ELSE 0 END), 0) AS confirmed").
			Where("model = ? AND final_verdict <> ''", key).Scan(&sum).Error
		if err != nil {
			return fmt.Errorf("judged findings: %w", err)
		}
		r := model.ModelReview{Model: key, Decision: decision, Reason: reason, Judged: sum.Judged, Confirmed: sum.Confirmed, StaffID: by.StaffID, StaffName: name, At: at}
		if err := tx.Create(&r).Error; err != nil {
			return fmt.Errorf("review of a model: %w", err)
		}
		return audit.Record(tx, by, at, "model.review", "model:"+key, map[string]any{"decision": decision, "judged": sum.Judged, "confirmed": sum.Confirmed})
	})
}
