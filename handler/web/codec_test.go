package web

import (
	"reflect"
	"testing"
	"time"
)

func TestCodec(t *testing.T) {
	t.Parallel()
	deadline := time.Date(2026, 6, 1, 2, 3, 4, 5, time.UTC)
	for name, values := range map[string]map[string]any{
		"empty":    {},
		"villager": {"u": int64(12), "p": int64(-1), "s": true, "flash": "已经取消", "n": 7, "no": false, "b": []byte{0, 255}},
		"odd keys": {"": "", "\x00": "\x00"},
	} {
		b, err := codec{}.Encode(deadline, values)
		if err != nil {
			t.Fatal(err)
		}
		d, got, err := codec{}.Decode(b)
		if err != nil || !d.Equal(deadline) || !reflect.DeepEqual(got, values) {
			t.Errorf("%s: %v %v %v", name, d, got, err)
		}
		for i := range b {
			if _, got, err := (codec{}).Decode(b[:i]); err == nil && len(got) >= len(values) && len(values) > 0 {
				t.Errorf("%s: cut at %d it is still whole", name, i)
			}
		}
	}
	if _, err := (codec{}).Encode(deadline, map[string]any{"x": 1.5}); err == nil {
		t.Error("a float was written")
	}
}

func FuzzCodec(f *testing.F) {
	b, err := codec{}.Encode(time.Unix(1, 0), map[string]any{"u": int64(1), "f": "x"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte{codecVersion, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1})
	f.Fuzz(func(_ *testing.T, b []byte) {
		_, _, _ = codec{}.Decode(b)
	})
}
