// What every page does: counts the bag, adds to it, and loads the other modules when they are needed.
// Modules are given `core` instead of importing this file, so that each can be served under its own hashed name.

const words = document.getElementById('words').dataset;
const live = document.getElementById('live');
// What addresses in the page's language begin with: '' or '/th'.
const { root } = document.documentElement.dataset;
const language = document.documentElement.lang;
const DAY = 24 * 60 * 60;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const plurals = new Intl.PluralRules(language);
const plural = (name, count) =>
  fill(words[name + (plurals.select(count) === 'one' ? 'One' : 'Other')], { count: count.toLocaleString(language) });

function readCookie(name) {
  const found = document.cookie.split('; ').find(part => part.startsWith(name + '='));
  try {
    return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
  } catch {
    return '';
  }
}

function writeCookie(name, value) {
  const age = value ? 90 * DAY : 0;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

// The bag is the cookie `1773x2.1889x1`: variant and quantity. Prices are never kept here.
const cart = {
  MOST_LINES: 50,
  MOST: 99,
  lines() {
    return readCookie('cart').split('.').map(part => /^(\d{1,15})x(\d{1,4})$/.exec(part)).filter(Boolean)
      .map(match => ({ variant: Number(match[1]), quantity: Number(match[2]) })).slice(0, cart.MOST_LINES);
  },
  write(lines) {
    const kept = lines.filter(line => line.quantity > 0).slice(0, cart.MOST_LINES);
    writeCookie('cart', kept.map(line => `${line.variant}x${Math.min(line.quantity, cart.MOST)}`).join('.'));
    showCount();
  },
  set(variant, quantity) {
    cart.write(cart.lines().map(line => (line.variant === variant ? { variant, quantity } : line)));
  },
  add(variant, quantity, position) {
    const lines = cart.lines();
    const line = lines.find(each => each.variant === variant);
    if (line)
      line.quantity += quantity;
    else
      lines.splice(position ?? lines.length, 0, { variant, quantity });
    cart.write(lines);
  },
};

function showCount() {
  const count = String(cart.lines().reduce((sum, line) => sum + line.quantity, 0) || '');
  for (const place of document.querySelectorAll('[data-bag-count]'))
    if (place.textContent !== count)
      place.textContent = count;
}

// What is outside an open modal dialog is not read out, so the live region moves into it.
function announce(text) {
  const place = document.querySelector('dialog[open]') ?? document.body;
  if (live.parentElement !== place)
    place.append(live);
  live.textContent = '';
  requestAnimationFrame(() => { live.textContent = text; });
}

class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || words.offline);
    this.status = status;
    this.body = body;
  }
}

async function post(path, body, signal) {
  const answer = await fetch(path, {
    method: 'POST', body: JSON.stringify(body), signal, credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
  });
  const known = /json/.test(answer.headers.get('Content-Type') ?? '');
  const result = known ? await answer.json() : {};
  if (!answer.ok || !known)
    throw new Problem(answer.ok ? 502 : answer.status, result);
  return result;
}

const place = () => ({
  country: readCookie('country') || document.querySelector('option[selected]')?.value || '',
  postcode: readCookie('postcode'),
});

// The price of the bag, or of other lines, at the place and with the code that the shopper chose.
const quote = (changes = {}, signal, more = '') => post(`/api/v1/quote${more}`,
  { language, lines: cart.lines(), discount: readCookie('discount'), shipping: 0, ...place(), ...changes }, signal);

function days(range) {
  if (!range || !range[1])
    return '';
  return range[0] === range[1] ? plural('day', range[1]) : fill(words.days, { from: range[0], to: range[1] });
}

// A quantity field gets its minus and plus.
function steppers(root) {
  for (const stepper of root.querySelectorAll('[data-stepper]:not(:has(button))')) {
    const [fewer, more] = document.getElementById('stepper').content.cloneNode(true).querySelectorAll('button');
    stepper.prepend(fewer);
    stepper.append(more);
    stepper.addEventListener('click', event => {
      const step = Number(event.target.closest('[data-step]')?.dataset.step);
      const input = stepper.querySelector('input');
      const value = Math.max(Number(input.min), Math.min(Number(input.max) || cart.MOST, (Number(input.value) || 0) + step));
      if (!step || String(value) === input.value)
        return;
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
}

const loaded = {};
const load = name => (loaded[name] ??= import(words['module' + name[0].toUpperCase() + name.slice(1)]).then(module => module.start(core)));

// Sends @form as if no script were there: what was pressed goes along.
function sendPlain(form, pressed) {
  if (pressed?.name)
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: pressed.name, value: pressed.value }));
  HTMLFormElement.prototype.submit.call(form);
}

