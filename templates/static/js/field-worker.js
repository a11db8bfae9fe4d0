// Keeps the page of field checks, and nothing else, on the telephone: where
// there is a network it is asked first, where there is none the kept page opens.
// The page itself puts what it needs into the store; signing out empties it.
'use strict';
var STORE = 'field';
var PAGE = '/office/field/';

self.addEventListener('install', function () { self.skipWaiting(); });
self.addEventListener('activate', function (e) { e.waitUntil(self.clients.claim()); });

self.addEventListener('fetch', function (e) {
  var request = e.request, url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) { return; }
  if (request.mode === 'navigate' && url.pathname === PAGE) {
    e.respondWith(fetch(request).then(function (answer) {
      if (!answer.ok || answer.redirected || answer.type !== 'basic') { return answer; }
      var copy = answer.clone();
      return caches.open(STORE).then(function (store) { return store.put(PAGE, copy); }).then(function () { return answer; }, function () { return answer; });
    }, function (failed) {
      return caches.match(PAGE, { ignoreVary: true }).then(function (kept) { if (kept) { return kept; } throw failed; });
    }));
    return;
  }
  if (url.pathname.indexOf('/assets/') === 0) {
    e.respondWith(caches.match(request, { ignoreVary: true }).then(function (kept) { return kept || fetch(request); }));
  }
});
