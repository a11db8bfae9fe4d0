package kind

import "strings"

// Help says to the bureau how to fill the column.
func (c Column) Help() string {
	help := c.help()
	if c.End {
		help += "，还没有结束的空着或填“至今”"
	}
	if c.Note != "" {
		help += "。" + c.Note
	}
	return help
}

func (c Column) help() string {
	switch c.Type {
	case ID:
		return "18位身份证号，按文本填"
	case Name:
		return "姓名，生僻字请照身份证打"
	case Money:
		return "单位元，最多两位小数；整列以万元填的，表头写成“" + c.Name + "（万元）”"
	case Day:
		if c.Vague != NoDay {
			return "日期，写成 2024-05-01；只知道年月的写成 2024-05"
		}
		return "日期，写成 2024-05-01"
	case Month:
		return "年月，写成 2024-05"
	case PeriodFrom, PeriodTo:
		return "年月或日期，写成 2024-05 或 2024-05-01"
	case Year:
		return "四位年份"
	case Int:
		return "整数"
	case Decimal:
		return "数字，最多六位小数"
	case Percent:
		return "百分比，0 到 100"
	case Coordinate:
		return "度数，例如 109.97"
	case Enum:
		return "只能填：" + strings.Join(c.Values, "、")
	case Code:
		return "编码，按文本填"
	case Division:
		if len(c.Called) > 0 {
			return "12位区划代码，按文本填；也可以填村名，重名的在旁边加一列“乡镇”"
		}
		return "12位区划代码，按文本填"
	case CreditCode:
		return "18位统一社会信用代码，按文本填"
	case Account:
		return "银行账号，按文本填"
	case Phone:
		return "11位手机号"
	case Text, Prose:
	}
	return "文字"
}

// Sample is a value that passes. The person in it is made up.
func (c Column) Sample() string {
	if c.Example != "" {
		return c.Example
	}
	switch c.Type {
	case ID:
		return "450923199003070011"
	case Name:
		return "张示例"
	case Money:
		return "1300.50"
	case Day:
		return "2024-05-01"
	case Month, PeriodFrom, PeriodTo:
		return "2024-05"
	case Year:
		return "2024"
	case Int, Decimal:
		return "3"
	case Percent:
		return "60"
	case Coordinate:
		return "109.97"
	case Enum:
		return c.Values[0]
	case Code:
		return "A0001"
	case Division:
		return "450923108210"
	case CreditCode:
		return "91350100M000100Y43"
	case Account:
		return "6222021234567890128"
	case Phone:
		return "13800001234"
	case Text, Prose:
	}
	return "示例"
}
