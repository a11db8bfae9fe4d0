package money

import (
	"errors"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in string
		want     Fen
		err      error
	}{
		{"whole", "300", 30000, nil},
		{"one decimal", "300.5", 30050, nil},
		{"thousands", "1,300.50", 130050, nil},
		{"full width", "1,300.50元", 130050, nil},
		{"accountant's negative", "(12.00)", -1200, nil},
		{"full-width brackets", "(12.00)", -1200, nil},
		{"minus", "-12", -1200, nil},
		{"yen sign", "¥ 12.30", 1230, nil},
		{"unit", "12元", 1200, nil},
		{"trailing zeros from Excel", "12.3000", 1230, nil},
		{"leading zeros", "0012.30", 1230, nil},
		{"zero", "0.00", 0, nil},
		{"bare decimal", ".5", 50, nil},
		{"non-breaking space", "1 300", 130000, nil},
		{"third decimal", "12.345", 0, ErrPlaces},
		{"float noise", "0.30000000000000004", 0, ErrPlaces},
		{"wan", "3万", 0, ErrUnit},
		{"wan yuan", "3万元", 0, ErrUnit},
		{"empty", "  ", 0, ErrEmpty},
		{"only the unit", "元", 0, ErrSyntax},
		{"words", "三百", 0, ErrSyntax},
		{"exponent", "1E+5", 0, ErrSyntax},
		{"misplaced comma", "1,30", 0, ErrSyntax},
		{"two dots", "1.2.3", 0, ErrSyntax},
		{"trailing dot", "12.", 0, ErrSyntax},
		{"double negative", "(-12)", 0, ErrSyntax},
		{"not a number", "NaN", 0, ErrSyntax},
		{"arabic digits", "٣٠٠", 0, ErrSyntax},
		{"overflow", "99999999999999999999", 0, ErrRange},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Parse(c.in)
			if got != c.want || !errors.Is(err, c.err) {
				t.Errorf("Parse(%q) = %d, %v; want %d, %v", c.in, got, err, c.want, c.err)
			}
		})
	}
}

func TestParseWan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		want Fen
		err  error
	}{
		{"12.3", 12300000, nil},
		{"12.3万元", 12300000, nil},
		{"0.000001", 1, nil},
		{"1,234.5万", 1234500000, nil},
		{"0.0000001", 0, ErrPlaces},
		{"", 0, ErrEmpty},
	} {
		if got, err := ParseWan(c.in); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("ParseWan(%q) = %d, %v; want %d, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in                   Fen
		read, yuan, shortest string
	}{
		{0, "0.00", "0.00", "0元"},
		{5, "0.05", "0.05", "0.05元"},
		{-5, "-0.05", "-0.05", "-0.05元"},
		{98000, "980.00", "980.00", "980元"},
		{130050, "1,300.50", "1300.50", "1,300.50元"},
		{999999, "9,999.99", "9999.99", "9,999.99元"},
		{1000000, "10,000.00", "10000.00", "1万元"},
		{12300000, "123,000.00", "123000.00", "12.3万元"},
		{-12390000, "-123,900.00", "-123900.00", "-12.3万元"},
		{10500000000, "105,000,000.00", "105000000.00", "1.05亿元"},
		{-9223372036854775808, "-92,233,720,368,547,758.08", "-92233720368547758.08", "-92,233,720,368,547,758.08元"},
	} {
		if c.in.String() != c.read || c.in.Yuan() != c.yuan || c.in.Short() != c.shortest {
			t.Errorf("%d: %q %q %q; want %q %q %q", int64(c.in), c.in.String(), c.in.Yuan(), c.in.Short(), c.read, c.yuan, c.shortest)
		}
	}
	if got := Sum(Fen(100).Times(3), -50); got != 250 {
		t.Errorf("sum = %d", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1,300.50", "(12)", "3万", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := Parse(s)
		if err != nil {
			return
		}
		if back, err := Parse(v.String()); err != nil || back != v {
			t.Errorf("%q reads as %d but its text %q as %d (%v)", s, v, v.String(), back, err)
		}
	})
}
