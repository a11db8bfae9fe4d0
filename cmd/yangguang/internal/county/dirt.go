package county

// style is how an office keeps its tables.
type style struct {
	title, signature string
	total            bool
	gb18030, bom     bool
	aliases          map[string]string
	refused          []func(t *table) []string
}

// column says which dirt a column attracts.
type column uint8

const (
	clean column = iota
)

func styleOf(kind, name string) style { return style{} }

func columnOf(kind, header string) column { return clean }

func (t *table) soil([]string) {}
