package importer

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
)

// subsidies are the catalogue: items by code, standards by class and time.
type subsidies struct {
	plain
	items map[string]model.Item
}

func newSubsidies(_ context.Context, s *Service, b model.Batch) (loader, error) {
	return &subsidies{plain: plain{s: s, batch: b}, items: map[string]model.Item{}}, nil
}

func (l *subsidies) tables() []string { return []string{"subsidies"} }

func (l *subsidies) check(rec sheet.Record) []sheet.RowError {
	key := strings.Join([]string{rec.Get(colItem), rec.Get("档次"), rec.Get("生效日期")}, "\x00")
	return l.once(rec, colItem, key, "同一个项目、档次和生效日期在文件里出现了两次，请只留一行")
}

func (l *subsidies) write(ctx context.Context, recs []sheet.Record, first int) error {
	for _, rec := range recs {
		code := rec.Get(colItem)
		l.items[code] = model.Item{Code: code, Name: rec.Get("项目名称"), Bureau: rec.Get("主管部门"), Target: rec.Get("对象"), Frequency: rec.Get("频次")}
	}
	ids, err := l.itemIDs(ctx)
	if err != nil {
		return err
	}
	rows := make([]model.Subsidy, len(recs))
	for i, rec := range recs {
		rows[i] = model.Subsidy{
			ID: rowID(l.batch.ID, first+i), ItemID: ids[rec.Get(colItem)], ItemCode: rec.Get(colItem), Name: rec.Get("项目名称"),
			Bureau: rec.Get("主管部门"), Target: rec.Get("对象"), Class: rec.Get("档次"), StandardFen: fen(rec, "标准"), Unit: rec.Get("单位"),
			Frequency: rec.Get("频次"), CountsIncome: rec.Get("收入认定") != "不计入", EffectiveFrom: mustDay(rec, "生效日期"),
			EffectiveTo: day(rec, "失效日期"), Basis: clip.Runes(rec.Get("文号"), 255), BatchID: l.batch.ID, RowNo: rec.Number(),
		}
	}
	return insert(ctx, l.s, rows)
}

// itemIDs adds items that are new; their names change only with publish.
func (l *subsidies) itemIDs(ctx context.Context) (map[string]int64, error) {
	codes, rows := make([]string, 0, len(l.items)), make([]model.Item, 0, len(l.items))
	for code, it := range l.items {
		codes, rows = append(codes, code), append(rows, it)
	}
	if err := l.s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, chunk).Error; err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	return itemIDs(ctx, l.s.db, codes)
}

// itemIDs gives the numbers of items by code; codes nil gives all.
func itemIDs(ctx context.Context, db *gorm.DB, codes []string) (map[string]int64, error) {
	rows, err := gorm.G[model.Item](db).Select("id", "code").Where("? OR code IN ?", codes == nil, codes).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	ids := make(map[string]int64, len(rows))
	for _, r := range rows {
		ids[r.Code] = r.ID
	}
	return ids, nil
}

func (l *subsidies) publish(tx *gorm.DB) error {
	for _, it := range l.items {
		if err := tx.Model(&model.Item{}).Where("code = ?", it.Code).
			Updates(map[string]any{"name": it.Name, "bureau": it.Bureau, "target": it.Target, "frequency": it.Frequency}).Error; err != nil {
			return err
		}
	}
	return subsidiesRegister.supersede(tx, l.batch)
}

func (l *subsidies) retract(tx *gorm.DB) error { return subsidiesRegister.reopen(tx, l.batch) }

// policies are texts for villagers.
type policies struct {
	plain
	items map[string]int64
}

func newPolicies(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	items, err := itemIDs(ctx, s.db, nil)
	return &policies{plain: plain{s: s, batch: b}, items: items}, err
}

func (l *policies) tables() []string { return []string{"policies"} }

func (l *policies) check(rec sheet.Record) []sheet.RowError {
	if code := rec.Get(colItem); code != "" && l.items[code] == 0 {
		return []sheet.RowError{rowError(rec, colItem, ruleUnknown, "没有这个项目编码，请先导入补贴项目目录，或者空着")}
	}
	return l.once(rec, "标题", rec.Get("标题")+"\x00"+rec.Get("生效日期"), "同一个政策在文件里出现了两次，请只留一行")
}

func (l *policies) write(ctx context.Context, recs []sheet.Record, first int) error {
	rows := make([]model.Policy, len(recs))
	for i, rec := range recs {
		rows[i] = model.Policy{
			ID: rowID(l.batch.ID, first+i), Title: clip.Runes(rec.Get("标题"), 200), ItemCode: rec.Get(colItem), Category: clip.Runes(rec.Get("类别"), 64),
			Issuer: clip.Runes(rec.Get("发文机关"), 100), DocNo: clip.Runes(rec.Get("文号"), 100), EffectiveFrom: mustDay(rec, "生效日期"), EffectiveTo: day(rec, "失效日期"),
			Eligibility: rec.Get("享受条件"), Standard: rec.Get("标准"), Materials: rec.Get("申请材料"), Place: clip.Runes(rec.Get("办理地点"), 255),
			Phone: clip.Runes(rec.Get("咨询电话"), 64), Body: rec.Get("正文"), BatchID: l.batch.ID, RowNo: rec.Number(),
		}
	}
	return insert(ctx, l.s, rows)
}

func (l *policies) publish(tx *gorm.DB) error { return policiesRegister.supersede(tx, l.batch) }
func (l *policies) retract(tx *gorm.DB) error { return policiesRegister.reopen(tx, l.batch) }
