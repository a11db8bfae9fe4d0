function (kind, what) {
  const documents = [document];
  for (let i = 0; i < documents.length; i++) {
    for (const frame of documents[i].querySelectorAll('iframe')) {
      try {
        if (frame.contentDocument && frame.getClientRects().length > 0) documents.push(frame.contentDocument);
      } catch (e) { /* of another origin */ }
    }
  }
  const words = s => (s || '').replace(/\s+/g, ' ').trim();
  const visible = e => e.getClientRects().length > 0 && e.ownerDocument.defaultView.getComputedStyle(e).visibility === 'visible';
  const all = selector => documents.flatMap(d => [...d.querySelectorAll(selector)]);

  if (kind === 'text') {
    const bare = s => (s || '').replace(/\s+/g, '');
    return documents.some(d => d.body && bare(d.body.innerText).includes(bare(what)));
  }

  const css = what.startsWith('css=') ? what.slice(4) : /^[#.[]/.test(what) || kind === 'element' ? what : '';
  let found;
  if (css) {
    found = all(css);
  } else if (kind === 'button or link') {
    const names = e => words(e.getAttribute('aria-label') || (e.tagName === 'INPUT' ? e.value : e.innerText));
    const candidates = all('a[href], button, summary, label, input[type=submit], input[type=button], [role=button], [role=tab], [role=link], [role=menuitem]').filter(visible);
    found = candidates.filter(e => names(e) === words(what));
    if (found.length === 0) found = candidates.filter(e => names(e).includes(words(what)));
    // The innermost: a label around a button is not what is meant.
    found = found.filter(e => !found.some(o => o !== e && e.contains(o)));
  } else {
    const bare = s => words(s).replace(/[\s*:：]+$/, '').replace(/[（(](必填|选填|可不填)[）)]$/, '').trim();
    const labels = all('label').filter(l => l.control);
    let fitting = labels.filter(l => bare(l.innerText) === bare(what));
    if (fitting.length === 0) fitting = labels.filter(l => words(l.innerText).startsWith(words(what)));
    found = fitting.map(l => l.control);
    if (found.length === 0) found = all('input, select, textarea').filter(e => words(e.getAttribute('aria-label')) === words(what));
  }
  if (kind === 'file field') found = found.filter(e => e.type === 'file'); // often hidden behind its label
  else found = found.filter(visible);
  const e = found[0];
  if (!e) return null;
  if (e.disabled) return 'it is disabled';
  if (kind === 'button or link') {
    e.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const r = e.getClientRects()[0];
    const top = e.ownerDocument.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
    if (top && !e.contains(top) && !top.contains(e)) return 'it is covered by ' + top.outerHTML.slice(0, 120);
  }
  return e;
}
