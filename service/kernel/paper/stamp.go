package paper

import (
	"bytes"
	"context"
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stamping lets one PDF be taken apart at a time: it needs some times the size
// of what it unpacks, of which Safe lets in so much and no more.
var stamping = make(chan struct{}, 1)

// look is how the words lie on a page: across it, three times, so that they can
// be read on any ground and what is under them still can.
const look = "font:Helvetica, points:24, scale:0.8 rel, rotation:40, opacity:0.28, fillcolor:#5a5a5a, aligntext:c"

// Stamp draws words over every page of a copy of a PDF that Safe let in, so that
// a print or a photograph of it still says who looked at it. The face at hand
// knows ASCII only: give it an account and a time, not a name. What cannot be
// taken apart is an error, and has to be shown as it is.
func Stamp(ctx context.Context, content []byte, words string) (out []byte, err error) {
	select {
	case stamping <- struct{}{}:
		defer func() { <-stamping }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	// The reader is strangers' work on strangers' files.
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, fmt.Errorf("paper stamp: %v", r)
		}
	}()
	mark, err := api.TextWatermark(words+"\n\n"+words+"\n\n"+words, look, true, false, types.POINTS)
	if err != nil {
		return nil, fmt.Errorf("paper stamp: %w", err)
	}
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode, conf.Offline = model.ValidationRelaxed, true
	conf.Optimize, conf.OptimizeBeforeWriting, conf.OptimizeResourceDicts = false, false, false // a copy for one look
	var b bytes.Buffer
	if err := api.AddWatermarks(bytes.NewReader(content), &b, nil, mark, conf); err != nil {
		return nil, fmt.Errorf("paper stamp: %w", err)
	}
	return b.Bytes(), nil
}

// The library would make a folder of its own in the home of whoever runs this.
func init() { api.DisableConfigDir() }
