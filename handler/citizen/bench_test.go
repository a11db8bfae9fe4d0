package citizen_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/handler/citizen"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/gateway/cache"
	"yangguang/service/identity"
	"yangguang/service/kernel/money"
	"yangguang/service/lookup"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// The county of the benchmark: a million payments.
const (
	benchPeople = 20_000
	benchRows   = 50 // payments of each person, over four years
	benchShown  = 15 // of them in the year that is shown
	benchPhones = 256
)

var benchNow = time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)

// BenchmarkMyPayouts measures a villager's page — session, router, service,
// template — against a bare net/http handler that runs the same statement and
// fills a minimal template. In "turns" the two take turns, so that a noisy
// machine is noisy for both; "x-bare" is the cost of the page in bare handlers.
func BenchmarkMyPayouts(b *testing.B) {
	for _, engine := range []string{"sqlite", "mysql"} {
		if engine == "mysql" && os.Getenv(dbtest.EnvMySQL) == "" {
			continue
		}
		b.Run(engine, func(b *testing.B) {
			if engine == "sqlite" {
				b.Setenv(dbtest.EnvMySQL, "")
			}
			w := newBench(b)
			b.Run("bare", func(b *testing.B) { w.run(b, w.bare, b.N) })
			b.Run("page", func(b *testing.B) { w.run(b, w.page, b.N) })
			b.Run("turns", w.turns)
		})
	}
}

// phones are requests to one handler, one for each phone.
type phones struct {
	handler  http.Handler
	requests []*http.Request
}

type bench struct {
	bare, page phones
}

