package sheet

import "fmt"

// String is the notice as a line for the bureau.
func (n Notice) String() string {
	switch {
	case n.Row > 0 && n.Sheet != "":
		return fmt.Sprintf("“%s”第%d行：%s", n.Sheet, n.Row, n.Message)
	case n.Row > 0:
		return fmt.Sprintf("第%d行：%s", n.Row, n.Message)
	case n.Sheet != "":
		return fmt.Sprintf("“%s”：%s", n.Sheet, n.Message)
	}
	return n.Message
}
