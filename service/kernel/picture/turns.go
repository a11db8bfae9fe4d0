package picture

import "context"

// Turns lets photos wait for each other: one is decoded at a time, because it
// may take 200 MB. Make it with NewTurns.
type Turns struct{ turn chan struct{} }

// NewTurns makes Turns.
func NewTurns() *Turns { return &Turns{make(chan struct{}, 1)} }

// Make checks and re-encodes a photo when it is its turn. Its errors are those
// of the function Make, and that of whoever does not wait any longer.
func (t *Turns) Make(ctx context.Context, content []byte) (Clean, error) {
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return Clean{}, ctx.Err()
	}
	defer func() { <-t.turn }()
	return Make(content)
}
