package simulator

import (
	"bytes"
	"embed"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

//go:embed static
var static embed.FS

const maxUpload = 10 << 20

// phoneRoutes mounts the phone: its page, its state and what one can do on it.
func (p *Platform) phoneRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+p.o.Prefix+"/{$}", p.page)
	m.HandleFunc("GET "+p.o.Prefix+"/static/{name}", p.asset)
	m.HandleFunc("GET "+p.o.Prefix+"/state", p.state)
	m.HandleFunc("POST "+p.o.Prefix+"/act", p.act)
	m.HandleFunc("GET "+p.o.Prefix+"/media/{id}", p.picture)
	if p.o.Prefix != "" {
		m.Handle("GET "+p.o.Prefix, http.RedirectHandler(p.o.Prefix+"/", http.StatusFound))
	}
}

// page shows the phone, under the one address the program knows itself by:
// a page in the phone's frame must be of the same origin.
func (p *Platform) page(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	public, err := url.Parse(p.o.PublicURL)
	p.mu.Unlock()
	if err == nil && public.Host != "" && public.Host != r.Host {
		http.Redirect(w, r, public.Scheme+"://"+public.Host+p.o.Prefix+"/", http.StatusFound)
		return
	}
	p.file(w, "index.html")
}

func (p *Platform) asset(w http.ResponseWriter, r *http.Request) { p.file(w, r.PathValue("name")) }

var kinds = map[string]string{"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}

func (p *Platform) file(w http.ResponseWriter, name string) {
	b, err := static.ReadFile("static/" + name)
	kind := kinds[name[strings.LastIndexByte(name, '.')+1:]]
	if err != nil || kind == "" {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'")
	_, _ = w.Write(b) // the browser hung up: nobody to tell
}

// who is one person on the list of people to be.
type who struct {
	Name     string `json:"name"`
	OpenID   string `json:"openid"`
	Hint     string `json:"hint"`
	Phone    string `json:"phone"`
	Snapshot bool   `json:"snapshot"`
	Followed bool   `json:"followed"`
	Unread   int64  `json:"newest"` // seq of the newest bubble
}

// state tells the page what there is to show: the list of people, and what is
// new on the chosen one's screen since after.
func (p *Platform) state(w http.ResponseWriter, r *http.Request) {
	after, _ := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64) // nothing is the beginning
	p.mu.Lock()
	out := struct {
		Title   string       `json:"title"`
		Current string       `json:"current"`
		People  []who        `json:"people"`
		Menu    []MenuButton `json:"menu"`
		Bubbles []Bubble     `json:"bubbles"`
	}{Title: p.o.Title, Current: p.current, Menu: p.menu, Bubbles: []Bubble{}}
	for _, person := range p.o.People {
		ph := p.people[person.OpenID]
		i := who{Name: ph.Name, OpenID: ph.OpenID, Hint: ph.Hint, Phone: ph.Phone, Snapshot: ph.Snapshot, Followed: ph.followed}
		if n := len(ph.bubbles); n > 0 {
			i.Unread = ph.bubbles[n-1].Seq
		}
		out.People = append(out.People, i)
	}
	for _, b := range p.people[p.current].bubbles {
		if b.Seq > after {
			out.Bubbles = append(out.Bubbles, b)
		}
	}
	p.mu.Unlock()
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, out)
}

// act does on the phone what the form says.
func (p *Platform) act(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := r.ParseMultipartForm(maxUpload); err != nil {
		http.Error(w, "bad form", http.StatusBadRequest)
		return
	}
	openid, value := r.FormValue("person"), r.FormValue("value")
	if _, err := p.person(openid); err != nil {
		http.Error(w, "nobody", http.StatusNotFound)
		return
	}
	var err error
	ctx := r.Context()
	switch r.FormValue("do") {
	case "choose":
		p.Choose(openid)
	case "follow":
		_, err = p.Follow(ctx, openid)
	case "unfollow":
		_, err = p.Unfollow(ctx, openid)
	case "text":
		_, err = p.Say(ctx, openid, value)
	case "voice":
		_, err = p.SendVoice(ctx, openid, value)
	case "location":
		_, err = p.SendLocation(ctx, openid)
	case "click":
		_, err = p.Click(ctx, openid, value)
	case "view":
		_, err = p.View(ctx, openid, value)
	case "image":
		err = p.uploaded(r, openid)
	default:
		http.Error(w, "unknown", http.StatusBadRequest)
		return
	}
	if err != nil { // it shows on the phone as well
		p.o.Log.WarnContext(ctx, "simulated push failed", "err", err)
	}
	w.WriteHeader(http.StatusNoContent)
}

// uploaded sends the picture in the form, or a sample if there is none.
func (p *Platform) uploaded(r *http.Request, openid string) error {
	data, kind := samplePicture(), "image/png"
	if f, _, err := r.FormFile("file"); err == nil {
		defer func() { _ = f.Close() }()
		if data, err = io.ReadAll(f); err != nil {
			return err
		}
		kind = http.DetectContentType(data)
	}
	_, err := p.SendImage(r.Context(), openid, kind, data)
	return err
}

// picture shows what was sent, on the phone's own screen.
func (p *Platform) picture(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	f, ok := p.media[r.PathValue("id")]
	p.mu.Unlock()
	if !ok || !strings.HasPrefix(f.kind, "image/") {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(f.data) // the browser hung up: nobody to tell
}

// samplePicture is a road with a hole in it.
func samplePicture() []byte {
	m := image.NewRGBA(image.Rect(0, 0, 240, 160))
	for y := range 160 {
		for x := range 240 {
			c := color.RGBA{142, 190, 226, 255} // sky
			switch dx, dy := x-130, y-118; {
			case dx*dx/4+dy*dy < 260:
				c = color.RGBA{52, 44, 40, 255} // hole
			case y > 70 && abs(x-120) < 20+(y-70):
				c = color.RGBA{128, 128, 124, 255} // road
			case y > 70:
				c = color.RGBA{104, 150, 84, 255} // fields
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, m) // a buffer takes everything
	return b.Bytes()
}

func abs(n int) int { return max(n, -n) }
