package proof

import (
	"fmt"

	"yangguang/service/kernel/qrcode"
)

// Picture draws the receipt as a QR picture, a data: address of a PNG. What it
// says is the page that checks receipts, with the receipt behind the mark #,
// which no browser sends anywhere; without a page it is the receipt alone.
func (r Receipt) Picture(page string) (string, error) {
	text := r.Token()
	if page != "" {
		text = page + "#" + text
	}
	picture, err := qrcode.DataURL(text, 4)
	if err != nil {
		return "", fmt.Errorf("proof: %w", err)
	}
	return picture, nil
}
