// Popups that keep their manners: which of those the page carries comes up, for whom and when, is decided here as it is by
// vt-popup-decide.c, function by function; tests/data/popup-cases.json holds both to it.

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const SCROLL_UP_DEPTH = 40;  // percent of the page, before a fast scroll upwards on a phone counts as leaving
const PHONE_IDLE = 30;       // seconds without a touch that are a phone's way of leaving
const USUAL = ['home', 'collection', 'product', 'search', 'blog', 'post', 'live'];
const NEVER = ['cart', 'checkout', 'order', 'not-found', 'error', 'offline'];

const lists = (list, text = '') => list.some(each => each.toLowerCase() === text.toLowerCase());
const shareOne = (some, others = []) => some.some(each => others.includes(each));

function isPage(pattern, { kind, path }) {
  if (!pattern.startsWith('/'))
    return pattern === kind;
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

function fitsPage({ pages, not_pages: not = [] }, facts) {
  const named = list => list.some(each => isPage(each, facts));
  if (NEVER.includes(facts.kind) || named(not))
    return false;
  return pages ? named(pages) : USUAL.includes(facts.kind);
}

function fitsSource({ sources, campaigns }, { source, campaign, referrer }) {
  if (campaigns && !lists(campaigns, campaign))
    return false;
  if (!sources || (source && lists(sources, source)))
    return true;
  return Boolean(referrer) && sources.some(each => each.toLowerCase() === referrer || referrer.endsWith(`.${each}`));
}

function fitsCart(who, facts) {
  const { cart_count: count = 0, cart_value: value = 0 } = facts;
  if (who.cart && (who.cart === 'filled') !== count > 0)
    return false;
  if (value < (who.cart_from ?? 0) || (who.cart_below && value >= who.cart_below))
    return false;
  if (who.cart_products && !shareOne(who.cart_products, facts.cart_products))
    return false;
  return !who.cart_collections || shareOne(who.cart_collections, facts.cart_collections);
}

function judgeTime({ starts = 0, ends, offer_ends: offer }, { now }) {
  if (starts > now)
    return 'not-yet';
  return (ends && now >= ends) || (offer && now >= offer) ? 'over' : 'shown';
}

function judgePlace({ audience: who = {} }, facts) {
  if (!fitsPage(who, facts))
    return 'page';
  if (who.collections && !shareOne(who.collections, facts.collections))
    return 'collection';
  if (who.sold_out && !facts.sold_out)
    return 'stock';
  return who.languages && !lists(who.languages, facts.language) ? 'language' : 'shown';
}

function judgeShopper({ audience: who = {} }, facts) {
  if (who.devices && !lists(who.devices, facts.device))
    return 'device';
  if (who.countries && !lists(who.countries, facts.country))
    return 'country';
  if (!fitsSource(who, facts))
    return 'source';
  if (who.visitors && (who.visitors === 'new') !== (facts.visits ?? 0) <= 1)
    return 'visitors';
  if (who.subscribed && (who.subscribed === 'yes') !== Boolean(facts.subscribed))
    return 'subscribed';
  if (!fitsCart(who, facts))
    return 'cart';
  return (facts.views ?? 0) < (who.views ?? 0) ? 'views' : 'shown';
}

const isAskedFor = rule => rule.trigger === 'click';

function judgeMemory(rule, facts) {
  const memory = facts.memory?.[rule.id];
  const same = memory?.version === rule.version;
  const caps = { visit: 1, day: 1, ...facts.caps };
  if (isAskedFor(rule))
    return 'shown';
  if (same && memory.done)
    return 'answered';
  if (same && facts.now < (memory.until ?? 0))
    return 'quiet';
  if (rule.most && (memory?.shown ?? 0) >= rule.most)
    return 'most';
  if (rule.layout === 'inline' || rule.goal === 'age')
    return 'shown';
  if ((facts.shown_visit ?? 0) >= caps.visit)
    return 'visit';
  return (facts.shown_day ?? 0) >= caps.day ? 'day' : 'shown';
}

function judgeManners(rule, facts) {
  if (facts.busy && rule.layout !== 'inline')
    return 'busy';
  const covers = ['centre', 'full'].includes(rule.layout);
  return covers && facts.touch && facts.from_search && !isAskedFor(rule) && rule.goal !== 'age' ? 'search' : 'shown';
}

function isLeft({ value = 0, phone }, { touch, seconds = 0, idle = 0, depth = 0, event }) {
  if (!touch)
    return seconds >= value && event === 'exit';
  if (seconds * 2 < value * 3)
    return false;
  if (phone === 'idle')
    return idle >= PHONE_IDLE;
  if (phone === 'scroll-up' && depth < SCROLL_UP_DEPTH)
    return false;
  return phone !== 'none' && event === phone;
}

function isTriggered(rule, facts) {
  const reached = { time: facts.seconds, scroll: facts.depth, pages: facts.views, idle: facts.idle, cart: facts.cart_value };
  if (isAskedFor(rule))
    return facts.event === 'click' && facts.word === rule.word;
  if (rule.trigger === 'exit')
    return isLeft(rule, facts);
  return rule.trigger in reached && (reached[rule.trigger] ?? 0) >= (rule.value ?? 0);
}

export function judge(rule, facts) {
  for (const each of [judgeTime, judgePlace, judgeShopper, judgeMemory, judgeManners]) {
    const verdict = each(rule, facts);
    if (verdict !== 'shown')
      return verdict;
  }
  return isTriggered(rule, facts) ? 'shown' : 'waiting';
}

export const decide = (rules, facts) => rules.find(rule => judge(rule, facts) === 'shown');

// The same visitor always gets the same variant: FNV-1a of who it is, over the variants' shares.
export function pick(weights, seed) {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(seed))
    hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  hash = (hash ^ (hash >>> 16)) >>> 0;
  const total = weights.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  let left = total && hash % total;
  const found = weights.findIndex(weight => (left -= Math.max(weight, 0)) < 0);
  return total ? found : 0;
}

