// Package sheetrow numbers the rows of a file across its sheets.
//
// Every sheet of a workbook has a row 2. A row of a register keeps one number,
// in which the place of its sheet stands above the row; the names of the sheets
// are kept once, with the batch. The rows of a first or only sheet have their
// own numbers, as those of files from before there were names.
package sheetrow

import (
	"encoding/json"
	"fmt"
	"slices"
)

// bits are those of a row: a sheet ends at 1,048,576.
const bits = 20

// Of is the number of a row, both counted as the spreadsheet does, from 1, of
// the sheet with the given place in the file, from 0.
func Of(sheet, row int) int {
	if sheet <= 0 || row < 1 || row > 1<<bits {
		return row
	}
	return sheet<<bits + row
}

// Names keeps the names of a file's sheets: nil for one that has a single sheet.
func Names(sheets []string) []byte {
	if len(sheets) < 2 {
		return nil
	}
	text, err := json.Marshal(sheets)
	if err != nil { // strings always marshal
		return nil
	}
	return text
}

// Read gives the names that Names kept.
func Read(names []byte) []string {
	var sheets []string
	if len(names) == 0 || json.Unmarshal(names, &sheets) != nil {
		return nil
	}
	return sheets
}

// In is the number of a row of the sheet with a name; names are as Names kept them.
func In(names []byte, sheet string, row int) int { return Of(slices.Index(Read(names), sheet), row) }

// Find says in which sheet a number stands and in which of its rows; names are
// as Names kept them. The name is "" where the file has one sheet, or none.
func Find(names []byte, number int) (sheet string, row int) {
	sheets := Read(names)
	if len(sheets) == 0 || number < 1 {
		return "", number
	}
	if place := (number - 1) >> bits; place < len(sheets) {
		sheet = sheets[place]
	}
	return sheet, (number-1)&(1<<bits-1) + 1
}

// Place says in words where a row stands; sheet is "" where the file has one.
func Place(file, sheet string, row int) string {
	if sheet != "" {
		file += " 工作表“" + sheet + "”"
	}
	return fmt.Sprintf("%s 第%d行", file, row)
}
