// The phone: shows what the platform says is on the screen, and does what a
// thumb would. Everything is built as nodes; no text ever becomes markup.
'use strict'
const $ = id => document.getElementById(id)
let me = '', newest = 0, menu = '', people = '', busy = Promise.resolve()

function el (tag, props, ...children) {
  const e = Object.assign(document.createElement(tag), props)
  e.append(...children.filter(c => c != null && c !== ''))
  return e
}

async function act (what, value, file) {
  const f = new FormData()
  f.append('do', what)
  f.append('person', me)
  f.append('value', value || '')
  if (file) f.append('file', file)
  await fetch('act', { method: 'POST', body: f }).catch(() => {})
  await refresh()
}

// A villagers' page is opened through sign-in, so that after a change of
// person it is not still the last one's.
function here (address) {
  let u
  try { u = new URL(address, location.href) } catch { return null }
  if (u.protocol !== 'http:' && u.protocol !== 'https:') return null
  const path = u.pathname + u.search
  if (u.pathname.startsWith('/h5')) return '/wechat/login?next=' + encodeURIComponent(path)
  if (u.pathname.startsWith('/wechat/')) return path
  return u.href
}

function openPage (address) {
  const to = here(address)
  if (!to) return
  $('frame').src = to
  $('outside').href = to
  $('web').hidden = false
  $('back').focus()
}

function closePage () {
  $('web').hidden = true
  $('frame').src = 'about:blank'
}

function link (address, text) {
  const a = el('a', { href: here(address) || '#', textContent: text })
  a.addEventListener('click', e => {
    if (e.ctrlKey || e.metaKey) return
    e.preventDefault()
    openPage(address)
  })
  return a
}

// Answers may contain links as WeChat allows them, and nothing else.
function words (text) {
  const out = []
  let rest = text
  for (let m; (m = /<a href="([^"]*)">([^<]*)<\/a>/.exec(rest));) {
    out.push(rest.slice(0, m.index), link(m[1], m[2]))
    rest = rest.slice(m.index + m[0].length)
  }
  return [...out, rest]
}

function bubble (b) {
  switch (b.from) {
    case 'notice':
      return el('div', { className: 'b notice' }, el('h3', { textContent: b.title }), ...(b.fields || []).map(t => el('p', { textContent: t })), b.url ? link(b.url, '查看详情') : '')
    case 'sms':
      return el('div', { className: 'b sms-line' }, '短信:' + b.text)
    case 'system':
      return el('div', { className: 'b system' }, b.text)
  }
  const e = el('div', { className: 'b ' + b.from })
  switch (b.kind) {
    case 'image': e.append(el('img', { src: b.url, alt: '发出的照片' })); break
    case 'voice': e.append(el('small', { textContent: '语音 ' }), b.text || '(没听清)'); break
    case 'location': e.append(el('small', { textContent: '位置 ' }), b.text || '我在这里'); break
    case 'news': for (const a of b.articles || []) e.append(el('span', { className: 'card' }, link(a.url, a.title), a.description ? ' ' + a.description : '')); break
    default: e.append(...(b.from === 'account' ? words(b.text || '') : [b.text || '']))
  }
  return e
}

function showPeople (state) {
  const now = JSON.stringify([state.people.map(p => [p.openid, p.followed]), state.current])
  if (now === people) return
  people = now
  for (const list of [$('people'), $('picker-people')]) {
    const focused = document.activeElement && list.contains(document.activeElement) ? document.activeElement.dataset.openid : ''
    list.replaceChildren(...state.people.map(p => {
      const b = el('button', { type: 'button' }, p.followed ? el('span', { className: 'tag', textContent: '已关注' }) : '', el('b', { textContent: p.name }),
        el('small', { textContent: p.hint }), p.phone ? el('small', { textContent: '手机 ' + p.phone }) : '')
      b.dataset.openid = p.openid
      b.setAttribute('aria-pressed', String(p.openid === state.current))
      b.addEventListener('click', () => choose(p.openid))
      return el('li', {}, b)
    }))
    if (focused) list.querySelector(`[data-openid="${CSS.escape(focused)}"]`)?.focus()
  }
}

async function choose (openid) {
  me = openid
  closePage()
  $('picker').close()
  await act('choose')
}

