package model

import "time"

// How a question about a project stands. A hidden one keeps its state.
const (
	QuestionOpen     = "open"
	QuestionAnswered = "answered"
)

// What happened to a question: the kinds of its events.
const (
	QuestionAsked     = "asked"
	QuestionReplied   = "answered"
	QuestionCorrected = "corrected"
	QuestionHidden    = "hidden"
	QuestionShown     = "shown"
)

// ProjectQuestion is a question that a villager put to the owner of a project. Nothing says who asked: TellSealed is the WeChat user who wishes to be told
// of the answer, and is emptied when the message is out.
type ProjectQuestion struct {
	ID             int64 `gorm:"primaryKey;autoIncrement"`
	ProjectNo      string
	TokenDigest    []byte // unique: of the form, so that one sent twice is one question
	TextSealed     []byte
	State          string // open or answered
	AskedAt        time.Time
	DueAt          time.Time
	DueProvisional bool
	AnswerID       int64 // the event with the answer that holds; 0 while there is none
	AnsweredAt     *time.Time
	HiddenReason   string
	HiddenAt       *time.Time // nil: shown to everybody once it is answered
	TellSealed     []byte
	Version        int
	UpdatedAt      time.Time `gorm:"autoCreateTime:false;autoUpdateTime:false"`
}

// TableName names the table.
func (ProjectQuestion) TableName() string { return "project_questions" }

// ProjectQuestionEvent is one thing that happened to a question. The answers are among them: a corrected one stays.
type ProjectQuestionEvent struct {
	ID         int64 `gorm:"primaryKey;autoIncrement"`
	QuestionID int64
	Kind       string
	Reason     string // of hiding
	TextSealed []byte // of an answer
	FileID     int64  // a picture that came with it; 0: none
	Unit       string // who answers, as the public page says it
	StaffID    int64
	StaffName  string
	StaffRole  string
	At         time.Time
}

// TableName names the table.
func (ProjectQuestionEvent) TableName() string { return "project_question_events" }
