package receive

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/workday"
)

// Definition is a parameter of this package, for the registry of parameters.
type Definition struct {
	Name, Group, Label, Unit, Default, Basis, Hint string
	// Clean checks a value and gives it as it is kept.
	Clean func(text string) (string, error)
}

const (
	group     = "收款回访"
	byDefault = "平台默认，待县里确认"

	paramDays   = "receive.days"
	paramBank   = "receive.bank_days"
	paramSilent = "receive.silent_days"
	paramBanks  = "receive.banks"

	daysAsked  = 60
	daysBank   = 5
	daysSilent = 15

	// The thresholds of model S30.
	paramHomes = "S30.no_answers"
	paramWrong = "S30.wrong_answers"
	paramShare = "S30.no_share"
	paramNone  = "S30.silent_answers"
	paramQuiet = "S30.silent_share"
)

// otherBank is the bank of an account whose first digits nobody listed.
const otherBank = model.OtherBank

// Definitions lists the parameters; each holds from its day.
func Definitions() []Definition {
	return []Definition{
		{paramDays, group, "发放多少天以内的补贴问收到没有", "天", strconv.Itoa(daysAsked), byDefault, "1 到 365 的整数", within(1, 365)},
		{paramBank, group, "说“没收到”“数不对”以后，多少个工作日答复", "个工作日", strconv.Itoa(daysBank), byDefault, "1 到 60 的整数", within(1, 60)},
		{paramSilent, group, "发了提醒多少天没有回音，算“没回音”", "天", strconv.Itoa(daysSilent), byDefault, "1 到 180 的整数", within(1, 180)},
		{paramBanks, group, "账号开头是哪家银行，只用来分类，不显示账号", "名单", "6231:农村信用社、6210:农村信用社、6217:邮政储蓄银行、6221:邮政储蓄银行、6228:农业银行、6222:工商银行、6200:演示银行", byDefault,
			"例如 6228:农业银行、6217:邮政储蓄银行；没有写的算“其他银行”", cleanBanks},
	}
}

func within(least, most int) func(string) (string, error) {
	return func(v string) (string, error) {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < least || n > most {
			return "", fault.Fields(map[string]string{"value": fmt.Sprintf("请填 %d 到 %d 之间的整数", least, most)})
		}
		return strconv.Itoa(n), nil
	}
}

// prefix is the beginning of the accounts of a bank.
type prefix struct{ digits, bank string }

// parseBanks reads 6228:农业银行、6217:邮政储蓄银行, the longest beginnings first;
// what is no such pair is left out and counted.
func parseBanks(text string) (out []prefix, bad int) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,\uFF0C;\uFF1B\r\n", r) }) {
		digits, bank, ok := strings.Cut(strings.ReplaceAll(strings.TrimSpace(part), "\uFF1A", ":"), ":")
		digits, bank = strings.TrimSpace(digits), strings.TrimSpace(bank)
		if !ok || len(digits) < 2 || len(digits) > 10 || strings.Trim(digits, "0123456789") != "" || bank == "" || len([]rune(bank)) > 20 {
			bad++
			continue
		}
		out = append(out, prefix{digits, bank})
	}
	slices.SortStableFunc(out, func(a, b prefix) int { return len(b.digits) - len(a.digits) })
	return out, bad
}

func cleanBanks(v string) (string, error) {
	list, bad := parseBanks(v)
	if len(list) == 0 || bad > 0 || len([]rune(v)) > 255 {
		return "", fault.Fields(map[string]string{"value": "请写成“6228:农业银行、6217:邮政储蓄银行”这样，开头写 2 到 10 位数字，总共不超过 255 个字"})
	}
	return strings.TrimSpace(v), nil
}

// bankOf is the bank of an account.
func bankOf(list []prefix, account string) string {
	for _, p := range list {
		if strings.HasPrefix(account, p.digits) {
			return p.bank
		}
	}
	return otherBank
}

func (s *Service) banks(ctx context.Context) ([]prefix, error) {
	text, err := s.Text(ctx, paramBanks, s.today())
	if err != nil {
		return nil, fmt.Errorf("parameter: %w", err)
	}
	list, _ := parseBanks(text)
	return list, nil
}

// due is the last day for an answer that is asked for today.
func (s *Service) due(ctx context.Context) (workday.Due, error) {
	cal, err := s.Calendar(ctx)
	if err != nil {
		return workday.Due{}, fmt.Errorf("calendar: %w", err)
	}
	n, err := s.number(ctx, paramBank, daysBank)
	if err != nil {
		return workday.Due{}, err
	}
	return cal.Add(s.today(), n), nil
}
