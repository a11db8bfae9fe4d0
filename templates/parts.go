package templates

// The types of the partials in partial/*.html. Handlers fill Pager, Lamp,
// Badge, Empty, and TimelineItem; Field and Choice are made in the HTML of a
// form by the functions field and choice.

// Errors is one message per field of a form, by the name of the field. It has
// the shape of fault.Error's Fields. The key "" is about the form as a whole.
type Errors map[string]string

// Option is one choice of a select, a row of chips or a group of radio buttons.
type Option struct {
	Value    string
	Text     string
	Note     string // a plain explanation under the text, where there is room
	Selected bool
}

// Field is a labelled input with its hint and its error.
type Field struct {
	Name     string
	Label    string
	Hint     string // "" shows none
	Error    string // "" shows none
	Value    string
	Type     string // of an <input>; "textarea" makes a text area
	Required bool
	Mode     string // inputmode: "numeric", "tel", …; "" leaves it out
	Complete string // autocomplete; "" leaves it "off"
	Max      int    // maxlength; 0 leaves it out
}

// newField makes the input called name, whose error is looked up in errors.
func newField(kind, name, label, value, hint string, errors Errors) Field {
	f := Field{Name: name, Label: label, Hint: hint, Error: errors[name], Value: value, Type: kind}
	switch kind {
	case "digits":
		f.Type, f.Mode = "text", "numeric"
	case "tel":
		f.Mode = "tel"
	case "password":
		f.Complete = "current-password"
	}
	return f
}

// Must marks the field as one that has to be filled in.
func (f Field) Must() Field { f.Required = true; return f }

// Limit bounds the number of characters. A browser cuts off without a word what
// is pasted beyond it, so it is for numbers and codes, never for a person's own words.
func (f Field) Limit(n int) Field { f.Max = n; return f }

// Auto names what the browser may fill in by itself, e.g. "username".
func (f Field) Auto(complete string) Field { f.Complete = complete; return f }

// Choice is a labelled select, or a group of radio buttons, with hint and error.
type Choice struct {
	Name    string
	Label   string
	Hint    string
	Error   string
	Options []Option
	Blank   string // text of the empty first option of a select; "" makes none

	Required bool
}

// newChoice makes the choice called name, whose error is looked up in errors.
func newChoice(name, label, hint string, options []Option, errors Errors) Choice {
	return Choice{Name: name, Label: label, Hint: hint, Options: options, Error: errors[name]}
}

// Must marks the choice as one that has to be made.
func (c Choice) Must() Choice { c.Required = true; return c }

// Or gives a select an empty first option with this text.
func (c Choice) Or(blank string) Choice { c.Blank = blank; return c }

// Pager leads to the neighbouring pages of a long list. The zero value shows nothing.
type Pager struct {
	Page  int // counted from 1
	Pages int
	Total int    // number of rows; 0 is not shown
	Prev  string // address of the page before; "" on the first
	Next  string // address of the page after; "" on the last
}

// Narrowed says what a list is narrowed to besides what its form shows. Kept are
// the names (as Text) and values that stay when the form is sent. The zero value
// shows nothing.
type Narrowed struct {
	Text     string
	Kept     []Option
	ClearURL string
}

// Empty is shown in place of a list that has no rows: what is so, and what to do next.
type Empty struct {
	Text   string
	Advice string
	Action Link // a button; without URL none is shown
}

// Badge is a short state in a coloured box.
type Badge struct {
	Tone Tone
	Text string
}

// Lamp is a deadline's colour with words: 正常, 快到期, 超期. The zero value shows nothing.
type Lamp struct {
	Tone Tone   // Good, Warning or Bad
	Text string // e.g. "还有 3 个工作日"
}

// TimelineItem is one step of something that goes on.
type TimelineItem struct {
	At   string // e.g. "2026年3月5日"
	What string
	Who  string // office only; "" on villagers' pages
	Note string
	Done bool // happened already; false draws it as still to come
}