// run answers n requests on all processors and gives the time it took.
func (w *bench) run(b *testing.B, p phones, n int) time.Duration {
	var next, bad atomic.Int64
	var wg sync.WaitGroup
	start := time.Now() //nolint:forbidigo // a stopwatch
	for range runtime.GOMAXPROCS(0) * 2 {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				r := *p.requests[int(i)%len(p.requests)]
				rec := httptest.NewRecorder()
				p.handler.ServeHTTP(rec, &r)
				if rec.Code != http.StatusOK || rec.Body.Len() < 500 {
					bad.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if bad.Load() > 0 {
		b.Fatalf("%d requests failed", bad.Load())
	}
	return time.Since(start) //nolint:forbidigo // a stopwatch
}

// turns lets bare handler and page answer in blocks, one after the other.
func (w *bench) turns(b *testing.B) {
	const block = 200
	var bare, page time.Duration
	for done := 0; done < b.N; done += block {
		bare += w.run(b, w.bare, block)
		page += w.run(b, w.page, block)
	}
	b.ReportMetric(float64(page)/float64(bare), "x-bare")
}

func newBench(b *testing.B) *bench {
	db := dbtest.New(b)
	people := fill(b, db)
	w := &bench{}
	w.bare = bareHandler(b, db, people)
	w.page = ourPage(b, db, people)
	for name, p := range map[string]phones{"bare": w.bare, "page": w.page} {
		rec := httptest.NewRecorder()
		p.handler.ServeHTTP(rec, p.requests[0])
		if rec.Code != http.StatusOK || strings.Count(rec.Body.String(), "对这笔有疑问") != benchShown {
			b.Fatalf("%s: %d with %d payments\n%s", name, rec.Code, strings.Count(rec.Body.String(), "对这笔有疑问"), rec.Body)
		}
	}
	return w
}

// fill makes a million payments: those of one person, copied to everybody by
// one statement in the order of the table. It gives people who are bound.
func fill(b *testing.B, db *gorm.DB) []int64 {
	b.Helper()
	start := time.Now() //nolint:forbidigo // a stopwatch
	r := registers.New(b, db, benchNow)
	first := r.Person("甲示例", registers.Number("45092319800101001"))
	for i := range 5 {
		r.AddPolicy(model.Policy{Title: "政策" + strconv.Itoa(i), ItemCode: "IT" + strconv.Itoa(i), Eligibility: "符合条件的农村家庭"})
		item := r.Item("IT"+strconv.Itoa(i), "补贴项目"+strconv.Itoa(i))
		for n := range benchRows / 5 {
			month := time.Date(2023, time.Month(1+n*4), 1, 0, 0, 0, 0, time.UTC)
			r.Pay(registers.Payout{Person: first, Item: item, Month: month.Format("2006-01"), Fen: int64(10000 + n)})
		}
	}
	people := make([]model.Person, benchPeople-1)
	for i := range people {
		digest := make([]byte, 32)
		copy(digest, fmt.Sprintf("person %d", i))
		people[i] = model.Person{IDDigest: digest, IDSealed: []byte{1}, IDGrade: "A", Name: "示例", Sex: "女", CreatedAt: benchNow}
	}
	if err := db.CreateInBatches(people, 500).Error; err != nil {
		b.Fatal(err)
	}
	err := db.Exec(`INSERT INTO payouts (person_id, item_id, period_start, id, period_end, batch_no, quantity_milli, class, amount_fen, account_digest,
account_sealed, account_tail, account_name, name_given, paid_on, result, village_code, repay_of, batch_id, row_no)
SELECT h.id, p.item_id, p.period_start, p.id + h.id * 100, p.period_end, p.batch_no, p.quantity_milli, p.class, p.amount_fen, p.account_digest,
p.account_sealed, p.account_tail, p.account_name, p.name_given, p.paid_on, p.result, p.village_code, p.repay_of, p.batch_id, p.row_no
FROM people AS h CROSS JOIN payouts AS p WHERE p.person_id = ? AND h.id <> ? ORDER BY h.id, p.item_id, p.period_start`, first, first).Error
	if err != nil {
		b.Fatal(err)
	}
	var n int64
	if err := db.Table("payouts").Count(&n).Error; err != nil || n != benchPeople*benchRows {
		b.Fatalf("%d payments: %v", n, err)
	}
	analyze := "ANALYZE"
	if db.Name() == "mysql" {
		analyze = "ANALYZE TABLE payouts, bindings, items, batches"
	}
	if err := db.Exec(analyze).Error; err != nil {
		b.Fatal(err)
	}
	ids := make([]int64, 0, benchPhones)
	for i := range benchPhones {
		id := people[i*(benchPeople-1)/benchPhones].ID
		bound := model.Binding{WechatUserID: id, PersonID: id, Method: "account_tail", BoundAt: benchNow}
		if err := db.Create(&bound).Error; err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
	}
	b.Logf("%d payments made in %s", n, time.Since(start).Round(time.Millisecond)) //nolint:forbidigo // a stopwatch
	return ids
}

// ourPage is the page as it is served, on phones that are signed in.
func ourPage(b *testing.B, db *gorm.DB, people []int64) phones {
	b.Helper()
	now := func() time.Time { return benchNow }
	set, err := pages()
	if err != nil {
		b.Fatal(err)
	}
	front := &web.Front{Set: set, Log: slog.New(slog.DiscardHandler), Demo: true}
	front.Citizen, front.Office = web.NewSessions(cache.NewSessions(dbtest.Redis(b), "s:"), false)
	router, err := front.NewRouter(now, nil)
	if err != nil {
		b.Fatal(err)
	}
	citizen.NewLookup(citizen.Options{
		Front: front, Identity: identity.New(identity.Options{DB: db, People: registers.Box(b), Now: now}),
		Lookup: lookup.New(lookup.Options{DB: db, People: registers.Box(b), Now: now}), Office: citizen.Office{Hotline: "12388"}, Now: now,
	}).Routes(router)
	router.GET("/h5/test/sign-in/:person", front.Serve(func(c *gin.Context) error {
		id, err := strconv.ParseInt(c.Param("person"), 10, 64)
		if err != nil {
			return err
		}
		return front.SignInCitizen(c.Request.Context(), id, id, false)
	}))
	p := phones{handler: front.Protect(router)}
	for _, id := range people {
		rec := httptest.NewRecorder()
		p.handler.ServeHTTP(rec, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/h5/test/sign-in/"+strconv.FormatInt(id, 10), nil))
		r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/h5/payouts?year=2023", nil)
		for _, cookie := range rec.Result().Cookies() {
			r.AddCookie(cookie)
		}
		p.requests = append(p.requests, r)
	}
	return p
}

// barePayout is a row of the bare page.
type barePayout struct {
	ID                   int64
	Item, Period, PaidOn string
	Amount, Tail, Result string
}

var barePage = template.Must(template.New("bare").Parse(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>我的钱</title></head><body>
<h1>{{.Year}}年 {{.Total}}元</h1><table>{{range .Rows}}<tr><td>{{.Item}}</td><td>{{.Period}}</td><td>{{.PaidOn}}</td><td>{{.Amount}}</td><td>{{.Tail}}</td><td>{{.Result}}</td><td><a href="/h5/complaint?p={{.ID}}">对这笔有疑问</a></td></tr>
{{end}}</table></body></html>`))

// bareHandler runs the page's statement, prepared once, and shows the rows of
// the year: the least a page of one's payments can be.
func bareHandler(b *testing.B, db *gorm.DB, people []int64) phones {
	b.Helper()
	pool, err := db.DB()
	if err != nil {
		b.Fatal(err)
	}
	statement, err := pool.PrepareContext(b.Context(), `SELECT p.id, p.person_id, i.code, i.name, p.period_start, p.period_end, p.paid_on, p.amount_fen, p.account_tail, p.result, p.batch_no, p.repay_of
FROM payouts AS p JOIN items AS i ON i.id = p.item_id JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded'
WHERE p.person_id = ? AND EXISTS (SELECT 1 FROM bindings AS m WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = ?)
ORDER BY p.item_id, p.period_start, p.id`)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { statement.Close() })
	p := phones{handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.ParseInt(r.URL.Query().Get("person"), 10, 64)
		if err != nil {
			http.Error(w, "person", http.StatusBadRequest)
			return
		}
		rows, total, err := barePayouts(r, statement, id)
		if err != nil {
			http.Error(w, "rows", http.StatusInternalServerError)
			return
		}
		var page bytes.Buffer
		err = barePage.Execute(&page, struct {
			Year, Total string
			Rows        []barePayout
		}{"2023", total.String(), rows})
		if err != nil {
			http.Error(w, "page", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page.Bytes())
	})}
	for _, id := range people {
		p.requests = append(p.requests, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/?person="+strconv.FormatInt(id, 10), nil))
	}
	return p
}

func barePayouts(r *http.Request, statement *sql.Stmt, id int64) ([]barePayout, money.Fen, error) {
	rows, err := statement.QueryContext(r.Context(), id, id, id)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var out []barePayout
	var total money.Fen
	for rows.Next() {
		var v barePayout
		var person int64
		var amount money.Fen
		var code, batchNo, repayOf string
		var start, end, paid time.Time
		if err := rows.Scan(&v.ID, &person, &code, &v.Item, &start, &end, &paid, &amount, &v.Tail, &v.Result, &batchNo, &repayOf); err != nil {
			return nil, 0, err
		}
		if paid.Year() != 2023 {
			continue
		}
		total += amount
		v.Period, v.PaidOn, v.Amount = start.Format("2006-01"), paid.Format(time.DateOnly), amount.String()
		out = append(out, v)
	}
	return out, total, rows.Err()
}
