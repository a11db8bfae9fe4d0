package comparison

import (
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/emmansun/gmsm/sm3"
)

// sources are the files that decide what a run finds: the models, the dossiers
// they read, how these are loaded, and how hits become results.
//
//go:embed rule/*.go rule/cases dossier/*.go snapshot/*.go custom/*.go combine.go held.go models.go pass.go run.go subject.go
var sources embed.FS

// Rules is 16 hex digits of SM3 over the sources of the rules: any change of
// them, be it of a comment, is another version.
var Rules = sync.OnceValue(func() string {
	h := sm3.New()
	_ = fs.WalkDir(sources, ".", func(path string, d fs.DirEntry, err error) error { // what is embedded can be read
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := sources.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", path, len(text))
		_, _ = h.Write(text)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)[:8])
})
