// Package qrcode draws texts as QR pictures.
package qrcode

import (
	"encoding/base64"
	"fmt"

	"rsc.io/qr"
)

// DataURL draws a text, a data: address of a PNG with so many pixels for each
// dot. Level M still reads when a part is dirty or wet.
func DataURL(text string, scale int) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("qrcode: %w", err)
	}
	code.Scale = scale
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(code.PNG()), nil
}
