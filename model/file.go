package model

import "time"

// File is a stored file: sealed bytes on disk, its SM3 digest here. Variant "original" keeps what was sent (inspectors only), "clean" is re-encoded without metadata.
type File struct {
	ID        int64 `gorm:"primaryKey;autoIncrement"`
	Digest    []byte
	Size      int64
	Mime      string
	Purpose   string
	Variant   string
	ParentID  int64     // the original of a clean variant; 0 for an original
	Path      string    // relative to the file store
	CreatedAt time.Time `gorm:"autoCreateTime:false"`
	DeletedAt *time.Time
}

// TableName names the table.
func (File) TableName() string { return "files" }
