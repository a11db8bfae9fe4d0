// What a screen in a village office does beyond plain HTML: it begins anew when
// nobody touches it, reads a page aloud where the browser can, and lets a card
// reader type. Every step works without this file.
(function () {
  'use strict';
  var root = document.documentElement;
  var done = document.querySelector('[data-done]');

  // Without a touch the person's minutes end and the first page is shown.
  var wait = (parseInt(root.dataset.idle, 10) || 60) * 1000;
  var timer = 0;
  function again() {
    silence();
    if (location.pathname === '/h5/kiosk' && !dirty) { restart(); return; }
    if (done) { done.submit(); } else { location.replace('/h5/kiosk'); }
  }
  var dirty = false;
  function restart() {
    window.clearTimeout(timer);
    timer = window.setTimeout(again, wait);
  }
  ['pointerdown', 'keydown', 'input', 'scroll', 'touchstart'].forEach(function (what) {
    document.addEventListener(what, function () { dirty = true; restart(); }, { passive: true, capture: true });
  });
  restart();

  // A page that comes back out of the browser's memory is asked for again.
  window.addEventListener('pageshow', function (e) { if (e.persisted) { location.replace('/h5/kiosk'); } });
  // What was typed does not wait in the browser for the next person.
  Array.prototype.forEach.call(document.querySelectorAll('form'), function (f) { f.setAttribute('autocomplete', 'off'); });

  // Reading aloud.
  var speech = window.speechSynthesis;
  function silence() { if (speech) { speech.cancel(); } }
  var button = document.querySelector('[data-read]');
  if (button && speech && window.SpeechSynthesisUtterance) {
    button.hidden = false;
    button.addEventListener('click', function () {
      if (speech.speaking) { silence(); button.textContent = '读给我听'; return; }
      var u = new window.SpeechSynthesisUtterance(document.getElementById('main').innerText);
      u.lang = 'zh-CN';
      u.rate = 0.9;
      u.onend = u.onerror = function () { button.textContent = '读给我听'; };
      button.textContent = '不读了';
      speech.speak(u);
    });
    window.addEventListener('pagehide', silence);
  }

  // A card reader types the number and then Enter: that leads to the next field
  // that is empty, and sends the form when none is.
  var form = document.querySelector('form[data-card]');
  if (form) {
    var card = form.elements.id;
    if (!card.value) { card.focus(); }
    document.addEventListener('keydown', function (e) {
      var at = document.activeElement;
      if (/^[0-9]$/.test(e.key) && (!at || at === document.body || at.id === 'main')) { card.focus(); }
    }, true);
    var lead = function (e) {
      if (e.key !== 'Enter' || e.target.tagName !== 'INPUT') { return; }
      var fields = [card, form.elements.name, form.elements.tail];
      for (var i = 0; i < fields.length; i++) {
        if (!fields[i].value) { e.preventDefault(); fields[i].focus(); return; }
      }
    };
    form.addEventListener('keydown', lead);
    form.addEventListener('keypress', lead); // a reader's Enter may end in the field that it led to
  }
})();
