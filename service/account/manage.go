package account

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Draft is a new account. Password may be empty: then one is made.
type Draft struct {
	Login    string
	Name     string
	Role     actor.Role
	Division string // required for a cadre (village or town) and a town inspector (town)
	Bureau   string // required for a bureau officer
	Password seal.Secret
}

// Issued is an account whose password is to be handed over, shown once.
type Issued struct {
	ID       int64
	Login    string
	Password seal.Secret
	Waits    bool // a security administrator has to enable it first
}

var loginShape = regexp.MustCompile(`^[a-z][a-z0-9._-]{2,31}$`)

// Add makes an account whose owner must choose a password at the first
// sign-in. From the command line it works at once; made by an administrator,
// an account of a guarded role waits for a security administrator.
func (s *Service) Add(ctx context.Context, by actor.Actor, d Draft) (Issued, error) {
	if !mayManage(by) {
		return Issued{}, errNoAccount()
	}
	d.Login, d.Name, d.Bureau = strings.ToLower(strings.TrimSpace(d.Login)), strings.TrimSpace(d.Name), strings.TrimSpace(d.Bureau)
	if err := s.check(ctx, &d); err != nil {
		return Issued{}, err
	}
	hash, err := s.hasher.make(ctx, d.Password)
	if err != nil {
		return Issued{}, fmt.Errorf("add account: %w", err)
	}
	at := s.at()
	row := model.Staff{
		Login: d.Login, Name: d.Name, Role: string(d.Role), Division: d.Division, Bureau: d.Bureau,
		PasswordHash: hash, MustChange: true, SessionEpoch: 1, CreatedAt: at,
	}
	waits := by.Kind != actor.System && guarded(d.Role)
	if waits {
		row.DisabledAt, row.Waits = &at, true
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row.ID = 0
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		if err := promise(tx, row.ID, "add", at, 0); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "staff.add", object(row.ID), map[string]any{"role": row.Role, "waits": waits})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return Issued{}, fault.Fields(map[string]string{"login": "这个登录名已经有人用了，请换一个"})
	}
	if err != nil {
		return Issued{}, fmt.Errorf("add account: %w", err)
	}
	return Issued{ID: row.ID, Login: row.Login, Password: d.Password, Waits: waits}, nil
}

// check completes a draft and finds everything that is wrong with it.
func (s *Service) check(ctx context.Context, d *Draft) error {
	wrong := map[string]string{}
	if !loginShape.MatchString(d.Login) {
		wrong["login"] = "登录名用 3 到 32 个小写字母、数字、点或横线，以字母开头"
	}
	if n := utf8.RuneCountInString(d.Name); n < 2 || n > 30 {
		wrong["name"] = "请填姓名，2 到 30 个字"
	}
	if !d.Role.Valid() {
		wrong["role"] = "请选择角色"
	}
	if problem, err := s.checkDivision(ctx, *d); err != nil {
		return err
	} else if problem != "" {
		wrong["division"] = problem
	}
	if n := utf8.RuneCountInString(d.Bureau); inBureau(d.Role) && n < 2 || n > 30 {
		wrong["bureau"] = "请填部门名称，要和导入数据里的主管部门写法一致"
	} else if !inBureau(d.Role) {
		d.Bureau = ""
	}
	if d.Password.Empty() {
		d.Password = initialPassword()
	} else if problem := CheckPassword(d.Login, d.Password); problem != "" {
		wrong["password"] = problem
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	return nil
}

// checkDivision asks for the level that a role works at: a cadre's village or
// town, a town inspector's town, nothing or any unit for the others.
func (s *Service) checkDivision(ctx context.Context, d Draft) (string, error) {
	levels := map[actor.Role][]string{
		actor.RoleVillageCadre:  {"village", "town"},
		actor.RoleTownInspector: {"town"},
	}[d.Role]
	if d.Division == "" {
		if levels == nil {
			return "", nil
		}
		return "这个角色要指定所在的村或乡镇（12 位区划代码）", nil
	}
	units, err := gorm.G[model.Division](s.db).Select("code", "level").Where("code = ?", d.Division).Limit(1).Find(ctx)
	if err != nil {
		return "", fmt.Errorf("check division: %w", err)
	}
	if len(units) == 0 {
		return "没有这个区划代码；如果还没有导入行政区划，请先导入", nil
	}
	if levels == nil {
		return "", nil
	}
	for _, l := range levels {
		if units[0].Level == l {
			return "", nil
		}
	}
	if d.Role == actor.RoleTownInspector {
		return "镇纪委账号要指定到乡镇", nil
	}
	return "村干部账号要指定到村或乡镇", nil
}

// target reads the account an act is about, and refuses acts on oneself: what
// looks after accounts must not look after its own.
func target(tx *gorm.DB, by actor.Actor, id int64) (model.Staff, error) {
	row, err := lockStaff(tx, id)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, errNoAccount()
	}
	if err != nil {
		return row, err
	}
	if by.Kind == actor.Staff && by.StaffID == id {
		return row, fault.New(fault.Conflict, "不能在这里操作自己的账号，请让另一位管理员办理")
	}
	return row, nil
}

