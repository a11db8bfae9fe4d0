package citizen_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"yangguang/model"
)

var hiddenIn = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// TestWhatIsHandledAlreadyIsAskedCalmly walks the page between the form and the
// receipt: whatever is chosen, no word and no file is lost, and nothing is said
// of the other petition.
func TestWhatIsHandledAlreadyIsAskedCalmly(t *testing.T) {
	s := newSite(t, nil)
	b := s.browser()
	b.send("/h5/complaints", b.filled("named")).has(http.StatusOK, "收到了")
	var first model.Petition
	if err := s.db.Take(&first).Error; err != nil {
		t.Fatal(err)
	}
	if err := s.db.Model(&model.Petition{}).Where("id = ?", first.ID).Updates(map[string]any{"state": model.PetitionAccepted, "known_at": first.ReceivedAt}).Error; err != nil {
		t.Fatal(err)
	}
	for answer, state := range map[string]string{"join": model.PetitionDuplicate, "apart": model.PetitionReceived} {
		v := s.browser()
		form := v.filled("anonymous")
		form["body"] += "请来\n看看。"
		asked := v.send("/h5/complaints", form, aPhoto(t))
		asked.has(http.StatusOK, "类似的事已经有人反映，正在办理", "不留名字", "我也是")
		for _, secret := range []string{first.Number, "1件", "1人", "丁示例 "} {
			if strings.Contains(asked.body, secret) {
				t.Errorf("the page says %q", secret)
			}
		}
		if got := asked.header.Get("Cache-Control"); !strings.Contains(got, "no-store") {
			t.Errorf("Cache-Control %q", got)
		}
		carried := map[string]string{}
		for _, m := range hiddenIn.FindAllStringSubmatch(asked.body, -1) {
			carried[m[1]] = html.UnescapeString(m[2])
		}
		if carried["body"] != form["body"] || carried["kept"] == "" || carried["token"] != form["token"] {
			t.Errorf("carried %v", carried)
		}
		carried["answer"] = "back"
		v.send("/h5/complaints", carried).has(http.StatusOK, "请来", "已经收到。不要了就去掉勾", `value="housing" checked`)
		carried["answer"] = answer
		v.send("/h5/complaints", carried).has(http.StatusOK, "收到了", "查询码")
		var last model.Petition
		if err := s.db.Order("id DESC").Take(&last).Error; err != nil {
			t.Fatal(err)
		}
		if last.State != state || last.PhotoCount != 1 || last.Mode != model.ReporterAnonymous {
			t.Errorf("%s: %s with %d photos, %s", answer, last.State, last.PhotoCount, last.Mode)
		}
	}
}
