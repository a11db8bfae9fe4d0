// What villagers' pages do beyond plain HTML. Every step works without this file:
// it keeps the words of a complaint on the phone, shows chosen photos, records a
// voice where the browser can, and keeps a form from being sent twice.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  function each(selector, within, f) { Array.prototype.forEach.call(within.querySelectorAll(selector), f); }

  // Without a connection the browser would put its own page in place of the words.
  function offline(form) {
    var note = form.querySelector('[data-offline]');
    if (navigator.onLine !== false) { if (note) { note.parentNode.removeChild(note); } return false; }
    if (!note) {
      note = document.createElement('p');
      note.className = 'flash bad';
      note.dataset.offline = '1';
      note.setAttribute('role', 'alert');
      form.appendChild(note);
    }
    note.textContent = '现在没有网，还没有交上去。您写的都在，等有网了再点一次。';
    return true;
  }

  // A receipt's QR picture leads here with the receipt behind the mark #, which
  // the browser keeps to itself.
  each('[data-receipt] textarea', document, function (box) {
    if (window.location.hash.indexOf('#YGR1.') === 0 && !box.value.trim()) { box.value = window.location.hash.slice(1); }
  });

  // One submission. Coming back with the browser's button opens the form again.
  each('form[data-once]', document, function (form) {
    form.addEventListener('submit', function (e) {
      if (form.dataset.sent) { e.preventDefault(); return; }
      if (offline(form)) { e.preventDefault(); return; }
      form.dataset.sent = '1';
      each('button[type=submit]', form, function (b) { b.setAttribute('aria-disabled', 'true'); });
    });
  });
  window.addEventListener('pageshow', function () {
    each('form[data-once]', document, function (form) {
      delete form.dataset.sent;
      each('button[type=submit]', form, function (b) { b.removeAttribute('aria-disabled'); });
    });
  });

  // The draft. Only words, only on this phone, gone after three days or when sent.
  var KEEP = 3 * 24 * 3600 * 1000;
  function store(f) { try { return f(window.localStorage); } catch (e) { return null; } }
  function drafted(el) {
    return el.name && el.type !== 'hidden' && el.type !== 'file' && el.type !== 'submit' && el.name !== 'kept';
  }
  function where(form) {
    // A complaint about a payout and one about a road are two drafts.
    var about = form.querySelector('input[name=payout], input[name=project]');
    return 'draft:' + form.dataset.draft + (about ? ':' + about.name + ':' + about.value : '');
  }
  each('form[data-draft]', document, function (form) {
    var key = where(form);
    var note = document.querySelector('[data-draft-note]');
    var refused = document.getElementById('form-error');
    var old = store(function (s) { return JSON.parse(s.getItem(key)); });
    if (old && Date.now() - old.at > KEEP) { old = null; store(function (s) { s.removeItem(key); }); }
    if (old && !refused) {
      Array.prototype.forEach.call(form.elements, function (el) {
        if (!drafted(el) || !(el.name in old.words)) { return; }
        if (el.type === 'radio' || el.type === 'checkbox') { el.checked = el.value === old.words[el.name]; } else if (!el.value || el.tagName === 'SELECT') { el.value = old.words[el.name]; }
      });
    }
    function save() {
      var words = {}, any = false;
      Array.prototype.forEach.call(form.elements, function (el) {
        if (!drafted(el) || ((el.type === 'radio' || el.type === 'checkbox') && !el.checked)) { return; }
        words[el.name] = el.value;
        any = any || (el.tagName === 'TEXTAREA' && el.value !== '');
      });
      if (!any) { return; }
      store(function (s) { s.setItem(key, JSON.stringify({ at: Date.now(), words: words })); });
      if (note) { note.hidden = false; }
    }
    if (old && note) { note.hidden = false; }
    form.addEventListener('input', save);
    form.addEventListener('change', save);
    form.addEventListener('submit', function () { store(function (s) { s.setItem('sent:' + form.dataset.draft, key); }); });
    each('[data-draft-clear]', form, function (b) {
      b.addEventListener('click', function () { store(function (s) { s.removeItem(key); }); note.hidden = true; });
    });
  });
  each('[data-draft-done]', document, function (el) {
    var mark = 'sent:' + el.dataset.draftDone;
    store(function (s) { s.removeItem(s.getItem(mark)); s.removeItem(mark); });
  });

  // A long list of villages becomes two: the town, then its villages. This comes
  // after the draft, which may have chosen one of them.
  each('select[data-by-town]', document, function (all) {
    var groups = all.querySelectorAll('optgroup');
    if (groups.length < 2) { return; }
    var town = document.createElement('select');
    town.id = 'f-town';
    town.setAttribute('aria-label', '在哪个镇');
    town.add(new Option('请选镇', ''));
    var chosen = all.value;
    Array.prototype.forEach.call(groups, function (g) {
      town.add(new Option(g.label, g.label));
      if (chosen && g.querySelector('option[value="' + chosen + '"]')) { town.value = g.label; }
    });
    var first = all.querySelector('option');
    function fill(keep) {
      while (all.firstChild) { all.removeChild(all.firstChild); }
      all.appendChild(first);
      first.textContent = town.value ? '请选村' : '先选镇';
      Array.prototype.forEach.call(groups, function (g) {
        if (g.label === town.value) { each('option', g, function (o) { all.appendChild(o.cloneNode(true)); }); }
      });
      all.value = keep || '';
      all.disabled = !town.value;
    }
    town.addEventListener('change', function () { fill(''); });
    fill(chosen);
    all.parentNode.insertBefore(town, all);
  });

  // Photos.
  each('.photo-in', document, function (box) {
    var input = box.querySelector('input');
    var text = box.querySelector('span');
    var empty = text.textContent;
    text.textContent = '+ ' + empty;
    input.addEventListener('change', function () {
      each('img', box, function (i) { URL.revokeObjectURL(i.src); box.removeChild(i); });
      var file = input.files[0];
      box.classList.toggle('chosen', Boolean(file));
      text.textContent = file ? empty + ' 已选' : '+ ' + empty;
      if (!file) { return; }
      var img = document.createElement('img');
      img.alt = '选好的' + empty;
      img.src = URL.createObjectURL(file);
      img.onerror = function () { box.removeChild(img); };
      box.appendChild(img);
    });
  });

  // Voice: two minutes at most.
  each('[data-voice]', document, function (box) {
    if (!window.MediaRecorder || !window.DataTransfer || !navigator.mediaDevices) { return; }
    var button = box.querySelector('[data-record]');
    var label = button.querySelector('span');
    var state = box.querySelector('[data-voice-state]');
    var input = box.querySelector('input[type=file]');
    var recorder = null, timer = 0;
    button.hidden = false;
    function stop() { if (recorder && recorder.state === 'recording') { recorder.stop(); } }
    button.addEventListener('click', function () {
      if (recorder) { stop(); return; }
      navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
        var parts = [], left = 120;
        recorder = new MediaRecorder(stream);
        recorder.ondataavailable = function (e) { parts.push(e.data); };
        recorder.onstop = function () {
          clearInterval(timer);
          stream.getTracks().forEach(function (t) { t.stop(); });
          var type = (recorder.mimeType || 'audio/webm').split(';')[0];
          var list = new DataTransfer();
          list.items.add(new File(parts, '录音.' + type.split('/')[1], { type: type }));
          input.files = list.files;
          recorder = null;
          label.textContent = '重新说一遍';
          state.textContent = '录好了，提交时一起交。';
        };
        recorder.start();
        label.textContent = '说完了，按一下停';
        state.textContent = '正在录音，最长 2 分钟。';
        timer = setInterval(function () { left -= 1; if (left <= 0) { stop(); } }, 1000);
      }).catch(function () { state.textContent = '用不了话筒。可以打字，或者选一个录音文件。'; });
    });
  });

  each('[data-print]', document, function (b) { b.hidden = false; b.addEventListener('click', function () { window.print(); }); });
})();
