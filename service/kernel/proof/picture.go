package proof

import (
	"encoding/base64"
	"fmt"

	"rsc.io/qr"
)

// Picture draws the receipt as a QR picture, a data: address of a PNG. What it
// says is the page that checks receipts, with the receipt behind the mark #,
// which no browser sends anywhere; without a page it is the receipt alone.
func (r Receipt) Picture(page string) (string, error) {
	text := r.Token()
	if page != "" {
		text = page + "#" + text
	}
	code, err := qr.Encode(text, qr.M) // a slip is folded and gets wet
	if err != nil {
		return "", fmt.Errorf("proof: %w", err)
	}
	code.Scale = 4
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(code.PNG()), nil
}
