// Lives in the preview's own script world, beside the shop's scripts and unseen by them. update () brings the page up to
// what the shop folder says now: it asks for the same address again and changes only what differs, so that scroll, focus,
// what was typed and what was opened stay.

(() => {
  // What the shopper did to an element, not what the server said: a server's answer never takes it away.
  const own = {
    INPUT: new Set(['value', 'checked']),
    DETAILS: new Set(['open']),
    DIALOG: new Set(['open']),
  };

  const key = (node) => node.nodeType === Node.ELEMENT_NODE
    ? node.id || node.getAttribute('data-key') || node.getAttribute('href') || node.getAttribute('name') || ''
    : '';

  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);

  // A style sheet of another name: the old one stays until the new one is there, else the page would flash unstyled.
  function swapStyleSheet(old, fresh) {
    const next = fresh.cloneNode();
    const done = new Promise((resolve) => {
      next.onload = resolve;
      next.onerror = resolve;
    }).then(() => old.remove());
    old.after(next);
    return done;
  }

  function morphAttributes(old, fresh) {
    const kept = own[old.nodeName];
    for (const { name, value } of fresh.attributes)
      if (old.getAttribute(name) !== value && !(kept && kept.has(name)))
        old.setAttribute(name, value);
    for (const { name } of [...old.attributes])
      if (!fresh.hasAttribute(name) && !(kept && kept.has(name)) && !name.startsWith('data-live-'))
        old.removeAttribute(name);
  }

  function morph(old, fresh, waits) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue)
        old.nodeValue = fresh.nodeValue;
      return;
    }
    if (old.hasAttribute('data-live'))
      return;
    morphAttributes(old, fresh);
    if (old.nodeName !== 'SCRIPT')
      morphChildren(old, fresh, waits);
  }

  function morphChildren(old, fresh, waits) {
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      while (at && at.hasAttribute && at.hasAttribute('data-live-added'))
        at = at.nextSibling;
      if (at && alike(at, child)) {
        morph(at, child, waits);
        at = at.nextSibling;
        continue;
      }
      if (at && at.nodeName === 'LINK' && child.nodeName === 'LINK' && at.rel === 'stylesheet' && child.rel === 'stylesheet') {
        const next = at.nextSibling;
        waits.push(swapStyleSheet(at, child));
        at = next;
        continue;
      }
      let later = at;
      while (later && !alike(later, child))
        later = later.nextSibling;
      if (later && key(child)) {
        old.insertBefore(later, at);
        morph(later, child, waits);
      } else {
        old.insertBefore(document.importNode(child, true), at);
      }
    }
    while (at) {
      const next = at.nextSibling;
      if (!(at.hasAttribute && at.hasAttribute('data-live-added')))
        at.remove();
      at = next;
    }
  }

  async function update() {
    const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const waits = [];
    morph(document.documentElement, fresh.documentElement, waits);
    await Promise.all(waits);
    return describe();
  }

  // What a merchant who cannot see the page is told of it: its heading and the price, or what a popup says.
  function describe() {
    const popup = document.querySelector('dialog[open]');
    const parts = [...(popup || document).querySelectorAll('h1, h2, [data-vt="product.price"]')].slice(0, 3);
    return [document.title, ...parts.map((part) => part.innerText)].join(' · ').replace(/\s+/g, ' ').trim();
  }

  globalThis.vitrinePreview = { update, describe };
})();
