package simulator

import "time"

// faults is what goes wrong on purpose.
type faults struct {
	outage   bool
	delay    time.Duration
	calls    map[string]int
	errcodes map[string]int // path → errcode of every answer
}

// Outage makes every endpoint answer 502, or work again.
func (p *Platform) Outage(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults.outage = on
}

// Slow makes every endpoint wait before it answers.
func (p *Platform) Slow(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults.delay = d
}

// Errcode makes an endpoint answer with an errcode; 0 ends that.
func (p *Platform) Errcode(path string, code int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults.errcodes[path] = code
}

// ExpireTokens makes every access token invalid.
func (p *Platform) ExpireTokens() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens = tokens{}
}

// Calls counts the calls of an endpoint, such as "/cgi-bin/stable_token".
func (p *Platform) Calls(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults.calls[path]
}
