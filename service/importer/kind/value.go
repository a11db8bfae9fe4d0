package kind

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// The rules a value can break; they are stable words for counting.
const (
	RuleRequired  = "required"
	RuleDigits    = "digits_lost"
	RuleCell      = "cell_error"
	RuleSyntax    = "syntax"
	RuleList      = "list"
	RuleOrder     = "order"
	RuleLength    = "length"
	RuleGarbled   = "garbled"
	RuleAmbiguous = "ambiguous"
)

// maxText is the longest text of a cell, in characters: Excel allows no more.
const maxText = 32767

// maxAmount is more than any county handles: beyond it a card number or a slip
// has got into the column, and a few of them would make every sum wrong.
const maxAmount = money.Fen(100_000_000_000_00)

// Value is a cell as it is about to be read.
type Value struct {
	Text    string
	Number  bool       // the spreadsheet holds a number and not a text
	Untyped bool       // the file does not tell numbers from texts
	Wan     bool       // the header says 万元
	Area    string     // the unit of area that the header says, as AreaUnit gives it
	Today   period.Day // bounds birthdays
}

// Problem says what is wrong with a value, in words for the bureau. It does
// not contain the value.
type Problem struct{ Rule, Message string }

var (
	exponent  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?[Ee]\+?[0-9]+$`)
	counted   = regexp.MustCompile(`(人|户|口|头|株|月|个月|分|名)$`)
	thousands = strings.NewReplacer(" ", "", ",", "")
	remainder = regexp.MustCompile(`^[0-9]{4}\.1$`)
)

// Parse reads a value and gives it back in the one form the program keeps:
// IDs with 18 characters, days as 2024-05-01, months as 2024-05, money in yuan
// with two decimals. An empty value is "" and no problem unless the column
// needs one.
func (c Column) Parse(v Value) (string, *Problem) {
	text := Clean(v.Text)
	if text == "" || (c.End && period.OpenEnd(text)) {
		if c.Required && !c.MayBeEmpty {
			return "", &Problem{RuleRequired, "“" + c.Name + "”不能空着，请填写"}
		}
		return "", nil
	}
	if strings.ContainsRune(text, utf8.RuneError) {
		return "", &Problem{RuleGarbled, "“" + c.Name + "”里有乱码，请重新填写"}
	}
	if utf8.RuneCountInString(text) > maxText {
		return "", &Problem{RuleLength, "“" + c.Name + "”太长，请缩短"}
	}
	if c.Digits() {
		if p := lostDigits(c, text, v); p != nil {
			return "", p
		}
	}
	switch c.Type {
	case ID, CreditCode, Account, Phone, Code, Division:
		return c.parseNumber(text, v.Today)
	case Day, Month, PeriodFrom, PeriodTo:
		return c.parseDate(text, v.Number)
	case Money, Year, Int, Decimal, Percent, Coordinate:
		return c.parseAmount(text, v)
	case Enum:
		return c.parseEnum(text)
	case Name:
		return parseName(c, text)
	case Prose:
		return prose(v.Text), nil
	case Text:
	}
	return text, nil
}

// prose drops what is invisible from text and leaves its lines as they are.
func prose(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\u00a0':
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// Clean is a cell's text without what is invisible in it: NFKC, line breaks
// and tabs as spaces, no zero-width signs, no leading quote, trimmed.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
			return -1
		}
		return r
	}, norm.NFKC.String(s))
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "'"))
}

// plain reports whether s is printable ASCII without a quote or outer spaces,
// which Clean would leave as it is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' && (s[i] != ' ' || i == 0 || i == len(s)-1) || s[i] >= 0x7f || s[i] == '\'' {
			return false
		}
	}
	return true
}

func lostDigits(c Column, text string, v Value) *Problem {
	lost := exponent.MatchString(text) && c.Type != Code
	if v.Number {
		digits := strings.TrimLeft(strings.ReplaceAll(text, ".", ""), "0")
		lost = lost || len(digits) > 15 || strings.ContainsAny(text, ".Ee")
	}
	// A card number of this look that fails its check has most likely been
	// through a spreadsheet. A passbook's may be right: it passes as a text.
	if c.Type == Account && v.Untyped && len(text) > 15 && strings.HasSuffix(text, "000") && !idnumber.Luhn(text) {
		lost = true
	}
	if !lost {
		return nil
	}
	return &Problem{RuleDigits, "“" + c.Name + "”被表格当成了数字，后面几位已经丢失；请把这一列的格式设为“文本”，再重新填写"}
}

func (c Column) parseNumber(text string, today period.Day) (string, *Problem) {
	var out string
	var err error
	switch c.Type {
	case ID:
		var r idnumber.Resident
		r, err = idnumber.ParseResident(text, today)
		out = r.Number
	case CreditCode:
		var r idnumber.CreditCode
		r, err = idnumber.ParseCreditCode(text)
		out = r.Number
	case Account:
		var a idnumber.Account
		a, err = idnumber.ParseAccount(text)
		out = a.Number
	case Phone:
		out, err = idnumber.ParsePhone(text)
	case Division:
		if out = strings.ReplaceAll(text, " ", ""); len(c.Called) > 0 && han(out) {
			return out, nil // a name: the importer knows its code
		}
		out = idnumber.Code(text)
		if len(out) != 12 || strings.Trim(out, "0123456789") != "" {
			return "", &Problem{RuleSyntax, "“" + c.Name + "”应为12位数字的区划代码，请核对"}
		}
	default:
		out = idnumber.Code(text)
		if strings.ContainsRune(out, '?') {
			return "", &Problem{RuleGarbled, "“" + c.Name + "”里有问号，请改成实际的编码"}
		}
		if calculated(out) {
			return "", &Problem{RuleSyntax, "“" + c.Name + "”不能以 = + - @ 开头，请核对"}
		}
		if utf8.RuneCountInString(out) > 64 {
			return "", &Problem{RuleLength, "“" + c.Name + "”最多64个字，请核对"}
		}
	}
	if err != nil {
		return "", &Problem{RuleSyntax, fault.Of(err).Public}
	}
	return out, nil
}

func (c Column) parseDate(text string, number bool) (string, *Problem) {
	// A spreadsheet shows October, typed as 2024.10, as 2024.1.
	if number && remainder.MatchString(text) {
		return "", &Problem{RuleAmbiguous, "分不清是1月还是10月，请写成 " + text[:4] + "-01 或 " + text[:4] + "-10"}
	}
	if c.Type == Month {
		month, err := period.ParseMonth(text)
		if err != nil {
			return "", &Problem{RuleSyntax, err.Error()}
		}
		return month.String(), nil
	}
	day, err := period.ParseDay(text)
	mixed := strings.Contains(text, ".") && strings.Contains(text, "-") // 2024.1-3 is no day
	if from, to, ok := span(text); ok && (err != nil || mixed) && c.Type != Day {
		if c.Type == PeriodTo {
			from = to
		}
		return from.String(), nil
	}
	if err != nil && (c.Type != Day || c.Vague != NoDay && errors.Is(err, period.ErrNoDay)) {
		if month, monthErr := period.ParseMonth(text); monthErr == nil {
			day, err = month.First(), nil
			if c.Type == PeriodTo || c.Vague == LastDay {
				day = month.Last()
			}
		}
	}
	if err != nil {
		return "", &Problem{RuleSyntax, err.Error()}
	}
	return day.String(), nil
}

func (c Column) parseAmount(text string, v Value) (string, *Problem) {
	if c.Type == Money {
		parse := money.Parse
		if v.Wan {
			parse = money.ParseWan
		}
		amount, err := parse(text)
		if err != nil {
			return "", &Problem{RuleSyntax, err.Error()}
		}
		if amount > maxAmount || amount < -maxAmount {
			return "", &Problem{RuleSyntax, "“" + c.Name + "”超过一千亿元，请核对数字和单位"}
		}
		return amount.Yuan(), nil
	}
	text, unit := thousands.Replace(text), v.Area
	switch c.Type {
	case Percent:
		text = strings.TrimSuffix(text, "%")
	case Year:
		text = strings.TrimSuffix(strings.TrimSuffix(text, "度"), "年")
	case Decimal, Int:
		if cut, own := cutArea(text); own != "" {
			text, unit = cut, own // the cell knows better than its header
		} else {
			text = counted.ReplaceAllString(text, "")
		}
	default:
	}
	whole, frac, dot := strings.Cut(text, ".")
	sign := ""
	if cut, ok := strings.CutPrefix(whole, "-"); ok && c.Type == Coordinate {
		sign, whole = "-", cut
	}
	frac = strings.TrimRight(frac, "0")
	if whole == "" || len(whole) > 12 || strings.Trim(whole+frac, "0123456789") != "" || (dot && strings.HasSuffix(text, ".")) {
		return "", &Problem{RuleSyntax, "“" + c.Name + "”应是不小于0的数字，请核对"}
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	n, _ := strconv.ParseFloat(whole+"."+frac, 64) // digits only, at most twelve before the point
	switch {
	case (c.Type == Int || c.Type == Year) && frac != "":
		return "", &Problem{RuleSyntax, "“" + c.Name + "”应是整数，请核对"}
	case c.Type == Year && (n < 1950 || n > 2100):
		return "", &Problem{RuleSyntax, "“" + c.Name + "”应是四位年份，例如 2024"}
	case c.Type == Percent && n > 100:
		return "", &Problem{RuleSyntax, "“" + c.Name + "”应在 0 到 100 之间，请核对"}
	case c.Type == Coordinate && n > 180:
		return "", &Problem{RuleSyntax, "“" + c.Name + "”应是经纬度的度数，例如 109.97"}
	case c.Type != Coordinate && len(frac) > 6:
		return "", &Problem{RuleSyntax, "“" + c.Name + "”最多六位小数，请核对"}
	}
	if c.Area != "" && unit != "" && unit != c.Area {
		return areaIn(n, unit, c.Area), nil
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + whole + frac, nil
}

func (c Column) parseEnum(text string) (string, *Problem) {
	text = strings.ReplaceAll(text, " ", "")
	if slices.Contains(c.Values, text) {
		return text, nil
	}
	for _, v := range c.Values { // a, B: the case of a letter tells nothing
		if strings.EqualFold(v, text) {
			return v, nil
		}
	}
	return "", &Problem{RuleList, fmt.Sprintf("“%s”只能填：%s", c.Name, strings.Join(c.Values, "、"))}
}

// han reports whether a text has a Chinese character in it.
func han(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// tried are names that nobody has: they stand in rows that were made to try a
// program or a form, and are left in the file.
var tried = []string{"测试", "试验", "样例", "示例", "某某", "某某某", "test", "demo"}

// trial reports whether a name is one of those.
func trial(name string) bool {
	return strings.HasPrefix(name, "测试") || slices.Contains(tried, strings.ToLower(strings.TrimRight(name, "0123456789")))
}

// calculated reports whether a spreadsheet would calculate a text. Names and
// codes go out again in lists that the bank reads byte for byte, where no quote
// can be put before them: they do not come in. A single sign says "none".
func calculated(text string) bool {
	return len(text) > 1 && strings.ContainsRune("=+-@", rune(text[0]))
}

func parseName(c Column, text string) (string, *Problem) {
	name := idnumber.NormName(text)
	switch {
	case strings.ContainsAny(name, "?□"):
		return "", &Problem{RuleGarbled, "“" + c.Name + "”里有字没有打出来（显示成问号或方框），请补上生僻字"}
	case calculated(name):
		return "", &Problem{RuleSyntax, "“" + c.Name + "”不能以 = + - @ 开头，请核对"}
	case strings.Trim(name, "0123456789") == "":
		return "", &Problem{RuleSyntax, "“" + c.Name + "”不能全是数字，请核对"}
	case trial(name):
		return "", &Problem{RuleSyntax, "“" + c.Name + "”像是测试用的，不是真人。是测试行的请删去"}
	case utf8.RuneCountInString(name) > 60:
		return "", &Problem{RuleLength, "“" + c.Name + "”最多60个字，请核对"}
	}
	return name, nil
}
