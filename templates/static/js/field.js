// The page of field checks on the telephone. Without this file its forms are
// sent as plain forms; with it what was written down is kept on the telephone
// until the server says that it has it, whatever the network does. Each visit
// has a number of its own, so that what is sent twice is kept once, and the
// number of the account that wrote it: nobody else sends it.
(function () {
  'use strict';
  var root = document.getElementById('field');
  if (!root || !window.indexedDB || !window.fetch || !window.FormData || !window.Promise) { return; }
  var me = root.dataset.staff, net = document.getElementById('field-net'), box = document.getElementById('field-queue');
  var LARGE = 1500000, SIDE = 2560, MOST = 6, sending = false;

  function say(text, tone) {
    net.hidden = !text;
    net.className = 'flash' + (tone ? ' ' + tone : '');
    net.textContent = text;
  }

  // What waits lies in a store of the browser's own.
  function store(mode, work) {
    return new Promise(function (done, failed) {
      var opening = indexedDB.open('yangguang-field', 1);
      opening.onupgradeneeded = function () { opening.result.createObjectStore('visits', { keyPath: 'uuid' }); };
      opening.onerror = function () { failed(opening.error); };
      opening.onsuccess = function () {
        var db = opening.result, deal = db.transaction('visits', mode), asked = work(deal.objectStore('visits'));
        deal.oncomplete = function () { db.close(); done(asked && asked.result); };
        deal.onerror = deal.onabort = function () { db.close(); failed(deal.error); };
      };
    });
  }
  function all() { return store('readonly', function (s) { return s.getAll(); }); }
  // put keeps a visit; what it takes the place of goes in the same step or not at
  // all, so that a telephone that is full loses nothing.
  function put(visit, instead) {
    return store('readwrite', function (s) {
      var kept = s.put(visit);
      (instead || []).forEach(function (uuid) { s.delete(uuid); });
      return kept;
    });
  }
  function forget(uuid) { return store('readwrite', function (s) { return s.delete(uuid); }); }

  function number() {
    if (window.crypto && crypto.randomUUID) { return crypto.randomUUID(); }
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = b[6] & 15 | 64;
    b[8] = b[8] & 63 | 128;
    var hex = Array.prototype.map.call(b, function (x) { return (x + 256).toString(16).slice(1); }).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  // Browsers clear away what lies long in them; this one is asked, once, not to.
  var begged = false;
  function persist() {
    if (begged || !navigator.storage || !navigator.storage.persist) { return; }
    begged = true;
    navigator.storage.persist().catch(function () { /* then it is kept as long as it is kept */ });
  }

  // A large photo is made smaller; what the telephone wrote into it, time and
  // place, is put into the smaller one, except how it lies: it stands upright.
  function described(file) {
    return file.slice(0, 262144).arrayBuffer().then(function (b) {
      var v = new DataView(b), at = 2;
      if (v.byteLength < 4 || v.getUint16(0) !== 0xffd8) { return null; }
      while (at + 4 <= v.byteLength && v.getUint8(at) === 0xff && v.getUint8(at + 1) !== 0xda) {
        var size = v.getUint16(at + 2);
        if (v.getUint8(at + 1) === 0xe1 && at + 2 + size <= v.byteLength && size > 16 && v.getUint32(at + 4) === 0x45786966) {
          var part = new Uint8Array(b.slice(at, at + 2 + size)), t = new DataView(part.buffer, 10);
          var little = t.getUint16(0) === 0x4949, dir = t.getUint32(4, little);
          for (var i = 0; dir + 2 <= t.byteLength && i < t.getUint16(dir, little) && dir + 14 + i * 12 <= t.byteLength; i++) {
            if (t.getUint16(dir + 2 + i * 12, little) === 0x0112) { t.setUint16(dir + 10 + i * 12, 1, little); }
          }
          return part;
        }
        at += 2 + size;
      }
      return null;
    }).catch(function () { return null; });
  }
  function smaller(file) {
    if (file.size <= LARGE || !window.createImageBitmap) { return Promise.resolve(file); }
    return Promise.all([createImageBitmap(file), described(file)]).then(function (both) {
      var picture = both[0], k = Math.min(1, SIDE / Math.max(picture.width, picture.height)), canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * k);
      canvas.height = Math.round(picture.height * k);
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, 'image/jpeg', 0.85); }).then(function (blob) {
        if (!blob || blob.size >= file.size) { return file; }
        return both[1] ? new Blob([blob.slice(0, 2), both[1], blob.slice(2)], { type: 'image/jpeg' }) : blob;
      });
    }).catch(function () { return file; });
  }

  // Each form keeps its photos, its place and the numbers of the refused visits
  // that were put back into it until it is saved.
  var drafts = [];
  function draftOf(form) {
    for (var i = 0; i < drafts.length; i++) { if (drafts[i].form === form) { return drafts[i]; } }
    drafts.push({ form: form, photos: [], instead: [] });
    return drafts[drafts.length - 1];
  }
  function wrong(form, field, text) {
    var p = form.querySelector('[data-error="' + field + '"]');
    p.hidden = !text;
    p.textContent = text || '';
    p.parentNode.classList.toggle('has-error', !!text);
    return text ? p : null;
  }
  function showPhotos(draft) {
    var list = draft.form.querySelector('[data-photos]');
    list.textContent = '';
    list.hidden = !draft.photos.length;
    draft.photos.forEach(function (photo, i) {
      var li = document.createElement('li'), img = document.createElement('img'), off = document.createElement('button');
      img.alt = '第' + (i + 1) + '张照片';
      img.src = URL.createObjectURL(photo.blob);
      img.onload = function () { URL.revokeObjectURL(img.src); };
      off.type = 'button';
      off.className = 'btn btn-sm';
      off.textContent = '不要第' + (i + 1) + '张';
      off.addEventListener('click', function () { draft.photos.splice(i, 1); showPhotos(draft); });
      li.appendChild(img);
      li.appendChild(off);
      list.appendChild(li);
    });
  }
  function locate(form) {
    var words = form.querySelector('[data-place] span');
    if (!navigator.geolocation) { words.textContent = '这个手机给不出位置，可以照样交。'; return; }
    words.textContent = '正在取位置…';
    navigator.geolocation.getCurrentPosition(function (p) {
      form.elements.longitude.value = p.coords.longitude.toFixed(6);
      form.elements.latitude.value = p.coords.latitude.toFixed(6);
      form.elements.accuracy.value = Math.round(p.coords.accuracy);
      words.textContent = '已取到位置，误差约' + Math.round(p.coords.accuracy) + '米。';
    }, function () {
      words.textContent = '没有取到位置。请打开手机的定位再取一次，取不到也可以照样交。';
    }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 });
  }

  // What the server would refuse is said here, where there may be no server.
  function check(draft) {
    var f = draft.form, v = f.elements, verdict = f.querySelector('[name=verdict]:checked'), note = v.note.value.trim(), quantity = v.quantity.value.trim();
    var percent = v.percent.value.trim().replace(/%$/, '');
    var found = [
      wrong(f, 'verdict', verdict ? '' : '请选看到的情况'),
      wrong(f, 'percent', percent === '' || /^\d{1,3}$/.test(percent) && +percent <= 100 ? '' : '请填0到100的整数'),
      wrong(f, 'quantity', quantity === '' || /^\d{1,9}(\.\d{0,3})?$/.test(quantity) ? '' : '请填数字，最多三位小数'),
      wrong(f, 'unit', quantity === '' || v.unit.value.trim() ? '' : '请填单位'),
      wrong(f, 'note', !verdict || verdict.value === 'same' || note.length >= 4 ? '' : '请写明看到了什么，4个字以上'),
      wrong(f, 'photo', draft.photos.length > MOST ? '一次最多放' + MOST + '张照片' : draft.photos.length || verdict && verdict.value === 'missing' ? '' : '请至少放一张现场照片')
    ].filter(Boolean);
    if (found.length) { found[0].scrollIntoView({ block: 'center' }); }
    return !found.length;
  }

  function save(draft) {
    var form = draft.form, card = form.closest('.errand'), fields = {};
    ['check', 'percent', 'quantity', 'unit', 'note', 'longitude', 'latitude', 'accuracy'].forEach(function (name) { fields[name] = form.elements[name].value.trim(); });
    fields.verdict = form.querySelector('[name=verdict]:checked').value;
    var visit = {
      uuid: number(), staff: me, name: root.dataset.name, title: card.querySelector('summary b').textContent,
      captured: new Date().toISOString(), fields: fields, photos: draft.photos, queued: !navigator.onLine, error: ''
    };
    persist();
    return put(visit, draft.instead).then(function () {
      draft.photos = [];
      draft.instead = [];
      form.reset();
      ['longitude', 'latitude', 'accuracy'].forEach(function (name) { form.elements[name].value = ''; });
      form.querySelector('[data-place] span').textContent = '';
      showPhotos(draft);
      card.open = false;
      net.scrollIntoView({ block: 'center' });
      return show().then(send);
    }, function () { say('手机存不下了，没有保存。请删掉一些照片再试，或者有网的时候再交。', 'bad'); });
  }

  // show lists what waits, and notes how much for the other pages, which warn
  // whoever signs out.
  function show() {
    return all().then(function (list) {
      var ul = document.getElementById('field-waiting');
      ul.textContent = '';
      box.hidden = !list.length;
      try { localStorage.setItem('field-waiting', String(list.length)); } catch (e) { /* then nobody is warned */ }
      list.forEach(function (visit) {
        var li = document.createElement('li'), when = document.createElement('small'), error = document.createElement('p');
        li.textContent = visit.title;
        when.textContent = new Date(visit.captured).toLocaleString('zh-CN') + ' 填，照片' + visit.photos.length + '张';
        li.appendChild(when);
        error.className = 'error';
        error.textContent = visit.staff !== me ? '这是' + visit.name + '填的，请由本人登录以后再送。' : visit.error;
        if (error.textContent) { li.appendChild(error); }
        if (visit.staff === me && visit.error) { li.appendChild(again(visit)); li.appendChild(away(visit)); }
        ul.appendChild(li);
      });
      return list;
    });
  }
  function button(text, act) {
    var b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn btn-sm';
    b.textContent = text;
    b.addEventListener('click', act);
    return b;
  }
  // again puts a refused visit back into its form, photos and all. It stays on
  // the telephone until the form is saved, and what was filled in there already
  // is left as it is.
  function again(visit) {
    var card = document.getElementById('check-' + visit.fields.check), form = card && card.querySelector('form');
    var b = button('拿回去改', function () {
      var draft = draftOf(form);
      if (!taken(visit.uuid)) {
        draft.instead.push(visit.uuid);
        restore(draft, visit);
      }
      card.open = true;
      card.scrollIntoView();
    });
    b.hidden = !form;
    return b;
  }
  // What belongs together is put back together: a number with its unit, a place
  // with how sure it is.
  function restore(draft, visit) {
    var form = draft.form, v = form.elements, old = visit.fields, differs = draft.photos.length > 0;
    [['percent'], ['quantity', 'unit'], ['latitude', 'longitude', 'accuracy']].forEach(function (names) {
      if (v[names[0]].value.trim()) { differs = differs || v[names[0]].value.trim() !== old[names[0]]; return; }
      names.forEach(function (name) { v[name].value = old[name]; });
    });
    var note = v.note.value.trim();
    if (note && note !== old.note) { differs = true; }
    if (note.indexOf(old.note) < 0) { v.note.value = (note ? note + '\n' : '') + old.note; }
    var chosen = form.querySelector('[name=verdict]:checked'), radio = form.querySelector('[name=verdict][value="' + old.verdict + '"]');
    if (chosen) { differs = differs || chosen !== radio; } else if (radio) { radio.checked = true; }
    draft.photos = draft.photos.concat(visit.photos);
    showPhotos(draft);
    wrong(form, 'note', differs ? '表里已经填了一些，填好的没有改，照片和说明放在了一起。请看一遍再交。' : '');
  }
  // taken reports whether a refused visit is being changed in its form.
  function taken(uuid) { return drafts.some(function (draft) { return draft.instead.indexOf(uuid) >= 0; }); }
  function away(visit) {
    var sure = false;
    var b = button('删掉', function () {
      if (!sure) { sure = true; b.textContent = '确定删掉，照片也不要了'; return; }
      forget(visit.uuid).then(show);
    });
    return b;
  }

  function post(visit) {
    var form = new FormData();
    Object.keys(visit.fields).forEach(function (name) { form.append(name, visit.fields[name]); });
    form.append('uuid', visit.uuid);
    form.append('staff', visit.staff);
    form.append('captured', visit.captured);
    form.append('queued', visit.queued ? '1' : '');
    visit.photos.forEach(function (photo) {
      form.append('made', photo.made);
      form.append('photo', photo.blob, 'photo.jpg');
    });
    return fetch('/office/field/visits', { method: 'POST', body: form, credentials: 'same-origin', headers: { 'X-Field': 'queue' } });
  }
  var kept = { first: '已送到。', again: '已送到，以前送过一次，只算一次。', second: '已送到。别人已经去核查过，这一次也留着，由监督检查室一起看。' };

  // send sends what waits, one after the other. What the server took is taken
  // off the telephone; what it did not take stays, with the reason.
  function send() {
    if (sending) { return Promise.resolve(); }
    sending = true;
    var done = 0, words = '';
    return all().then(function (list) {
      var mine = list.filter(function (visit) { return visit.staff === me && !visit.error; });
      return mine.reduce(function (before, visit) {
        return before.then(function (go) { return go && one(visit); });
      }, Promise.resolve(true));
    }).then(function () { sending = false; return show(); }, function () { sending = false; return show(); }).then(function (list) {
      if (done) {
        say(words, 'good');
        keepPage(true);
      } else if (list.length && !navigator.onLine) { say('没有网。已存在手机里，有网以后自动送。', 'warning'); }
    });

    function one(visit) {
      return post(visit).then(function (answer) {
        if (answer.status === 401 || answer.redirected) {
          say('登录过期了。填好的都在手机里，请重新登录以后再送。', 'warning');
          var link = document.createElement('a');
          link.href = '/office/login?next=/office/field/';
          link.textContent = '去登录';
          net.appendChild(link);
          return false;
        }
        if (answer.ok) {
          return answer.json().then(function (said) {
            done++;
            words = kept[said.kept] || kept.first;
            var card = document.getElementById('check-' + visit.fields.check);
            if (card) {
              card.classList.add('sent');
              card.querySelector('.errand-foot .state').textContent = '已送到';
            }
            return forget(visit.uuid).then(function () { return true; });
          });
        }
        return answer.json().then(function (said) { return said.error; }, function () { return ''; }).then(function (error) {
          if (!error && answer.status >= 500) { say('系统有点忙，过一会儿再送。填好的都在手机里。', 'warning'); return false; }
          visit.error = error || '没有送成，请过一会儿再试。';
          return put(visit).then(function () { return true; });
        });
      }, function () { // no network, or it broke off: whether it arrived is not known, so it stays
        if (!visit.queued) { visit.queued = true; put(visit); }
        say('没有网。已存在手机里，有网以后自动送。', 'warning');
        return false;
      });
    }
  }

  // keepPage puts this page and what it needs where it opens without a network.
  // The worker has kept the page itself if it was there when the page came.
  function keepPage(anew) {
    if (!root.dataset.worker || !window.caches || !navigator.serviceWorker || !navigator.onLine) { return Promise.resolve(); }
    var needs = [];
    Array.prototype.forEach.call(document.querySelectorAll('link[href^="/assets/"], script[src^="/assets/"], img[src^="/assets/"], use'), function (e) {
      var address = (e.getAttribute('src') || e.getAttribute('href') || '').split('#')[0];
      if (address && needs.indexOf(address) < 0) { needs.push(address); }
    });
    return navigator.serviceWorker.register(root.dataset.worker, { scope: '/office/field/' }).then(function () {
      return caches.open('field');
    }).then(function (keep) {
      return keep.keys().then(function (there) {
        return Promise.all(there.map(function (request) {
          var path = new URL(request.url).pathname;
          return path.indexOf('/assets/') === 0 && needs.indexOf(path) < 0 ? keep.delete(request) : null;
        }));
      }).then(function () { return keep.match('/office/field/', { ignoreVary: true }); }).then(function (page) {
        return keep.addAll(anew || !page ? needs.concat('/office/field/') : needs);
      });
    }).then(function () { root.dataset.kept = '1'; }, function () { /* then it needs a network */ });
  }

  Array.prototype.forEach.call(root.querySelectorAll('form.field-form'), function (form) {
    var draft = draftOf(form), place = form.querySelector('[data-place]');
    place.hidden = false;
    place.querySelector('button').addEventListener('click', function () { locate(form); });
    form.elements.photo.addEventListener('change', function () {
      var files = Array.prototype.slice.call(form.elements.photo.files);
      if (!form.elements.latitude.value && !draft.photos.length) { locate(form); }
      files.reduce(function (before, file) {
        return before.then(function () { return smaller(file); }).then(function (blob) {
          draft.photos.push({ blob: blob, made: new Date(file.lastModified).toISOString() });
        });
      }, Promise.resolve()).then(function () {
        form.elements.photo.value = '';
        wrong(form, 'photo', '');
        showPhotos(draft);
      });
    });
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      if (check(draft)) { save(draft); }
    });
  });
  document.getElementById('field-send').addEventListener('click', function () {
    all().then(function (list) {
      return Promise.all(list.filter(function (v) { return v.staff === me && v.error && !taken(v.uuid); }).map(function (v) { v.error = ''; return put(v); }));
    }).then(send);
  });
  window.addEventListener('online', function () { say('', ''); send(); });
  window.addEventListener('offline', function () { say('没有网了。可以接着填，存在手机里，有网以后自动送。', 'warning'); });
  if (!navigator.onLine) { say('没有网。可以填，存在手机里，有网以后自动送。', 'warning'); }
  show().then(function (list) { if (list.length && navigator.onLine) { return send(); } });
  keepPage();
})();