// act runs a deed on one account: read it, decide what to set, set and record it.
func (s *Service) act(ctx context.Context, by actor.Actor, id int64, action string, decide func(row model.Staff) (map[string]any, error)) error {
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row, err := target(tx, by, id)
		if err != nil {
			return err
		}
		set, err := decide(row)
		if err != nil {
			return err
		}
		r := tx.Model(&model.Staff{}).Where("id = ?", id).Updates(set)
		if r.Error != nil {
			return fmt.Errorf("update: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return errNoAccount()
		}
		return audit.Record(tx, by, s.at(), action, object(id), map[string]any{"role": row.Role, "waits": set["waits"] == true})
	})
	if err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	return nil
}

// Disable stops an account and ends its sessions at once. It is also how a
// security administrator refuses an account that waits.
func (s *Service) Disable(ctx context.Context, by actor.Actor, id int64) error {
	if !mayManage(by) && !by.Is(actor.RoleSecurityAdmin) {
		return errNoAccount()
	}
	return s.act(ctx, by, id, "staff.disable", func(row model.Staff) (map[string]any, error) {
		if row.DisabledAt != nil && !row.Waits {
			return nil, fault.New(fault.Conflict, "这个账号已经停用")
		}
		return map[string]any{"disabled_at": s.at(), "waits": false, "session_epoch": row.SessionEpoch + 1}, nil
	})
}

// Enable lets an account sign in again. A guarded role's account is enabled by
// a security administrator or from the command line.
func (s *Service) Enable(ctx context.Context, by actor.Actor, id int64) error {
	if !mayManage(by) && !by.Is(actor.RoleSecurityAdmin) {
		return errNoAccount()
	}
	return s.act(ctx, by, id, "staff.enable", func(row model.Staff) (map[string]any, error) {
		if row.DisabledAt == nil {
			return nil, fault.New(fault.Conflict, "这个账号本来就在使用")
		}
		if by.Is(actor.RoleAdministrator) && guarded(actor.Role(row.Role)) {
			return nil, fault.New(fault.Forbidden, "这类账号要由安全管理员核对后启用")
		}
		return map[string]any{"disabled_at": nil, "waits": false, "failures": 0, "locked_until": nil}, nil
	})
}

// Passwd gives an account a new password to hand over, ends its sessions and
// makes its owner change it. An empty password means: make one.
func (s *Service) Passwd(ctx context.Context, by actor.Actor, id int64, password seal.Secret) (Issued, error) {
	if !mayManage(by) {
		return Issued{}, errNoAccount()
	}
	if password.Empty() {
		password = initialPassword()
	} else if problem := CheckPassword("", password); problem != "" {
		return Issued{}, fault.Fields(map[string]string{"password": problem})
	}
	hash, err := s.hasher.make(ctx, password)
	if err != nil {
		return Issued{}, fmt.Errorf("staff.passwd: %w", err)
	}
	out := Issued{ID: id, Password: password}
	err = s.act(ctx, by, id, "staff.passwd", func(row model.Staff) (map[string]any, error) {
		out.Login = row.Login
		set := map[string]any{"password_hash": hash, "must_change": true, "session_epoch": row.SessionEpoch + 1, "failures": 0, "locked_until": nil}
		out.Waits = s.hold(by, row, set)
		return set, nil
	})
	return out, err
}

// ResetTOTP makes an account pair a new authenticator app at the next sign-in.
func (s *Service) ResetTOTP(ctx context.Context, by actor.Actor, id int64) (waits bool, err error) {
	if !mayManage(by) {
		return false, errNoAccount()
	}
	err = s.act(ctx, by, id, "staff.reset_totp", func(row model.Staff) (map[string]any, error) {
		set := map[string]any{"totp_sealed": nil, "totp_confirmed": false, "totp_last_step": 0, "session_epoch": row.SessionEpoch + 1}
		waits = s.hold(by, row, set)
		return set, nil
	})
	return waits, err
}

// hold stops a guarded account that an administrator got a key to, until a
// security administrator has asked its owner.
func (s *Service) hold(by actor.Actor, row model.Staff, set map[string]any) bool {
	if by.Kind == actor.System || !guarded(actor.Role(row.Role)) {
		return false
	}
	set["disabled_at"], set["waits"] = s.at(), true
	return true
}

// Unlock ends a lock early.
func (s *Service) Unlock(ctx context.Context, by actor.Actor, id int64) error {
	if by.Kind != actor.System && !by.Is(actor.RoleSecurityAdmin) {
		return errNoAccount()
	}
	return s.act(ctx, by, id, "staff.unlock", func(model.Staff) (map[string]any, error) {
		return map[string]any{"failures": 0, "locked_until": nil}, nil
	})
}

// EndSessions signs an account out everywhere.
func (s *Service) EndSessions(ctx context.Context, by actor.Actor, id int64) error {
	if by.Kind != actor.System && !by.Is(actor.RoleSecurityAdmin) {
		return errNoAccount()
	}
	return s.act(ctx, by, id, "staff.end_sessions", func(row model.Staff) (map[string]any, error) {
		return map[string]any{"session_epoch": row.SessionEpoch + 1}, nil
	})
}
