// What office pages do beyond plain HTML: keep a form from being sent twice, and
// say when a partial update failed, and complete the words of a model's
// condition. Every step works without this file.
(function () {
  'use strict';
  document.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.method !== 'post' || e.defaultPrevented) { return; }
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = '1';
    // Coming back with the browser's button makes the form usable again.
    window.addEventListener('pageshow', function () { delete form.dataset.sent; });
    if (form.hasAttribute('data-again')) { setTimeout(function () { delete form.dataset.sent; }, 3000); }
  });
  document.addEventListener('htmx:responseError', function () {
    window.alert('没有成功，请刷新页面再试。');
  });

  // complete offers the words of a list while one types: arrows choose, Enter,
  // Tab or a click takes one, Escape closes.
  function complete(area) {
    var words = Array.prototype.map.call(document.querySelectorAll('#' + area.dataset.words + ' [data-word]'), function (code) {
      return { text: code.dataset.word, note: code.parentNode.querySelector('span').textContent, code: code };
    });
    var box = document.createElement('ul'), shown = [], chosen = 0;
    box.className = 'completions';
    box.id = area.id + '-list';
    box.hidden = true;
    box.setAttribute('role', 'listbox');
    box.setAttribute('aria-label', '可以用的词');
    var frame = document.createElement('div');
    frame.className = 'completing';
    area.parentNode.insertBefore(frame, area);
    frame.appendChild(area);
    frame.appendChild(box);
    area.setAttribute('aria-autocomplete', 'list');
    area.setAttribute('autocomplete', 'off');

    // begun is what has been typed of a word before the cursor.
    function begun() { return /[\p{L}\p{N}_]*$/u.exec(area.value.slice(0, area.selectionStart))[0]; }
    function close() { box.hidden = true; area.removeAttribute('aria-activedescendant'); area.removeAttribute('aria-controls'); }
    function mark() {
      Array.prototype.forEach.call(box.children, function (li, i) { li.setAttribute('aria-selected', i === chosen ? 'true' : 'false'); });
      area.setAttribute('aria-controls', box.id);
      area.setAttribute('aria-activedescendant', box.id + chosen);
      box.children[chosen].scrollIntoView({ block: 'nearest' });
    }
    function put(word, typed) {
      var end = area.selectionStart, from = end - typed.length, quote = word.indexOf('"');
      area.setRangeText(word, from, area.selectionEnd, 'end');
      // In a function the name of the item is marked, to be typed over.
      if (quote > 0) { area.setSelectionRange(from + quote + 1, from + word.lastIndexOf('"')); }
      close();
      area.focus();
    }
    function offer() {
      var typed = begun();
      shown = typed ? words.filter(function (w) { return w.text.indexOf(typed) >= 0 && w.text !== typed; }) : [];
      shown.sort(function (a, b) { return (a.text.indexOf(typed) > 0) - (b.text.indexOf(typed) > 0); });
      if (!shown.length || document.activeElement !== area) { close(); return; }
      box.textContent = '';
      shown.forEach(function (w, i) {
        var li = document.createElement('li'), note = document.createElement('small');
        li.id = box.id + i;
        li.setAttribute('role', 'option');
        li.textContent = w.text;
        note.textContent = w.note;
        li.appendChild(note);
        li.addEventListener('mousedown', function (e) { e.preventDefault(); put(w.text, begun()); });
        box.appendChild(li);
      });
      chosen = 0;
      box.hidden = false;
      mark();
    }
    area.addEventListener('input', function (e) { if (!e.isComposing) { offer(); } });
    area.addEventListener('compositionend', offer);
    area.addEventListener('blur', close);
    area.addEventListener('keydown', function (e) {
      if (box.hidden || e.isComposing) { return; }
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        chosen = (chosen + (e.key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length;
        mark();
      } else if (e.key === 'Enter' || e.key === 'Tab') {
        put(shown[chosen].text, begun());
      } else if (e.key === 'Escape') {
        close();
      } else { return; }
      e.preventDefault();
    });
    // Each word of the list becomes a button that puts it in.
    words.forEach(function (w) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = w.text;
      button.addEventListener('click', function () { put(w.text, ''); });
      w.code.parentNode.replaceChild(button, w.code);
    });
  }
  document.addEventListener('DOMContentLoaded', function () {
    Array.prototype.forEach.call(document.querySelectorAll('textarea[data-words]'), complete);
  });
})();

// What may be looked at and not taken along: the page that shows a reporter.
// This stops a slip of the hand; who means to, is named by the watermark.
(function () {
  'use strict';
  function stop(e) {
    var page = document.querySelector('[data-nocopy]');
    var field = e.target && e.target.closest && e.target.closest('input, textarea, select');
    if (page && !field) { e.preventDefault(); }
  }
  ['copy', 'cut', 'dragstart', 'contextmenu', 'selectstart'].forEach(function (name) { document.addEventListener(name, stop); });
  document.addEventListener('keydown', function (e) {
    if (document.querySelector('[data-nocopy]') && (e.ctrlKey || e.metaKey) && /^[ps]$/i.test(e.key)) { e.preventDefault(); }
  });
})();

// Signing out takes the page that works without a network off the telephone,
// and warns of field checks that were not sent: they stay, for the same person.
(function () {
  'use strict';
  document.addEventListener('submit', function (e) {
    var form = e.target, waiting = 0;
    if (!window.caches || form.getAttribute('action') !== '/office/logout') { return; }
    e.preventDefault();
    try { waiting = Number(localStorage.getItem('field-waiting')) || 0; } catch (err) { /* nothing is known of any */ }
    if (waiting && !window.confirm('这台手机上还有' + waiting + '条现场核查没有送出。退出以后还在手机里，要您本人再登录才能送。现在退出吗？')) { return; }
    function go() { form.submit(); }
    window.caches.delete('field').then(go, go);
  }, true);
})();
