package complaint

import "context"

// attaching are the steps whose words may come with files.
var attaching = map[Action]bool{ActAnswer: true, ActNeedInfo: true, ActClose: true}

// holdAnswer takes in the files of an answer. Of a photo only the pixels are
// kept, of a PDF nothing about who wrote it: neither is to name a handler. It
// comes last among the checks, so that a refused form keeps what was chosen.
func (s *Service) holdAnswer(ctx context.Context, d *Decision, bad map[string]string) error {
	if !attaching[d.Action] {
		d.Uploads, d.Held = nil, nil
		return nil
	}
	held, err := s.hold(ctx, d.Uploads, d.Held, true, bad)
	if err != nil {
		return err
	}
	d.Uploads, d.Held = nil, held
	return nil
}
