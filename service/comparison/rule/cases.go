package rule

import "embed"

//go:embed cases/*.txt
var caseFiles embed.FS

// CaseText gives the cases of a model as they are written, for people to read.
func CaseText(key string) (string, error) {
	text, err := caseFiles.ReadFile("cases/" + key + ".txt")
	return string(text), err
}