function showMenu (buttons) {
  const now = JSON.stringify(buttons)
  if (now === menu) return
  menu = now
  $('submenu').hidden = true
  if (!buttons || !buttons.length) {
    $('menu').replaceChildren(el('p', { textContent: '公众号还没有菜单，点左边打字' }))
    return
  }
  $('menu').replaceChildren(...buttons.map(b => {
    const sub = b.sub_button || []
    const e = el('button', { type: 'button', textContent: (sub.length ? '≡ ' : '') + b.name })
    e.addEventListener('click', () => sub.length ? showSub(sub) : press(b))
    if (sub.length) e.setAttribute('aria-haspopup', 'menu')
    return e
  }))
}

let shownSub = null
function showSub (sub) {
  const s = $('submenu')
  if (!s.hidden && shownSub === sub) { s.hidden = true; return }
  shownSub = sub
  s.replaceChildren(...sub.map(b => {
    const e = el('button', { type: 'button', textContent: b.name })
    e.setAttribute('role', 'menuitem')
    e.addEventListener('click', () => press(b))
    return e
  }))
  s.hidden = false
  s.firstChild.focus()
}

function press (b) {
  $('submenu').hidden = true
  if (b.url) {
    openPage(b.url)
    act('view', b.url)
  } else act('click', b.key)
}

function keyboard (on) {
  $('type').hidden = !on
  $('menu').hidden = on
  $('swap').textContent = on ? '菜单' : '打字'
  if (!on) sheet(false)
}

function sheet (on) {
  $('sheet').hidden = !on
  $('more').setAttribute('aria-expanded', String(on))
}

function refresh () {
  busy = busy.then(load, load)
  return busy
}

async function load () {
  let s
  try { s = await (await fetch('state?after=' + newest)).json() } catch { return }
  if (s.current !== me) { // another window chose, or the first look
    me = s.current
    newest = 0
    $('chat').replaceChildren()
    s = await (await fetch('state?after=0')).json()
  } else if ($('chat').dataset.person !== me) {
    newest = 0
    $('chat').replaceChildren()
    s = await (await fetch('state?after=0')).json()
  }
  $('chat').dataset.person = me
  const person = s.people.find(p => p.openid === me)
  $('title').textContent = s.title
  $('who-name').textContent = person.name
  $('follow').textContent = person.followed ? '取消关注' : '关注'
  $('start').hidden = person.followed || $('chat').childElementCount > 0
  $('follow').dataset.do = person.followed ? 'unfollow' : 'follow'
  showPeople(s)
  showMenu(s.menu)
  const fresh = s.bubbles.filter(b => b.seq > newest)
  if (!fresh.length) return
  const first = newest === 0
  newest = fresh[fresh.length - 1].seq
  $('chat').append(...fresh.map(bubble))
  $('chat').scrollTop = $('chat').scrollHeight
  const sms = fresh.filter(b => b.from === 'sms').pop()
  if (sms && !first) {
    $('sms-text').textContent = sms.text
    $('sms').hidden = false
  }
}

$('follow').addEventListener('click', e => act(e.currentTarget.dataset.do || 'follow'))
$('who').addEventListener('click', () => $('picker').showModal())
$('sms-close').addEventListener('click', () => { $('sms').hidden = true })
$('swap').addEventListener('click', () => keyboard($('type').hidden))
$('more').addEventListener('click', () => sheet($('sheet').hidden))
$('back').addEventListener('click', closePage)
$('sample').addEventListener('click', () => { sheet(false); act('image') })
$('location').addEventListener('click', () => { sheet(false); act('location') })
$('album').addEventListener('change', e => {
  if (e.target.files[0]) act('image', '', e.target.files[0])
  e.target.value = ''
  sheet(false)
})
$('type').addEventListener('submit', e => {
  e.preventDefault()
  const text = $('words').value.trim()
  $('words').value = ''
  if (text) act('text', text)
})
$('speak').addEventListener('submit', e => {
  e.preventDefault()
  const text = $('spoken').value.trim()
  $('spoken').value = ''
  sheet(false)
  act('voice', text)
})
document.addEventListener('keydown', e => {
  if (e.key !== 'Escape') return
  if (!$('sheet').hidden) sheet(false)
  else if (!$('submenu').hidden) $('submenu').hidden = true
  else if (!$('web').hidden) closePage()
})
refresh()
setInterval(refresh, 1000)
