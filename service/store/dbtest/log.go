package dbtest

import (
	"bytes"
	"sync"
)

// Log collects what a server under test logs. The server writes while the test
// reads, from different goroutines.
type Log struct {
	lock sync.Mutex
	text bytes.Buffer
}

// Write adds a line.
func (l *Log) Write(p []byte) (int, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.text.Write(p)
}

// String is everything so far.
func (l *Log) String() string {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.text.String()
}

// Reset forgets everything so far.
func (l *Log) Reset() {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.text.Reset()
}
