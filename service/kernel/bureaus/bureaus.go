// Package bureaus reads the bureaus in charge of an item or a project. A file
// may name several in one cell, such as 民政局、残疾人联合会: the first is
// responsible, all of them see it, and what is asked or sent goes to the first
// that has somebody to answer.
package bureaus

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
)

// mark stands between the names in a list.
const mark = "、"

// Split gives the bureaus of a list, each once, in their order.
func Split(list string) []string {
	var out []string
	for _, name := range strings.Split(list, mark) {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// First is the bureau that is responsible, "" of an empty list.
func First(list string) string {
	if names := Split(list); len(names) > 0 {
		return names[0]
	}
	return ""
}

// In reports whether a bureau is one of a list.
func In(list, bureau string) bool {
	return bureau != "" && slices.Contains(Split(list), bureau)
}

// Where is the condition that a bureau is one of the list in a column. Nobody's
// bureau is in no list.
func Where(column, bureau string) (where string, args []any) {
	if bureau == "" {
		return "1 = 0", nil
	}
	name := page.LikeEscape(bureau)
	return "(" + column + " = ? OR " + column + " LIKE ? ESCAPE '!' OR " + column + " LIKE ? ESCAPE '!' OR " + column + " LIKE ? ESCAPE '!')",
		[]any{bureau, name + mark + "%", "%" + mark + name, "%" + mark + name + mark + "%"}
}

// Staffed are those of some bureaus that have an officer's account in use.
func Staffed(db *gorm.DB, names []string) ([]string, error) {
	if len(names) == 0 {
		return nil, nil
	}
	var there []string
	err := db.Model(&model.Staff{}).Where("role = ? AND disabled_at IS NULL AND bureau IN ?", string(actor.RoleBureauOfficer), names).Distinct().Pluck("bureau", &there).Error
	if err != nil {
		return nil, fmt.Errorf("accounts of bureaus: %w", err)
	}
	return there, nil
}

// Unstaffed says what to do about a bureau that has no officer's account.
func Unstaffed(bureau string) string {
	return bureau + "还没有经办账号，在平台上没有人能答复：请管理员给它开账号，在这以前用纸质函件送去"
}

// Answering is the first bureau of a list that has an officer's account in use.
// Where none has, it is the responsible one, and staffed is false: somebody has
// to be told that the matter goes on paper until there is an account.
func Answering(db *gorm.DB, list string) (bureau string, staffed bool, err error) {
	names := Split(list)
	there, err := Staffed(db, names)
	if err != nil || len(names) == 0 {
		return "", false, err
	}
	for _, name := range names {
		if slices.Contains(there, name) {
			return name, true, nil
		}
	}
	return names[0], false, nil
}
