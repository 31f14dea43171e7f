// Lists of products: what is chosen changes the list in place, under the address that the link has. Every link works
// without this file; whatever goes wrong here ends in following it.

const WAIT = 8000;
const narrow = matchMedia('(max-width: 61.9em)');
let asking = null;

const list = root => root.querySelector('[data-listing]');

// What the shopper opened stays open, and what was closed stays closed.
function keepFolds(from, to) {
  for (const fold of from.querySelectorAll('details[data-facet-group]:not([data-facet-group="sort"])')) {
    const same = to.querySelector(`details[data-facet-group="${CSS.escape(fold.dataset.facetGroup)}"]`);
    if (same)
      same.open = fold.open;
  }
}

function focusOn(root, id, key, index) {
  if (id || key === 'sort') {
    (id ? document.getElementById(id) : root.querySelector('.sort summary'))?.focus({ preventScroll: true });
    return;
  }
  const same = key && root.querySelectorAll(`[data-facet="${CSS.escape(key)}"]`);
  const target = same && (same[Math.min(index, same.length - 1)] ?? root.querySelector('[data-list-count]'));
  if (!target)
    return;
  if (!target.matches('a, button, input, summary'))
    target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function swap(page, url, core) {
  const old = list(document);
  const fresh = list(page);
  const active = document.activeElement;
  // Of the form for prices every part counts as its field, and of the choices of an order the menu that they are in.
  const id = old.contains(active) ? active.closest('[data-listing-form]') && (active.id || 'price-to') : '';
  const key = old.contains(active) ? active.dataset.facet ?? '' : '';
  const index = key ? [...old.querySelectorAll(`[data-facet="${CSS.escape(key)}"]`)].indexOf(active) : 0;
  const scroller = old.querySelector('.sheet');
  const top = scroller?.scrollTop;

  keepFolds(old, fresh);
  document.title = page.title;
  for (const part of ['link[rel="canonical"]', 'meta[name="robots"]']) {
    document.head.querySelector(part)?.remove();
    const now = page.head.querySelector(part);
    if (now)
      document.head.append(now);
  }
  if (scroller) {
    // The sheet stays open: its content is exchanged, and the list behind it.
    scroller.replaceChildren(fresh.querySelector('.facets'));
    old.querySelector('.list').replaceWith(fresh.querySelector('.list'));
    scroller.scrollTop = top;
  } else {
    old.replaceWith(fresh);
  }
  focusOn(list(document), id, key, index);
  core.announce(list(document).querySelector('.list [data-list-count]').textContent);
}

async function show(url, core, { remember }) {
  const here = list(document);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const late = setTimeout(() => asking.abort(), WAIT);
  here.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(url, { signal, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok || !list(page))
      throw new Error('no list');
    if (remember)
      history.pushState({ listing: true }, '', url);
    swap(page, url, core);
  } catch {
    if (!signal.aborted || asking.signal === signal)
      location.assign(url);
  } finally {
    clearTimeout(late);
    here.removeAttribute('aria-busy');
  }
}

// On phones what can be chosen comes as a sheet over the list.
function openSheet() {
  const facets = document.getElementById('filters');
  const sheet = Object.assign(document.createElement('dialog'), { className: 'sheet' });
  sheet.setAttribute('aria-labelledby', 'filters-title');
  facets.before(sheet);
  sheet.append(facets);
  sheet.addEventListener('close', () => {
    const inside = sheet.querySelector('.facets');
    sheet.replaceWith(inside);
    list(document).querySelector('[data-facets-open]')?.focus({ preventScroll: true });
  });
  sheet.showModal();
}

function address(form, submitter) {
  const url = new URL(form.action, location.href);
  const fields = new FormData(form, submitter);
  const from = fields.get('price-from').trim();
  const to = fields.get('price-to').trim();
  fields.delete('price-from');
  fields.delete('price-to');
  url.search = '';
  for (const [name, value] of fields)
    url.searchParams.append(name, value);
  if (from || to)
    url.searchParams.append('price', `${from}-${to}`);
  return url.href;
}

export function start(core) {
  document.addEventListener('click', event => {
    const link = event.target.closest('a');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return;
    if (link.matches('[data-facets-open]') && narrow.matches) {
      event.preventDefault();
      openSheet();
    } else if (link.matches('[data-facets-close]') && link.closest('dialog')) {
      event.preventDefault();
      link.closest('dialog').close();
    } else if (link.matches('[data-facet]')) {
      event.preventDefault();
      show(link.href, core, { remember: true });
    }
  });
  document.addEventListener('submit', event => {
    if (!event.target.matches('[data-listing-form]'))
      return;
    event.preventDefault();
    show(address(event.target, event.submitter), core, { remember: true });
  });
  // The order's choices close like a menu.
  document.addEventListener('pointerdown', event => {
    const open = document.querySelector('.sort[open]');
    if (open && !open.contains(event.target))
      open.open = false;
  });
  document.addEventListener('keydown', event => {
    const open = event.key === 'Escape' && event.target.closest?.('.sort[open]');
    if (open) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  });
  addEventListener('popstate', () => {
    if (list(document))
      show(location.href, core, { remember: false });
  });
}
