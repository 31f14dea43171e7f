// Lives in the preview's own script world, beside the shop's scripts and unseen by them. update () brings the page up to
// what the shop folder says now. It compares what the server said before with what it says now, and does to the page only
// what differs between the two: so scroll, focus, what was typed, what was opened and what the shop's own scripts made of
// the page all stay.

(() => {
  let last;                                          // the page as the server said it last

  const key = (node) => node.nodeType === Node.ELEMENT_NODE
    ? node.id || node.getAttribute('data-key') || node.getAttribute('href') || node.getAttribute('name') || ''
    : '';

  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);

  const isSheet = (node) => node.nodeName === 'LINK' && node.rel === 'stylesheet';

  async function ask() {
    const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  }

  function morphAttributes(live, was, is) {
    for (const { name, value } of is.attributes)
      if (was.getAttribute(name) !== value)
        live.setAttribute(name, value);
    for (const { name } of was.attributes)
      if (!is.hasAttribute(name))
        live.removeAttribute(name);
  }

  function morph(live, was, is, sheets) {
    if (live.nodeType !== Node.ELEMENT_NODE) {
      if (was.nodeValue !== is.nodeValue)
        live.nodeValue = is.nodeValue;
    } else if (!live.hasAttribute('data-live') && !was.isEqualNode(is)) {
      morphAttributes(live, was, is);
      if (live.nodeName !== 'SCRIPT')
        morphChildren(live, was, is, sheets);
    }
  }

  // Which node of the page each node of the server's is; scripts may have put others between them, or taken some away.
  function pair(live, was) {
    const pairs = new Map();
    let at = live.firstChild;
    for (const child of was.childNodes) {
      let node = at;
      while (node && !alike(node, child))
        node = node.nextSibling;
      if (node) {
        pairs.set(child, node);
        at = node.nextSibling;
      }
    }
    return pairs;
  }

  function morphChildren(live, was, is, sheets) {
    const pairs = pair(live, was);
    const left = [...was.childNodes];
    let place = null;                                // what was placed last; the next one comes after it
    let reached = -1;                                // how far in the old order

    for (const child of is.childNodes) {
      const index = left.findIndex((node, i) => node && (key(child) || i > reached) && alike(node, child));
      const old = index < 0 ? null : left[index];
      let node = old && pairs.get(old);

      if (old)
        left[index] = null;
      if (node)
        morph(node, old, child, sheets);
      else if (!old)
        node = insert(live, child, place, sheets);
      if (node && old && index < reached)
        live.insertBefore(node, place ? place.nextSibling : live.firstChild);
      reached = Math.max(reached, index);
      place = node || place;
    }

    for (const old of left)
      if (old && pairs.has(old))
        isSheet(old) ? sheets.gone.push(pairs.get(old)) : pairs.get(old).remove();
  }

  function insert(live, child, place, sheets) {
    const node = document.importNode(child, true);
    if (isSheet(node))
      sheets.come.push(new Promise((resolve) => { node.onload = node.onerror = resolve; }));
    live.insertBefore(node, place ? place.nextSibling : live.firstChild);
    return node;
  }

  async function update() {
    const sheets = { come: [], gone: [] };
    const fresh = await ask();
    morph(document.documentElement, last.documentElement, fresh.documentElement, sheets);
    last = fresh;
    // An old style sheet stays until the new one is there, else the page would flash unstyled.
    await Promise.all(sheets.come);
    for (const sheet of sheets.gone)
      sheet.remove();
    return describe();
  }

  // What a merchant who cannot see the page is told of it: its heading and the price, or what a popup says.
  function describe() {
    const popup = document.querySelector('dialog[open]');
    const parts = [...(popup || document).querySelectorAll('h1, h2, [data-vt="product.price"]')].slice(0, 3);
    return [document.title, ...parts.map((part) => part.innerText)].join(' · ').replace(/\s+/g, ' ').trim();
  }

  async function ready() {
    last = await ask();
    return describe();
  }

  // Popups come up by themselves, some time after the page.
  new MutationObserver(() => webkit.messageHandlers.said.postMessage(describe()))
    .observe(document, { subtree: true, attributeFilter: ['open'] });

  globalThis.vitrinePreview = { ready, update };
})();
