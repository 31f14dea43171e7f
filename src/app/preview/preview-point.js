// Says what the part of the page under the pointer is, and tells the app when somebody wants to edit it. Lives in the
// preview's own script world; `words` maps what stands in data-vt to what people call it.

(() => {
  let words = null;                // null: nobody points
  let frame = null;
  let label = null;
  let host = null;

  function build() {
    host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial; position: fixed; inset: 0; width: auto; height: auto; margin: 0; border: 0; padding: 0;
        background: none; overflow: hidden; pointer-events: none; z-index: 2147483647; }
      .frame { position: absolute; box-sizing: border-box; border: 2px solid #3584e4; border-radius: 4px; outline: 1px solid #fff; }
      .label { position: absolute; padding: 3px 8px; border-radius: 4px; background: #1c5fb4; color: #fff;
        font: 500 13px/1.4 system-ui, sans-serif; white-space: nowrap; }
      [hidden] { display: none; }`);
    root.adoptedStyleSheets = [sheet];
    frame = root.appendChild(document.createElement('div'));
    frame.className = 'frame';
    label = root.appendChild(document.createElement('div'));
    label.className = 'label';
    host.popover = 'manual';
    document.documentElement.append(host);
  }

  const partOf = (node) => {
    for (let each = node?.closest?.('[data-vt]'); each; each = each.parentElement?.closest('[data-vt]'))
      if (words?.[each.dataset.vt])
        return each;
    return null;
  };

  const describe = (part) => ({ thing: part.dataset.vt, id: part.dataset.vtId ?? part.closest('[data-vt-id]')?.dataset.vtId ?? '' });

  function show(part) {
    if (!part) {
      if (host?.matches(':popover-open'))
        host.hidePopover();
      return;
    }
    if (!host?.isConnected)
      build();
    // Above an open dialog too: what is shown last is on top.
    host.hidePopover();
    host.showPopover();
    const box = part.getBoundingClientRect();
    const left = Math.max(0, box.left - 2);
    const top = Math.max(0, box.top - 2);
    Object.assign(frame.style, { left: `${left}px`, top: `${top}px`,
      width: `${Math.min(innerWidth, box.right + 2) - left}px`, height: `${Math.min(innerHeight, box.bottom + 2) - top}px` });
    label.textContent = words[part.dataset.vt];
    const height = label.offsetHeight;
    Object.assign(label.style, { left: `${Math.min(left, innerWidth - label.offsetWidth)}px`,
      top: `${top > height + 4 ? top - height - 2 : Math.min(top + 4, innerHeight - height)}px` });
  }

  function bring(part) {
    const box = part.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight)
      part.scrollIntoView({ block: box.height > innerHeight ? 'start' : 'center', behavior: 'instant' });
  }

  function clicked(event) {
    const part = words && partOf(event.target);
    // A menu still leads about the shop. With the key that opens links elsewhere, all of it works as it does for shoppers.
    if (!part || event.ctrlKey || event.metaKey || (part.dataset.vt.startsWith('menu.') && event.target.closest('a')))
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.webkit.messageHandlers.edit.postMessage(JSON.stringify(describe(part)));
  }

  document.addEventListener('pointermove', (event) => words && show(partOf(event.target)), { capture: true, passive: true });
  document.addEventListener('pointerleave', () => show(null));
  document.addEventListener('scroll', () => show(null), { capture: true, passive: true });
  document.addEventListener('click', clicked, true);

  globalThis.vitrinePoint = {
    use(given) {
      words = given;
      show(null);
    },
    // Brings a section in sight and frames it; one that was just added comes with an update.
    reveal(id, tries = 20) {
      const part = document.querySelector(`[data-section="${CSS.escape(id)}"]`);
      if (!part) {
        if (tries > 0)
          setTimeout(() => globalThis.vitrinePoint.reveal(id, tries - 1), 150);
        return;
      }
      // What comes in sight may only then get its height: once more when it has.
      bring(part);
      setTimeout(() => {
        bring(part);
        if (words)
          show(part);
      }, 300);
    },
    // Each thing of the page once, from top to bottom: for those who do not point.
    list(names) {
      const seen = new Map();
      for (const part of document.querySelectorAll('[data-vt]')) {
        const { thing, id } = describe(part);
        const title = part.querySelector('h1, h2, h3');
        const text = (title?.innerText || part.innerText || part.querySelector('img')?.alt || '').replace(/\s+/g, ' ').trim().slice(0, 60);
        if (names[thing] && part.getClientRects().length)
          seen.set(`${thing} ${id}`, seen.get(`${thing} ${id}`) ?? { thing, id, text });
      }
      return JSON.stringify([...seen.values()]);
    },
  };
})();
