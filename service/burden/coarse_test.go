package burden

import "testing"

func TestWhatIsPrivateIsCountedTogether(t *testing.T) {
	t.Parallel()
	for route, want := range map[string]string{
		"POST /office/voluntary/new": "POST /office/kinship", "POST /office/recusals/:id": "POST /office/kinship", "POST /office/kinship": "POST /office/kinship",
		"POST /office/petitions/:id/triage": "POST /office/petitions", "POST /office/findings/:id/feedback": "POST /office/findings/:id/feedback",
	} {
		if got := coarse(route); got != want {
			t.Errorf("%s is counted as %s, want %s", route, got, want)
		}
	}
}
