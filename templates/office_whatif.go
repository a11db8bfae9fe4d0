package templates

// The pages of the models that the county writes itself.
var (
	OfficeOwnModels    = Page[OfficeOwnModelsData]{"office/own_models.html"}
	OfficeOwnModel     = Page[OfficeOwnModelData]{"office/own_model.html"}
	OfficeOwnModelForm = Page[OfficeOwnModelFormData]{"office/own_model_form.html"}
)

func ownModelPages() []declared {
	return []declared{OfficeOwnModels, OfficeOwnModel, OfficeOwnModelForm}
}

// WhatIf is the form that tries a model with other values.
type WhatIf struct {
	URL    string
	Fields []Field
	Advice string // who changes them for good
	Answer WhatIfAnswer
	Errors Errors
}

// WhatIfAnswer is what a model would find. The zero value shows nothing.
type WhatIfAnswer struct {
	On      bool
	Held    string // why its findings would be held back
	Figures []Figure
	Towns   []Bar
	More    string // of the towns that are not listed
	Samples []WhatIfSample
	Enter   []WhatIfSample // those that are no finding yet
	Leave   []WhatIfSample // the findings that would not be found
}

// WhatIfSample is one hit, its subject masked.
type WhatIfSample struct {
	Subject, Village, Item, Period, Amount, Sentence string
	Severity                                         Badge
}

// OfficeOwnModelsData is the models of the county's own. Suggested title: 自建模型.
type OfficeOwnModelsData struct {
	New   Link // "" where one may not write
	Rows  []OwnModelRow
	Empty Empty
}

// OwnModelRow is one version of a model.
type OwnModelRow struct {
	URL, Key, Version, Title, Author, Updated string
	Severity, State                           Badge
}

// OfficeOwnModelData is one version of a model.
type OfficeOwnModelData struct {
	URL, Says, Expression          string
	State                          Badge
	Note                           string // why it was returned or retired
	Facts                          []Fact
	Version                        int
	Edit                           string // address; "" where one may not
	Submit, Decide, Retire, Revise bool
	Preview                        bool
	Opinion                        string // typed and refused
	Answer                         WhatIfAnswer
	Errors                         Errors
	Questions                      []string
}

// OfficeOwnModelFormData writes a model.
type OfficeOwnModelFormData struct {
	URL                                       string
	Version                                   int
	Title, Says, Basis, Expression, Questions string
	Severities, Items, Registers              []Option
	Words                                     []Word
	Checked                                   bool // nothing is wrong with it
	Answer                                    WhatIfAnswer
	Errors                                    Errors
}

// Word is one that an expression may use.
type Word struct{ Name, Sort, Text string }
