package templates

// The pages on which bureaus hand files in.
var (
	OfficeImports    = Page[OfficeImportsData]{"office/import_list.html"}
	OfficeImportForm = Page[OfficeImportFormData]{"office/import_form.html"}
	OfficeImport     = Page[OfficeImportData]{"office/import_batch.html"}
)

func importPages() []declared { return []declared{OfficeImports, OfficeImportForm, OfficeImport} }

// OfficeImportsData is the history of files. Suggested title: 数据导入.
type OfficeImportsData struct {
	Kinds    []Option
	Statuses []Option
	Rows     []ImportRow
	Pager    Pager
	Empty    Empty
}

// ImportRow is one file. Figures have thousands separators; "" where there is none yet.
type ImportRow struct {
	URL      string
	FileName string
	Title    string // of the kind
	Bureau   string
	AsOf     string
	Rows     string
	Bad      string // rows given back; "" is none
	Amount   string
	State    Badge
	Lamp     Lamp // how long it has waited for a confirmation
	By       string
	At       string
}

// OfficeImportFormData is the form to hand a file in. Suggested title: 上传文件.
type OfficeImportFormData struct {
	Kinds   []ImportKind
	Others  string // address with all kinds; "" when all are shown
	AsOf    string // as 2026-03-02; "" is today
	Full    bool   // the box is ticked
	FullOf  string // the kinds that may come as full lists; "" when none that is shown may
	Largest string // e.g. 512 MB
	Again   Link   // the batch this file already is; without URL none
	Errors  Errors
}

// ImportKind is one kind of file with its empty workbook.
type ImportKind struct {
	Key, Title, Note, TemplateURL string
	Selected                      bool
}

// OfficeImportData is one batch: what is being done with it, what is in it, and
// what may be done next. Suggested title: the file's name.
type OfficeImportData struct {
	URL       string // of this page, for the script that looks again
	State     Badge
	Lamp      Lamp
	Facts     []Fact
	Working   ImportWork     // the zero value when nobody works on it
	Refused   string         // why the file cannot be read; "" when it can
	Headers   []Choice       // for each unknown header, which column it is; empty when nothing is asked
	Withdrawn string         // who took it back, when and why; "" when nobody did
	Confirm   ImportConfirm  // the zero value when there is nothing to confirm
	Withdraw  ImportWithdraw // the zero value when it cannot be taken back
	LeftOut   []string       // what of the file was not read as rows
	Columns   []string       // of the preview
	Preview   [][]string     // values masked
	Bad       string         // number of rows given back; "" is none
	ErrorsURL string         // the workbook to mend; "" when there is none
	Identity  bool           // rows given back for their resident ID alone may be judged in the pool
	Mistakes  []ImportMistake
	Pager     Pager
	Errors    Errors
	After     Link // where the work goes on once it is loaded; the zero value when nowhere
}

// ImportWork is how far a batch is. Total 0 is not known yet.
type ImportWork struct {
	Text        string // "" when nobody works on it
	Done, Total int
}

// ImportConfirm is the step from checked to visible.
type ImportConfirm struct {
	Deed    string   // what the button says and does: 导入 1,200 行,退回 3 行
	Effects []string // what will be so afterwards
	None    string   // why there is nothing to import; shown in place of the button
	Anew    string   // why it has to be confirmed once more; "" when it has not
	Full    ImportEnds
}

// ImportEnds is what a full list ends; the zero value is none.
type ImportEnds struct {
	Number int        // of rows; it goes with the confirmation
	Many   string     // why the number has to be filled in; "" when it has not
	Given  string     // what was filled in
	Beside string     // heading of the column beside the name
	Rows   [][]string // the first of them: name, what of, since when
	More   string     // how many are not shown; "" none
}

// ImportWithdraw is the step back.
type ImportWithdraw struct {
	Deed    string // what the button says
	Effect  string
	Reason  string
	Opening string // the text that opens the form
}

// ImportMistake is one wrong value, masked.
type ImportMistake struct{ Place, Column, Value, Message string }
