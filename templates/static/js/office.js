// What office pages do beyond plain HTML: keep a form from being sent twice, and
// say when a partial update failed. Every step works without this file.
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
})();