// What happened, for consent.js: it may be there later, or not at all.
const tell = detail => document.dispatchEvent(new CustomEvent('vt-event', { detail }));

const core = { root, tell, language, words, fill, plural, readCookie, writeCookie, cart, announce, post, place, quote, days, steppers, load, sendPlain };

// Closing by the button and by a press outside; Esc is the dialog's own.
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', event => {
    if ((event.target === dialog && dialog.matches(':modal:not([data-asks])')) || event.target.closest('[data-close]'))
      dialog.close();
  });
}

// On a product's page the event of the page says what it is; in a list the card does.
function tellAdded(form, variant, quantity) {
  const page = JSON.parse(document.getElementById('main').dataset.event ?? '{}');
  const card = form.closest('[data-vt="product"]');
  const item = !card && page.name === 'view_item' ? page.items[0]
    : { item_id: String(variant), item_name: card?.querySelector('.card-title')?.textContent.trim() ?? '' };
  tell({ name: 'add_to_cart', currency: page.currency, product: card ? Number(card.dataset.vtId) : page.product, variant,
    ...(card || page.value === undefined ? {} : { value: (Number(page.value) * quantity).toFixed(2) }), items: [{ ...item, quantity }] });
}

document.addEventListener('submit', async event => {
  const form = event.target;
  if (!form.matches('[data-add]') || !document.getElementById('bag'))
    return;
  event.preventDefault();
  const data = new FormData(form);
  const button = event.submitter;
  button?.setAttribute('aria-busy', 'true');
  try {
    const bag = await load('cart');
    cart.add(Number(data.get('variant')), Math.max(1, Number(data.get('quantity')) || 1));
    tellAdded(form, Number(data.get('variant')), Math.max(1, Number(data.get('quantity')) || 1));
    await bag.open(Number(data.get('variant')));
  } catch {
    sendPlain(form, button);
  } finally {
    button?.removeAttribute('aria-busy');
  }
});

document.addEventListener('click', async event => {
  if (!event.target.closest('[data-bag-link]') || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById('bag'))
    return;
  event.preventDefault();
  try {
    (await load('cart')).open();
  } catch {
    location.assign(`${root}/cart`);
  }
});

// On the page of the bag a changed quantity is sent at once, by the form that is there without scripts too.
document.addEventListener('change', event => {
  const form = event.target.closest('[data-set]');
  form?.requestSubmit(form.querySelector('[value="set"]'));
});

// The first use of a search box brings what answers while somebody types; without it the box sends its form.
const searched = target => target?.matches?.('.find input, .search-big input') && load('search').then(boxes => boxes.attach(target)).catch(() => {});
document.addEventListener('focusin', event => searched(event.target));
searched(document.activeElement);

document.documentElement.classList.add('js');
steppers(document);
showCount();
addEventListener('pageshow', event => event.persisted && showCount());
if (document.querySelector('[data-product]'))
  load('product');
if (document.querySelector('[data-live-page]'))
  load('live');
if (document.querySelector('[data-checkout]'))
  load('checkout');
if (document.querySelector('[data-order]'))
  load('order');
if (document.querySelector('[data-listing]'))
  load('listing');
// Only for a mouse, and for who wants things to move and has data to spare.
if (matchMedia('(hover: hover) and (prefers-reduced-motion: no-preference)').matches && !navigator.connection?.saveData
  && document.querySelector('.card') && !document.documentElement.hasAttribute('data-preview'))
  document.addEventListener('pointerover', () => load('cards'), { once: true });
if (document.getElementById('popups'))
  addEventListener('load', () => load('popup'), { once: true });
if (words.moduleConsent)
  addEventListener('load', () => load('consent'), { once: true });
// Where the certificate is only for trying out, browsers refuse: the shop then works as long as there is a network.
if ('serviceWorker' in navigator && location.protocol === 'https:' && !document.documentElement.hasAttribute('data-preview'))
  addEventListener('load', () => navigator.serviceWorker.register('/worker.js').catch(() => {}), { once: true });
