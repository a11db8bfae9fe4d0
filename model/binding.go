package model

import "time"

// WechatUser is an account that follows or signed in. The openid is sealed; its digest finds it again.
type WechatUser struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	OpenidDigest   []byte
	OpenidSealed   []byte
	Subscribed     bool
	SubscribedAt   *time.Time
	UnsubscribedAt *time.Time
	CreatedAt      time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (WechatUser) TableName() string { return "wechat_users" }

// Binding ties a WeChat user to a person after a real-name check. ActiveMark is 0 while it holds and the row ID after it ended, so that one user has one live binding.
type Binding struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	WechatUserID int64
	PersonID     int64
	ActiveMark   int64
	Method       string // account_tail, sms or office
	BoundAt      time.Time
	UnboundAt    *time.Time
	UnboundWhy   string
}

// TableName names the table.
func (Binding) TableName() string { return "bindings" }

// BindAttempt counts wrong answers of one WeChat user or about one resident ID on one day (Asia/Shanghai).
type BindAttempt struct {
	SubjectDigest []byte    `gorm:"primaryKey"`
	OnDay         time.Time `gorm:"primaryKey;type:date"`
	Failures      int
	LockedUntil   *time.Time
}

// TableName names the table.
func (BindAttempt) TableName() string { return "bind_attempts" }

// RelativeCode is a one-time code by which a person lets a relative see their records.
type RelativeCode struct {
	ID           int64 `gorm:"primaryKey;autoIncrement"`
	CodeDigest   []byte
	PersonID     int64
	IssuedByKind string
	IssuedBy     int64
	ExpiresAt    time.Time
	UsedAt       *time.Time
	UsedBy       int64
}

// TableName names the table.
func (RelativeCode) TableName() string { return "relative_codes" }

// RelativeGrant lets the holder (a person) see another person's own records. ActiveMark as in Binding.
type RelativeGrant struct {
	ID          int64 `gorm:"primaryKey;autoIncrement"`
	HolderID    int64
	PersonID    int64
	Relation    string
	GrantedKind string // code or office
	GrantedBy   int64
	GrantedAt   time.Time
	ExpiresOn   *time.Time `gorm:"type:date"`
	RevokedAt   *time.Time
	ActiveMark  int64

	ConsentSealed []byte // office only: what the consent form says and where it is kept
}

// TableName names the table.
func (RelativeGrant) TableName() string { return "relative_grants" }

// LookupDaily counts look-ups for the statistics, without saying whose.
type LookupDaily struct {
	OnDay       time.Time `gorm:"primaryKey;type:date"`
	What        string    `gorm:"primaryKey"`
	VillageCode string    `gorm:"primaryKey"`
	Count       int
}

// TableName names the table.
func (LookupDaily) TableName() string { return "lookups_daily" }
