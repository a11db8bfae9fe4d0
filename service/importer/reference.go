package importer

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
)

// Columns that several kinds share.
const (
	colID        = "身份证号"
	colName      = "姓名"
	colVillage   = "村代码"
	colItem      = "项目编码"
	colProject   = "项目编号"
	colHousehold = "户编号"
	colAccount   = "账号"
)

// References that several kinds share.
var (
	villageRef = reference{colVillage, "没有这个村代码，请核对12位代码，或先导入行政区划", villageNumbers}
	itemRef    = reference{colItem, "没有这个项目编码，请核对，或先导入补贴项目目录", itemNumbers}
	projectRef = reference{colProject, "没有这个项目编号，请核对，或先导入项目库", projectNumbers}
	fundRef    = reference{colItem, "没有这个项目编码：补贴项目目录和项目库里都没有。请核对，或先导入补贴项目目录、项目库", fundNumbers}
)

func villageNumbers(ctx context.Context, db *gorm.DB) (map[string]int64, error) {
	codes, err := divisionCodes(ctx, db, "village")
	numbers := make(map[string]int64, len(codes))
	for code := range codes {
		numbers[code] = 1
	}
	return numbers, err
}

func itemNumbers(ctx context.Context, db *gorm.DB) (map[string]int64, error) {
	return itemIDs(ctx, db, nil)
}

// projectNumbers are the projects of the current library.
func projectNumbers(ctx context.Context, db *gorm.DB) (map[string]int64, error) {
	rows, err := gorm.G[model.Project](db).Select("id", "project_no").
		Where("closed_by = 0 AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded')").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("projects: %w", err)
	}
	numbers := make(map[string]int64, len(rows))
	for _, r := range rows {
		numbers[r.ProjectNo] = r.ID
	}
	return numbers, nil
}

// fundNumbers are what money is allotted for: subsidy items and projects.
func fundNumbers(ctx context.Context, db *gorm.DB) (map[string]int64, error) {
	numbers, err := itemNumbers(ctx, db)
	if err != nil {
		return nil, err
	}
	projects, err := projectNumbers(ctx, db)
	if err != nil {
		return nil, err
	}
	for no, id := range projects {
		if numbers[no] == 0 {
			numbers[no] = id
		}
	}
	return numbers, nil
}
