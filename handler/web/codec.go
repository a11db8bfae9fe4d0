package web

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// codec writes sessions as a list of short values. Every page of a villager
// reads one; scs's own gob writes the types along with the values and costs
// more than the trip to Redis.
type codec struct{}

// The kinds of value a session holds. Another kind is a mistake of the program.
const (
	codecString = 's'
	codecInt64  = 'i'
	codecInt    = 'n'
	codecBool   = 'b'
	codecBytes  = 'y'
)

// codecVersion begins every session, so that another form can follow.
const codecVersion = 1

var errCodec = errors.New("session: not readable")

// Encode writes a session.
func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	b := append(make([]byte, 0, 128), codecVersion)
	b = binary.AppendVarint(b, deadline.UTC().UnixNano())
	for k, v := range values {
		b = appendText(b, k)
		switch v := v.(type) {
		case string:
			b = appendText(append(b, codecString), v)
		case []byte:
			b = appendText(append(b, codecBytes), string(v))
		case int64:
			b = binary.AppendVarint(append(b, codecInt64), v)
		case int:
			b = binary.AppendVarint(append(b, codecInt), int64(v))
		case bool:
			n := int64(0)
			if v {
				n = 1
			}
			b = binary.AppendVarint(append(b, codecBool), n)
		default:
			return nil, fmt.Errorf("session: %s cannot hold a %T", k, v)
		}
	}
	return b, nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Decode reads what Encode wrote.
func (codec) Decode(b []byte) (time.Time, map[string]any, error) {
	if len(b) == 0 || b[0] != codecVersion {
		return time.Time{}, nil, errCodec
	}
	r := codecReader{b: b[1:]}
	deadline := time.Unix(0, r.number()).UTC()
	values := make(map[string]any, 4)
	for len(r.b) > 0 && !r.bad {
		key := r.text()
		values[key] = r.value()
	}
	if r.bad {
		return time.Time{}, nil, errCodec
	}
	return deadline, values, nil
}

// codecReader takes values off the front of b until one does not fit.
type codecReader struct {
	b   []byte
	bad bool
}

func (r *codecReader) number() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *codecReader) text() string {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > uint64(len(r.b)-n) {
		r.bad = true
		return ""
	}
	s := string(r.b[n : n+int(v)]) //nolint:gosec // not longer than b
	r.b = r.b[n+int(v):]           //nolint:gosec // not longer than b
	return s
}

func (r *codecReader) value() any {
	if len(r.b) == 0 {
		r.bad = true
		return nil
	}
	kind := r.b[0]
	r.b = r.b[1:]
	switch kind {
	case codecString:
		return r.text()
	case codecBytes:
		return []byte(r.text())
	case codecInt64:
		return r.number()
	case codecInt:
		return int(r.number())
	case codecBool:
		return r.number() == 1
	}
	r.bad = true
	return nil
}
