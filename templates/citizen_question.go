package templates

// Questions lists what a household is asked. Suggested title: 请您核对.
var Questions = Page[QuestionsData]{"citizen/questions.html"}

// QuestionsData is the list.
type QuestionsData struct{ Rows []QuestionRow }

// QuestionRow is one question.
type QuestionRow struct {
	URL, Title, At, Due string
	State               Badge
}

// Question is one question with the form to answer it. It posts, as
// multipart/form-data, to Action: answer, text, photo (three), voice. Suggested
// title: 请您核对.
var Question = Page[QuestionData]{"citizen/question.html"}

// QuestionData keeps what was typed. Errors has the keys answer, text, photo,
// voice and "".
type QuestionData struct {
	Action     string
	Owed       string   // what the household may be owed, in one line: then nothing stops and no day ends; "" else
	Lines      []string // what was matched, in plain words
	At         string
	Due        string
	Late       bool // the day is over, and nobody has decided yet
	CanAnswer  bool
	Answers    []Option
	Text       string
	FilesLost  bool
	Answered   string // what was answered, in words
	AnsweredAt string
	Said       string
	Decision   string
	Hotline    string
	Errors     Errors
}
