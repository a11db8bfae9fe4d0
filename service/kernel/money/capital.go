package money

import "strings"

// Capital is an amount in the characters of bank notes and receipts:
// 壹仟陆佰元整, 壹佰零贰元叁角肆分. It is right below 10^12 元.
func (f Fen) Capital() string {
	if f == 0 {
		return "零元整"
	}
	sign := ""
	if f < 0 {
		sign, f = "负", -f
	}
	yuan, jiao, fen := int64(f)/100, int64(f)/10%10, int64(f)%10
	var b strings.Builder
	if yuan > 0 {
		b.WriteString(capitalYuan(yuan) + "元")
	}
	switch {
	case jiao == 0 && fen == 0:
		b.WriteString("整")
	case jiao == 0 && yuan > 0:
		b.WriteString("零")
	case jiao > 0:
		b.WriteString(capitals[jiao] + "角")
	}
	if fen > 0 {
		b.WriteString(capitals[fen] + "分")
	}
	return sign + b.String()
}

var (
	capitals = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	places   = [4]string{"", "拾", "佰", "仟"}
	groups   = [3]string{"", "万", "亿"}
)

// capitalYuan writes a whole number by groups of four digits.
func capitalYuan(n int64) string {
	out, zero := "", false // zero: the group to the right begins with one
	for g := 0; n > 0 && g < len(groups); g++ {
		part := n % 10000
		n /= 10000
		if part == 0 {
			zero = out != ""
			continue
		}
		if zero && out != "" {
			out = "零" + strings.TrimPrefix(out, "零")
		}
		out = capitalGroup(part) + groups[g] + out
		zero = part < 1000
	}
	return out
}

// capitalGroup writes 1 to 9999.
func capitalGroup(n int64) string {
	out, gap := "", false
	for p := 0; n > 0; p++ {
		d := n % 10
		n /= 10
		if d == 0 {
			gap = out != ""
			continue
		}
		if gap {
			out = "零" + out
		}
		out, gap = capitals[d]+places[p]+out, false
	}
	return out
}
