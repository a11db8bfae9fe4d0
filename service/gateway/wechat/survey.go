package wechat

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
)

const (
	maxDepth  = 8
	maxTokens = 4000
)

// surveyed is what is read from a document before the SDK sees it.
type surveyed struct {
	encrypt  string
	consents []chat.Consent
}

// survey walks through a document once and refuses what no message of the
// platform contains: a document type, an entity of its own, another encoding
// than UTF-8, deep nesting, a second document behind the first. It also reads
// the answers about notices, of which the SDK keeps only the last.
func survey(doc []byte) (surveyed, error) {
	w := walker{}
	d := xml.NewDecoder(bytes.NewReader(doc))
	for range maxTokens {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if !w.closed || len(w.path) > 0 {
				return surveyed{}, refuse(fault.Invalid, "not XML")
			}
			return w.found, nil
		}
		if err != nil || !w.step(t) {
			return surveyed{}, refuse(fault.Invalid, "not XML of the platform's form")
		}
	}
	return surveyed{}, refuse(fault.Invalid, "too many parts")
}

type walker struct {
	path    []string
	text    strings.Builder
	closed  bool
	consent chat.Consent
	found   surveyed
}

// step takes one token and reports whether it may be there.
func (w *walker) step(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if w.closed || len(w.path) >= maxDepth || (len(w.path) == 0 && t.Name.Local != "xml") {
			return false
		}
		w.path = append(w.path, t.Name.Local)
		w.text.Reset()
	case xml.EndElement:
		if len(w.path) == 0 || w.path[len(w.path)-1] != t.Name.Local {
			return false
		}
		w.leave()
		w.path = w.path[:len(w.path)-1]
		w.closed = len(w.path) == 0
		w.text.Reset()
	case xml.CharData:
		if len(w.path) == 0 {
			return len(bytes.TrimSpace(t)) == 0
		}
		w.text.Write(t)
	case xml.ProcInst:
		inst := strings.ToLower(string(t.Inst))
		return t.Target == "xml" && len(w.path) == 0 && !w.closed && (!strings.Contains(inst, "encoding") || strings.Contains(inst, "utf-8"))
	case xml.Comment:
	default: // a directive: DOCTYPE, ENTITY
		return false
	}
	return true
}

// leave looks at an element as it ends.
func (w *walker) leave() {
	switch where := strings.Join(w.path, "/"); where {
	case "xml/Encrypt":
		w.found.encrypt = w.text.String()
	case "xml/SubscribeMsgPopupEvent/List/TemplateId", "xml/SubscribeMsgChangeEvent/List/TemplateId":
		w.consent.Template = w.text.String()
	case "xml/SubscribeMsgPopupEvent/List/SubscribeStatusString", "xml/SubscribeMsgChangeEvent/List/SubscribeStatusString":
		w.consent.Accepted = w.text.String() == "accept"
	case "xml/SubscribeMsgPopupEvent/List", "xml/SubscribeMsgChangeEvent/List":
		w.found.consents = append(w.found.consents, w.consent)
		w.consent = chat.Consent{}
	}
}
