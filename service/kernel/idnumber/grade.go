package idnumber

import "yangguang/model"

// GradeText says in evidence how a row was matched to its person whose resident
// ID it does not hold as it is; "" for a row that does.
func GradeText(how string) string {
	switch how {
	case model.RowUpgraded:
		return "身份证升位（文件里是15位号码）"
	case model.RowJudged:
		return "身份证升位（证号不同，经人工比对认定是同一人）"
	}
	return ""
}

// GradeLabel is the name of what GradeText says.
const GradeLabel = "身份核对"
