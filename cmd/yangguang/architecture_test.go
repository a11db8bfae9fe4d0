package main

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "yangguang/"

// layers says what each package may import of ours, as prefixes; a package
// may always import what lies below itself. The longest prefix that matches a
// package decides. The arrow: cmd → handler → service/<capability> →
// service/kernel → model, and handler → templates. Capabilities do not import
// each other: what one needs of another it declares as an interface, and cmd
// passes it in.
var layers = map[string]string{
	"model":     "",
	"config":    "",
	"templates": "",

	"service/kernel":                 "model",
	"service/store":                  "model",
	"service/store/dbtest":           "model service/kernel service/store",
	"service/gateway":                "model service/kernel",
	"service/store/dbtest/registers": "model service/kernel service/store",
	"service/store/dbtest/workbench": "service/kernel",

	"service/account":    "model service/kernel",
	"service/answer":     "model service/kernel",
	"service/board":      "model service/kernel",
	"service/burden":     "model service/kernel",
	"service/casework":   "model service/kernel",
	"service/comparison": "model service/kernel",
	"service/complaint":  "model service/kernel",
	"service/counter":    "model service/kernel",
	"service/deadline":   "model service/kernel",
	"service/desk":       "service/kernel",
	"service/doors":      "model service/kernel",
	"service/entitle":    "model service/kernel",
	"service/fieldcheck": "model service/kernel",
	"service/filing":     "model service/kernel",
	"service/finding":    "model service/kernel",
	"service/funds":      "model service/kernel",
	"service/handover":   "model service/kernel",
	"service/identity":   "model service/kernel",
	"service/importer":   "model service/kernel",
	"service/kiosk":      "model service/kernel",
	"service/kinship":    "model service/kernel",
	"service/livelihood": "model service/kernel",
	"service/lookup":     "model service/kernel",
	"service/matching":   "model service/kernel",
	"service/meeting":    "model service/kernel",
	"service/notify":     "model service/kernel",
	"service/parameter":  "model service/kernel",
	"service/prepayment": "model service/kernel",
	"service/project":    "model service/kernel",
	"service/question":   "model service/kernel",
	"service/receive":    "model service/kernel",
	"service/recusal":    "model service/kernel",
	"service/statistics": "model service/kernel",
	"service/trail":      "model service/kernel",
	"service/village":    "model service/kernel",
	"service/voluntary":  "model service/kernel",

	"handler": "templates service/kernel service/account service/answer service/board service/burden service/casework service/comparison service/complaint service/counter service/deadline service/desk service/doors service/fieldcheck service/entitle service/filing service/finding service/funds service/handover service/identity" +
		" service/importer service/kiosk service/kinship service/livelihood service/lookup service/matching service/meeting service/notify service/parameter service/prepayment" +
		" service/project service/question service/receive service/recusal service/statistics service/trail service/village service/voluntary",
	"cmd": "config handler model service templates",
}

// forbidden says what each layer must not import of others', as prefixes.
var forbidden = map[string]string{
	"model":     "github.com/ gorm.io/ net/http database/sql",
	"config":    "gorm.io/ github.com/gin-gonic github.com/redis github.com/silenceper net/http",
	"templates": "gorm.io/ github.com/gin-gonic github.com/redis github.com/silenceper database/sql",

	"service/kernel":  "github.com/gin-gonic github.com/redis github.com/silenceper net/http",
	"service/store":   "github.com/gin-gonic github.com/silenceper net/http",
	"service/gateway": "github.com/gin-gonic",

	"service": "github.com/gin-gonic github.com/redis github.com/silenceper net/http html/template",
	"handler": "gorm.io/ database/sql github.com/redis github.com/silenceper github.com/go-sql-driver modernc.org",
}

func TestDependencyDirection(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "yangguang/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		for _, v := range violations(strings.TrimPrefix(words[0], module), words[1:]) {
			t.Error(v)
		}
	}
}

// violations gives one line for each import that breaks the rules above.
func violations(pkg string, imports []string) []string {
	layer, ok := longest(layers, pkg)
	if !ok {
		return []string{pkg + " has no layer: give it one in architecture_test.go"}
	}
	may := append(strings.Fields(layers[layer]), layer)
	var found []string
	for _, imported := range imports {
		ours, isOurs := strings.CutPrefix(imported, module)
		switch {
		case isOurs && !within(may, ours):
			found = append(found, pkg+" must not import "+ours)
		case isOurs && layer != "cmd" && strings.HasPrefix(ours, "service/store/dbtest"):
			found = append(found, pkg+" must not import dbtest outside its tests")
		case !isOurs:
			other, _ := longest(forbidden, pkg)
			for _, prefix := range strings.Fields(forbidden[other]) {
				if strings.HasPrefix(imported, prefix) {
					found = append(found, pkg+" must not import "+imported)
				}
			}
		}
	}
	return found
}

// longest gives the longest key of the table that is the package or above it.
func longest(table map[string]string, pkg string) (key string, ok bool) {
	for k := range table {
		if within([]string{k}, pkg) && len(k) >= len(key) {
			key, ok = k, true
		}
	}
	return key, ok
}

func within(prefixes []string, pkg string) bool {
	for _, p := range prefixes {
		if pkg == p || strings.HasPrefix(pkg, p+"/") {
			return true
		}
	}
	return false
}

func TestDependencyDirectionFindsWhatIsPlanted(t *testing.T) {
	for name, c := range map[string]struct {
		pkg, imports string
		want         int
	}{
		"handler reads the model":        {"handler/citizen", "yangguang/model", 1},
		"handler queries":                {"handler/office", "gorm.io/gorm", 1},
		"capability imports another":     {"service/lookup", "yangguang/service/complaint", 1},
		"capability opens Redis":         {"service/notify", "github.com/redis/go-redis/v9", 1},
		"capability speaks HTTP":         {"service/notify", "net/http", 1},
		"kernel imports a capability":    {"service/kernel/audit", "yangguang/service/account", 1},
		"capability reaches a gateway":   {"service/notify", "yangguang/service/gateway/wechat", 1},
		"templates import a service":     {"templates", "yangguang/service/lookup", 1},
		"program uses test support":      {"service/lookup", "yangguang/service/store/dbtest", 1},
		"package without a layer":        {"service/novelty", "fmt", 1},
		"name that only begins the same": {"modelling", "fmt", 1},
		"what is allowed":                {"service/lookup/words", "yangguang/service/lookup yangguang/model yangguang/service/kernel/fault gorm.io/gorm fmt", 0},
		"cmd wires":                      {"cmd/yangguang", "yangguang/service/store yangguang/handler/web yangguang/config", 0},
	} {
		if got := violations(c.pkg, strings.Fields(c.imports)); len(got) != c.want {
			t.Errorf("%s: got %q, want %d", name, got, c.want)
		}
	}
}
