package citizen_test

import (
	"net/http"
	"testing"
)

// What is no text must not become a failure of the database, which would lose
// what was typed.
func TestBytesThatAreNoText(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	for _, path := range []string{"/h5/policies?q=%ff%fe", "/h5/projects?q=%ff", "/h5/projects?village=%ff", "/h5/projects/%ff", "/h5/villages/%ff/list", "/h5/policies?item=%ff", "/h5/villages/450923101201/list?item=%ff&period=%ff"} {
		if r := b.get(path); r.status >= http.StatusInternalServerError {
			t.Errorf("GET %s: %d", path, r.status)
		}
	}
	form := b.filled("named")
	form["place"], form["when"], form["name"] = "路\xff口", "\xfe", "丁\xff示例"
	if r := b.send("/h5/complaints", form); r.status >= http.StatusInternalServerError {
		t.Errorf("complaint: %d", r.status)
	}
	b.get("/h5/test/sign-in/1/0")
	for path, fields := range map[string]map[string][]string{
		"/h5/bind":              {"name": {"甲\xff例"}, "id": {numberA}, "fact": {"account"}, "tail": {"012\xff"}},
		"/h5/me/relatives":      {"code": {"\xff"}, "relation": {"\xff"}},
		"/h5/progress":          {"receipt": {"\xff"}},
		"/h5/progress/add":      {"token": {"\xff"}, "text": {"\xff"}},
		"/h5/progress/evaluate": {"grade": {"\xff"}, "words": {"\xff"}},
	} {
		if r := b.post(path, fields); r.status >= http.StatusInternalServerError {
			t.Errorf("POST %s: %d", path, r.status)
		}
	}
}