const TICK = 1 * SECOND;
const FAST = 1.2;           // pixels in a millisecond, upwards
const AWAY = 5 * SECOND;    // in another tab, before coming back says anything
const RECENT = 20;          // moments of popups that are remembered
const KEY = 'vt-popups';    // what is remembered of each, and when any was shown
const VISIT = 'vt-popup';   // of this visit: how many pages and popups, and where it came from
const ENGINES = /(^|\.)(google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|naver|qwant|startpage|seznam)\./;

// Without storage every page is a visit of its own.
function read(area, key) {
  try {
    const value = JSON.parse(area().getItem(key));
    return value !== null && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

function write(area, key, value) {
  try {
    area().setItem(key, JSON.stringify(value));
  } catch { /* it may then be seen again in the next visit */ }
}

const local = () => localStorage;
const session = () => sessionStorage;
const hostOf = address => {
  try {
    return new URL(address).hostname;
  } catch {
    return '';
  }
};

// What a visit is like: kept for as long as the tab is open, and only as far as the popups here ask for it.
function openVisit(page, remembered) {
  const visit = read(session, VISIT);
  const asks = what => page.keeps.includes(what);
  const inside = hostOf(document.referrer) === location.hostname;
  if (!visit.pages) {
    const query = new URLSearchParams(location.search);
    const lower = name => (query.get(name) ?? '').toLowerCase().slice(0, 100);
    if (asks('sources'))
      Object.assign(visit, { source: lower('utm_source'), referrer: inside ? '' : hostOf(document.referrer) });
    if (asks('campaigns'))
      visit.campaign = lower('utm_campaign');
    if (asks('visitors')) {
      remembered.visits = (remembered.visits ?? 0) + 1;
      write(local, KEY, remembered);
    }
  }
  visit.pages = (visit.pages ?? 0) + 1;
  write(session, VISIT, visit);
  return visit;
}

export async function start(core) {
  const box = document.getElementById('popups');
  const rules = JSON.parse(box.dataset.rules);
  const page = JSON.parse(box.dataset.page);
  const preview = document.documentElement.hasAttribute('data-preview');
  const touch = matchMedia('(hover: none)').matches;
  const began = performance.now();
  const remembered = preview ? { visits: read(local, KEY).visits } : read(local, KEY);
  const visit = preview ? { pages: 1 } : openVisit(page, remembered);
  const seen = new Set();
  const state = { deepest: 0, moved: began, bag: null, bagOf: null, opening: false };

  const dialogOf = (rule, variant) => document.getElementById(`popup-${rule.id}-${variant}`);
  const remember = change => {
    Object.assign(remembered, change);
    if (!preview)
      write(local, KEY, remembered);
  };
  const note = (rule, change) => remember({ of: { ...remembered.of, [rule.id]: { ...remembered.of?.[rule.id], version: rule.version, ...change } } });

  // The rules come with what the page says; the styles only where a page carries popups.
  const styled = new Promise(resolve => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: box.dataset.css, onload: resolve, onerror: resolve });
    document.head.append(link);
  });

  function isBusy() {
    const notice = document.getElementById('consent');
    return Boolean(state.opening || document.querySelector('dialog[open]:not(.popup-inline)') || (notice && !notice.hidden));
  }

  const depth = () => Math.min(100, Math.round((scrollY + innerHeight) / document.documentElement.scrollHeight * 100));

  function facts(event, word) {
    const now = Date.now();
    const small = Math.min(screen.width, screen.height) < 600;
    return {
      ...page, now, event, word, touch,
      device: touch ? (small ? 'phone' : 'tablet') : 'computer',
      country: core.readCookie('country') || (navigator.language.split('-').find(part => /^[A-Z]{2}$/.test(part)) ?? ''),
      source: visit.source, campaign: visit.campaign, referrer: visit.referrer,
      from_search: visit.pages === 1 && ENGINES.test(hostOf(document.referrer)),
      busy: isBusy(), subscribed: Boolean(remembered.subscribed), visits: remembered.visits ?? 1, views: visit.pages,
      seconds: Math.floor((performance.now() - began) / SECOND), depth: state.deepest, idle: Math.floor((performance.now() - state.moved) / SECOND),
      cart_count: core.cart.lines().length, ...state.bag,
      shown_visit: visit.shown ?? 0, shown_day: (remembered.recent ?? []).filter(at => at <= now && now - at < DAY).length,
      memory: remembered.of,
    };
  }

  // What the bag is worth and holds is asked for only where a popup wants to know it.
  const asksBag = rules.some(({ trigger, audience: who = {} }) => trigger === 'cart' || who.cart_from || who.cart_below || who.cart_products || who.cart_collections);
  async function lookIntoBag() {
    const cookie = core.readCookie('cart');
    if (!asksBag || state.bagOf === cookie)
      return;
    state.bagOf = cookie;
    if (!cookie) {
      state.bag = null;
      return;
    }
    const answer = await core.quote({}, undefined, '?contents').catch(() => null);
    state.bag = answer && { cart_value: answer.subtotal, cart_products: answer.contents.products, cart_collections: answer.contents.collections };
  }

  function consider(event = '', word = '') {
    if (document.visibilityState !== 'visible')
      return null;
    const left = rules.filter(rule => !seen.has(rule) || rule.trigger === 'click');
    const rule = decide(left, facts(event, word));
    if (rule)
      show(rule);
    return rule;
  }

  // A visitor who was given a time before gets its end again, and no new one.
  async function openOwnTime(rule, dialog) {
    const minutes = Number(dialog.dataset.minutes);
    const key = `vt-offer-${rule.id}`;
    if (preview)
      return { code: dialog.dataset.code, left: minutes * 60 * SECOND };
    const answer = await core.post('/api/v1/offers', { popup: rule.id, code: read(local, key).code ?? '' });
    write(local, key, { code: answer.code });
    return answer;
  }

  // A face that came later would move what somebody begins to read.
  const lettered = dialog => Promise.all([...dialog.querySelectorAll('h2, p, a, button, label, dd')]
    .map(each => document.fonts.load(getComputedStyle(each).font, each.textContent).catch(() => [])));

  async function prepare(rule, dialog) {
    await styled;
    await lettered(dialog);
    if (!dialog.dataset.minutes)
      return true;
    try {
      const { code, left } = await openOwnTime(rule, dialog);
      dialog.dataset.code = code;
      dialog.dataset.deadline = performance.now() + left;
      for (const place of dialog.querySelectorAll('[data-own-code]'))
        place.textContent = code;
      for (const place of dialog.querySelectorAll('[data-own-end]'))
        place.textContent = new Date(Date.now() + left).toLocaleString(core.language, { dateStyle: 'full', timeStyle: 'short' });
      return left > 0;
    } catch {
      return false;
    }
  }

  const shares = rule => rule.shares ?? [[0, 1]];
  function pickVariant(rule) {
    if (!rule.shares)
      return 0;
    if (!remembered.seed)
      remember({ seed: [...crypto.getRandomValues(new Uint8Array(8))].map(each => each.toString(16).padStart(2, '0')).join('') });
    return shares(rule)[pick(shares(rule).map(([, weight]) => weight), `${remembered.seed}.${rule.id}`)][0];
  }

  async function show(rule) {
    const variant = pickVariant(rule);
    const dialog = dialogOf(rule, variant);
    seen.add(rule);
    state.opening = true;
    const ready = await prepare(rule, dialog);
    state.opening = false;
    if (!ready)
      return;
    // Something else may have opened meanwhile: then this one waits.
    if (!place(rule, dialog)) {
      seen.delete(rule);
      return;
    }
    const at = Date.now();
    const told = { popup: rule.id, popup_variant: variant };
    visit.shown = (visit.shown ?? 0) + (rule.layout === 'inline' ? 0 : 1);
    visit.last = told;
    if (!preview)
      write(session, VISIT, visit);
    remember(rule.layout === 'inline' ? {} : { recent: [...(remembered.recent ?? []), at].slice(-RECENT) });
    note(rule, { shown: (remembered.of?.[rule.id]?.shown ?? 0) + 1 });
    live(rule, dialog, told);
    core.tell({ name: 'popup_shown', ...told });
  }

  // Only what covers the page takes the keyboard; the rest is told to those who cannot see it.
  function place(rule, dialog) {
    if (rule.layout === 'inline') {
      const main = document.getElementById('main');
      // Never where it would push away what somebody looks at.
      if (main.getBoundingClientRect().bottom < innerHeight)
        return false;
      main.append(dialog);
      dialog.setAttribute('open', '');
      return true;
    }
    if (isBusy())
      return false;
    if (rule.layout === 'centre' || rule.layout === 'full') {
      dialog.showModal();
      return true;
    }
    dialog.setAttribute('open', '');
    core.announce(dialog.querySelector('h2').textContent);
    return true;
  }

  // From the moment it stands open to the one it is closed: the clock, the buttons and the form.
  function live(rule, dialog, told) {
    const data = dialog.dataset;
    const stop = new AbortController();
    const on = (target, name, handler) => target.addEventListener(name, handler, { signal: stop.signal });
    let timer = 0;
    let settled = false;

    const left = () => (data.deadline ? data.deadline - performance.now() : Number(data.ends) - Date.now());
    function tick() {
      const rest = Math.max(0, left());
      const parts = { days: rest / DAY, hours: (rest / 3600000) % 24, minutes: (rest / 60000) % 60, seconds: (rest / SECOND) % 60 };
      for (const [unit, amount] of Object.entries(parts))
        for (const where of dialog.querySelectorAll(`[data-unit="${unit}"]`))
          where.textContent = Math.floor(amount);
      if (rest > 0 || data.atOnce !== undefined) {
        timer = setTimeout(tick, rest % SECOND || SECOND);
        return;
      }
      settled = true;
      dialog.close();
    }

    function apply() {
      if (!data.code)
        return;
      const codes = core.readCookie('discount').split(',').filter(code => code && code.split('.')[0] !== data.code.split('.')[0]);
      core.writeCookie('discount', [...codes, data.code].slice(-5).join(','));
    }

    function accept(more = {}) {
      settled = true;
      note(rule, { done: true });
      remember(more);
      core.tell({ name: 'popup_accepted', ...told });
    }

    on(dialog, 'close', () => {
      clearTimeout(timer);
      stop.abort();
      if (settled)
        return;
      note(rule, { until: Date.now() + (rule.quiet_days || 0) * DAY });
      core.tell({ name: 'popup_closed', ...told });
    });
    on(dialog, 'cancel', event => data.asks !== undefined && event.preventDefault());
    on(document, 'keydown', event => {
      if (event.key === 'Escape' && !dialog.matches(':modal') && rule.layout !== 'inline')
        dialog.close();
    });
    for (const link of dialog.querySelectorAll('[data-accept]'))
      on(link, 'click', event => {
        if (data.atOnce !== undefined) {
          event.preventDefault();
          return;
        }
        apply();
        accept();
        dialog.close();
        if (data.target)
          return;
        event.preventDefault();
        if (data.code && document.getElementById('bag'))
          core.load('cart').then(bag => bag.open());
      });
    for (const button of dialog.querySelectorAll('[data-decline]'))
      on(button, 'click', () => (preview ? dialog.close() : history.length > 1 ? history.back() : location.replace('about:blank')));
    for (const button of dialog.querySelectorAll('[data-copy]'))
      on(button, 'click', async () => {
        apply();
        await navigator.clipboard?.writeText(data.code).catch(() => {});
        if (!settled)
          accept();
        core.announce(core.fill(box.dataset.copied, { code: data.code.split('.')[0] }));
        button.textContent = core.fill(box.dataset.copied, { code: data.code.split('.')[0] });
      });
    for (const form of dialog.querySelectorAll('form'))
      on(form, 'submit', event => send(event, form, accept));
    if (data.ends || data.deadline)
      tick();
  }

  async function post(form) {
    if (form.dataset.form === 'stock') {
      const variant = Number(new FormData(document.querySelector('[data-product] form, form[data-add]') ?? form).get('variant'));
      await core.post('/api/v1/stock-requests', { variant, email: form.email.value, language: core.language });
      return;
    }
    const fields = new URLSearchParams(new FormData(form));
    fields.delete('agreed');
    fields.set('page', location.pathname);
    const answer = await fetch(form.action, { method: 'POST', body: fields, credentials: 'same-origin' });
    if (!answer.ok)
      throw new Error(String(answer.status));
  }

  async function send(event, form, accept) {
    const wrong = form.querySelector('.wrong');
    const thanks = form.parentElement.querySelector('.popup-thanks');
    event.preventDefault();
    wrong.textContent = '';
    form.setAttribute('aria-busy', 'true');
    try {
      if (!preview)
        await post(form);
      accept(form.dataset.form === 'newsletter' ? { subscribed: true } : {});
      form.hidden = true;
      thanks.hidden = false;
      thanks.focus();
    } catch (error) {
      wrong.textContent = error.status ? error.message : box.dataset.failed;
      form.email.focus();
    } finally {
      form.removeAttribute('aria-busy');
    }
  }

  // Whoever writes a popup sees it without having to leave, even one that shoppers do not get to see yet.
  const atOnce = document.querySelector('.popup[data-at-once]');
  if (atOnce) {
    const rule = rules.find(each => String(each.id) === atOnce.dataset.popup);
    await prepare(rule, atOnce);
    if (!place(rule, atOnce))
      atOnce.setAttribute('open', '');
    live(rule, atOnce, { popup: rule.id, popup_variant: 0 });
    return;
  }

  watch();

  function watch() {
    const listen = (target, name, handler) => target.addEventListener(name, handler, { passive: true });
    let pointer = { y: innerHeight, up: false };
    let scrolled = { y: scrollY, at: performance.now() };
    let hidden = 0;

    for (const name of ['pointermove', 'pointerdown', 'keydown', 'scroll', 'touchstart'])
      listen(document, name, () => { state.moved = performance.now(); });
    listen(document, 'mousemove', event => {
      pointer = { y: event.clientY, up: event.clientY === pointer.y ? pointer.up : event.clientY < pointer.y };
    });
    // The pointer leaves through the top, on its way up.
    listen(document.documentElement, 'mouseleave', event => {
      if (event.clientY <= 0 && (pointer.up || event.clientY < pointer.y))
        consider('exit');
    });
    // A phone has no pointer: a fast scroll back up, after having read some way down.
    listen(window, 'scroll', () => {
      const at = performance.now();
      const speed = (scrollY - scrolled.y) / Math.max(1, at - scrolled.at);
      state.deepest = Math.max(state.deepest, depth());
      scrolled = { y: scrollY, at };
      consider(touch && speed < -FAST ? 'scroll-up' : '');
    });
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden')
        hidden = performance.now();
      else if (hidden && performance.now() - hidden >= AWAY)
        consider('return');
    });
    document.addEventListener('click', event => {
      const word = event.target.closest('a[href*="#"]')?.hash.slice(1);
      const rule = word && rules.find(each => each.trigger === 'click' && each.word === word);
      if (rule && consider('click', word) === rule)
        event.preventDefault();
    });
    // Whoever writes a popup plays what it waits for.
    if (preview)
      listen(document, 'vt-play', () => rules[0] && !seen.has(rules[0]) && show(rules[0]));
    if (touch && rules.some(rule => rule.trigger === 'exit' && rule.phone === 'back'))
      watchBack();
    state.deepest = depth();
    setInterval(() => lookIntoBag().then(() => consider()), TICK);
    lookIntoBag().then(() => consider());
  }

  // The first step back is asked about once, and only of who did something here; whatever comes of it, the next one leads on.
  function watchBack() {
    addEventListener('pointerdown', () => history.pushState({ ...history.state, popup: true }, ''), { once: true });
    addEventListener('popstate', () => {
      if (!consider('back'))
        history.back();
    }, { once: true });
  }
}
