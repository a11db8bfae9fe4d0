package importer

import (
	"context"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
)

// projects are the project library.
type projects struct {
	plain
	villages map[string]bool
}

func newProjects(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	villages, err := divisionCodes(ctx, s.db, "") // a project may belong to a town or the county
	return &projects{plain: plain{s: s, batch: b}, villages: villages}, err
}

func (l *projects) tables() []string { return []string{"projects"} }

func (l *projects) amount(rec sheet.Record) int64 { return fen(rec, "计划总投资") }

func (l *projects) check(rec sheet.Record) []sheet.RowError {
	if !l.villages[rec.Get(colVillage)] {
		return []sheet.RowError{rowError(rec, colVillage, ruleUnknown, "没有这个村代码，请核对12位代码，或先导入行政区划")}
	}
	return l.once(rec, colProject, rec.Get(colProject), "这个项目编号在文件里出现了两次，请只留一行")
}

// colWinnerName is an extra column that some bureaus give beside the winner's
// code. The data set contract does not know it; pages show it to villagers, for
// whom a code says nothing.
const colWinnerName = "中标单位名称"

func (l *projects) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows := make([]model.Project, len(recs))
	for i, rec := range recs {
		rows[i] = model.Project{
			ID: rowID(l.batch.ID, first+i), ProjectNo: rec.Get(colProject), Name: clip.Runes(rec.Get("名称"), 200), Kind: clip.Runes(rec.Get("类型"), 64),
			VillageCode: rec.Get(colVillage), Bureau: clip.Runes(rec.Get("主管部门"), 64), OwnerUnit: clip.Runes(rec.Get("业主单位"), 100),
			ApprovalNo: clip.Runes(rec.Get("批复文号"), 100), ApprovedOn: mustDay(rec, "批复日期"), EstimateFen: fen(rec, "概算"),
			PlannedFen: fen(rec, "计划总投资"), FiscalFen: fen(rec, "财政资金"), Procurement: rec.Get("采购类型"), BidMethod: rec.Get("招标方式"),
			NoticeOn: day(rec, "公告日期"), BidOn: day(rec, "开标日期"), ControlFen: fen(rec, "控制价"), WinnerCode: clip.Runes(rec.Get("中标单位代码"), 32),
			WinnerName: clip.Runes(rec.Extra()[colWinnerName], 100), WinFen: fen(rec, "中标价"), ContractFen: fen(rec, "合同价"), ContractOn: day(rec, "合同日期"),
			PlanStart: mustDay(rec, "计划开工"), PlanEnd: mustDay(rec, "计划完工"), RealStart: day(rec, "实际开工"), RealEnd: day(rec, "实际完工"),
			AcceptedOn: day(rec, "验收日期"), SettledFen: fen(rec, "结算价"), Longitude: rec.Get("经度"), Latitude: rec.Get("纬度"),
			BatchID: l.batch.ID, RowNo: rec.Number(),
		}
	}
	return insert(ctx, l.s, rows)
}

func (l *projects) publish(tx *gorm.DB) error { return projectsRegister.supersede(tx, l.batch) }
func (l *projects) retract(tx *gorm.DB) error { return projectsRegister.reopen(tx, l.batch) }

// progress are reports of how far projects are; they only ever add.
type progress struct {
	plain
	known map[string]int64
}

func newProgress(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	known, err := projectNumbers(ctx, s.db)
	return &progress{plain: plain{s: s, batch: b}, known: known}, err
}

func (l *progress) tables() []string { return []string{"project_progress"} }

func (l *progress) check(rec sheet.Record) []sheet.RowError {
	if l.known[rec.Get(colProject)] == 0 {
		return []sheet.RowError{rowError(rec, colProject, ruleUnknown, projectRef.message)}
	}
	return l.once(rec, "日期", rec.Get(colProject)+"\x00"+rec.Get("日期"), "同一个项目同一天有两行，请只留一行")
}

func (l *progress) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows := make([]model.ProjectProgress, len(recs))
	for i, rec := range recs {
		rows[i] = model.ProjectProgress{
			ID: rowID(l.batch.ID, first+i), ProjectNo: rec.Get(colProject), OnDay: mustDay(rec, "日期"), PercentMilli: int(milli(rec.Get("形象进度"))),
			Note: clip.Runes(rec.Get("说明"), 500), Reporter: clip.Runes(rec.Get("填报人"), 64), BatchID: l.batch.ID, RowNo: rec.Number(),
		}
	}
	return insert(ctx, l.s, rows)
}
