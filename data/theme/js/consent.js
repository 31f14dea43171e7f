// Counts what shoppers do, for the shop itself and, where they agree, for those whose tags the merchant wants. Without an
// answer nothing of another site is asked for. The names of events are Google's; Meta and TikTok have their own for some.

const COOKIE = 'consent';
const SIGNALS = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage'];
const META = { view_item: 'ViewContent', search: 'Search', add_to_cart: 'AddToCart', begin_checkout: 'InitiateCheckout', purchase: 'Purchase' };
const TIKTOK = { ...META, purchase: 'CompletePayment' };
const OWN = { view_item: 'view', search: 'search', add_to_cart: 'cart', purchase: 'purchase', select_item: 'click',
  popup_shown: 'popup-shown', popup_accepted: 'popup-accepted', popup_closed: 'popup-closed' };
// What vendors' scripts leave behind.
const LEFT = /^(_ga|_gid|_gat|_gcl|_fbp|_fbc|_ttp|_tt_)/;
const MAX_BATCH = 20;
const MAX_LINES = 25;
const MAX_FOUND = 60;

export function start(core) {
  const box = document.getElementById('consent');
  const tags = JSON.parse(box?.dataset.tags ?? '{}');
  const preview = document.documentElement.hasAttribute('data-preview');
  const wanted = Object.keys(tags).length > 0;
  const objects = navigator.globalPrivacyControl === true;
  const answer = () => core.readCookie(COOKIE);
  const batch = [];
  const shown = JSON.parse(document.getElementById('main').dataset.event || 'null');
  let running = false;

  const script = source => document.head.append(Object.assign(document.createElement('script'), { src: source, async: true }));

  const amount = text => Number(text);
  const itemsOf = event => (event.items ?? []).map(item => ({ ...item, ...(item.price === undefined ? {} : { price: amount(item.price) }) }));

  // Google: all is denied before its script runs, and granted after it was agreed to (consent mode, version 2).
  function startGoogle() {
    window.dataLayer = [];
    window.gtag = function () { window.dataLayer.push(arguments); };
    const all = state => Object.fromEntries(SIGNALS.map(each => [each, state]));
    gtag('consent', 'default', { ...all('denied'), wait_for_update: 500 });
    gtag('consent', 'update', all('granted'));
    gtag('js', new Date());
    for (const id of [tags.ga4, tags.ads?.split('/')[0]].filter(Boolean))
      gtag('config', id);
    script(`https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(tags.ga4 ?? tags.ads.split('/')[0])}`);
  }

  function startMeta() {
    const fbq = window.fbq = function () { fbq.callMethod ? fbq.callMethod(...arguments) : fbq.queue.push(arguments); };
    Object.assign(fbq, { push: fbq, loaded: true, version: '2.0', queue: [] });
    window._fbq = fbq;
    fbq('init', tags.meta);
    fbq('track', 'PageView');
    script('https://connect.facebook.net/en_US/fbevents.js');
  }

  function startTiktok() {
    const name = window.TiktokAnalyticsObject = 'ttq';
    const ttq = window[name] = [];
    ttq.methods = ['page', 'track', 'identify', 'instances', 'debug', 'on', 'off', 'once', 'ready', 'load', 'enableCookie', 'disableCookie'];
    for (const method of ttq.methods)
      ttq[method] = (...given) => ttq.push([method, ...given]);
    ttq._i = { [tags.tiktok]: [] };
    ttq._t = { [tags.tiktok]: Date.now() };
    ttq._o = { [tags.tiktok]: {} };
    script(`https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=${encodeURIComponent(tags.tiktok)}&lib=${name}`);
    ttq.page();
  }

  function startTags() {
    if (running || !wanted || preview)
      return;
    running = true;
    if (tags.ga4 || tags.ads)
      startGoogle();
    if (tags.meta)
      startMeta();
    if (tags.tiktok)
      startTiktok();
  }

  function tellTags(event) {
    const { name, currency, value, search_term: words, transaction_id: order } = event;
    const items = itemsOf(event);
    const sum = value === undefined ? {} : { currency, value: amount(value) };
    if (window.gtag && (tags.ga4 || tags.ads)) {
      gtag('event', name, { ...sum, ...(items.length ? { items } : {}), ...(words ? { search_term: words } : {}), ...(order ? { transaction_id: order } : {}) });
      if (name === 'purchase' && tags.ads?.includes('/'))
        gtag('event', 'conversion', { send_to: tags.ads, ...sum, transaction_id: order });
    }
    const contents = items.map(item => ({ id: item.item_id, quantity: item.quantity, ...(item.price === undefined ? {} : { item_price: item.price }) }));
    if (window.fbq && META[name])
      fbq('track', META[name], { ...sum, content_type: 'product', contents, content_ids: contents.map(each => each.id), ...(words ? { search_string: words } : {}) },
        order ? { eventID: order } : undefined);
    if (window.ttq && TIKTOK[name])
      ttq.track(TIKTOK[name], { ...sum, content_type: 'product', contents: items.map(item => ({ content_id: item.item_id, content_name: item.item_name, quantity: item.quantity, price: item.price })), ...(words ? { query: words } : {}) });
  }

  // The shop's own count knows no person and keeps nothing in the browser: without consent each page is a visit of its own.
  const visit = (() => {
    const make = () => [...crypto.getRandomValues(new Uint8Array(8))].map(each => each.toString(16).padStart(2, '0')).join('');
    if (answer() !== 'all')
      return make();
    try {
      const kept = sessionStorage.getItem('vt-visit') ?? make();
      sessionStorage.setItem('vt-visit', kept);
      return kept;
    } catch {
      return make();
    }
  })();

  function flush() {
    if (!batch.length)
      return;
    const now = Date.now();
    const events = batch.splice(0).map(({ at, ...event }) => ({ ...event, ago: now - at }));
    const body = new Blob([JSON.stringify({ visit, events })], { type: 'application/json' });
    navigator.sendBeacon?.('/api/v1/events', body);
  }

  // What was searched: on this page of results, or on the one that led here. Which thing was found by which words is kept,
  // for the visit and after a yes alone, until it is bought.
  const wordsIn = address => {
    const url = address ? new URL(address) : null;
    return url?.origin === location.origin && /\/search$/.test(url.pathname) ? (url.searchParams.get('q') ?? '').slice(0, 100) : '';
  };
  const results = wordsIn(location.href);
  const ledHere = wordsIn(document.referrer);
  const found = () => {
    try {
      return (answer() === 'all' && JSON.parse(sessionStorage.getItem('vt-found'))) || {};
    } catch {
      return {};
    }
  };

  function wordsOf({ name, product, variant, search_term: words }) {
    const known = found();
    if (words || name === 'view_item')
      return words;
    return results || known[`v${variant}`] || known[`p${product}`] || (product && product === shown?.product ? ledHere : '');
  }

  function remember({ product, variant }, words) {
    if (!words || answer() !== 'all')
      return;
    const kept = Object.entries(found()).slice(-MAX_FOUND);
    try {
      sessionStorage.setItem('vt-found', JSON.stringify(Object.fromEntries([...kept, ...(product ? [[`p${product}`, words]] : []), ...(variant ? [[`v${variant}`, words]] : [])])));
    } catch {
      // Then nothing is remembered.
    }
  }

  function put(event) {
    const words = wordsOf(event);
    if (event.name === 'select_item' || event.name === 'add_to_cart')
      remember(event, words);
    batch.push({ kind: OWN[event.name], at: Date.now(), path: location.pathname.slice(0, 300),
      ...(event.product ? { product: event.product } : {}), ...(event.variant ? { variant: event.variant } : {}),
      ...(words ? { query: words } : {}), ...(event.popup ? { popup: event.popup, popup_variant: event.popup_variant } : {}) });
  }

  // The last popup of this visit: what popup.js has to keep for it not to come again.
  function shownPopup() {
    try {
      return JSON.parse(sessionStorage.getItem('vt-popup'))?.last ?? {};
    } catch {
      return {};
    }
  }

  // An order is told once as such, and once for each thing in it.
  function tellShop(event) {
    if (preview || objects || answer() === 'none' || !OWN[event.name] || core.words.counts === 'false')
      return;
    if (event.name === 'purchase')
      batch.push({ kind: 'purchase', at: Date.now(), path: location.pathname.slice(0, 300), value: event.minor ?? 0, ...shownPopup() });
    for (const part of event.name === 'purchase' ? event.items.slice(0, MAX_LINES).map(item => ({ name: event.name, variant: Number(item.item_id) })) : [event])
      put(part);
    if (batch.length >= MAX_BATCH)
      flush();
  }

  function tell(event) {
    tellShop(event);
    if (running)
      tellTags(event);
    // A page that is loaded again is no second purchase.
    else if (wanted && answer() === '')
      held.push(event);
  }
  const held = [];

  function once(event) {
    if (event.name !== 'purchase')
      return true;
    try {
      const key = `vt-told-${event.transaction_id}`;
      const told = sessionStorage.getItem(key);
      sessionStorage.setItem(key, '1');
      return !told;
    } catch {
      return true;
    }
  }

  function forget() {
    batch.length = 0;
    try {
      sessionStorage.removeItem('vt-visit');
      sessionStorage.removeItem('vt-found');
      sessionStorage.removeItem('vt-popup');
    } catch {
      // Then nothing was kept.
    }
    const domains = ['', `; Domain=${location.hostname}`, `; Domain=.${location.hostname.split('.').slice(-2).join('.')}`];
    for (const part of document.cookie.split('; '))
      if (LEFT.test(part))
        for (const domain of domains)
          document.cookie = `${part.split('=')[0]}=; Path=/; Max-Age=0${domain}`;
  }

  function decide(choice) {
    const before = answer();
    core.writeCookie(COOKIE, choice);
    box.hidden = true;
    if (choice === 'all') {
      startTags();
      for (const event of held.splice(0))
        tellTags(event);
      return;
    }
    held.length = 0;
    forget();
    // A script that runs cannot be unloaded but with the page.
    if (before === 'all' && running)
      location.reload();
  }

  if (wanted) {
    box.addEventListener('click', event => {
      const choice = event.target.closest('[data-choice]')?.dataset.choice;
      if (choice)
        decide(choice);
    });
    for (const opener of document.querySelectorAll('[data-consent-open]')) {
      opener.hidden = false;
      opener.addEventListener('click', () => {
        box.hidden = false;
        box.querySelector('button').focus();
      });
    }
    if (answer() === 'all')
      startTags();
    else if (answer() === '' && !objects)
      box.hidden = false;
  }

  if (shown && once(shown))
    tell(shown);
  if (results)
    document.addEventListener('click', event => {
      const card = event.target.closest('a') && event.target.closest('[data-vt="product"]');
      if (card)
        tell({ name: 'select_item', product: Number(card.dataset.vtId), search_term: results,
          items: [{ item_id: card.dataset.vtId, item_name: card.querySelector('.card-title')?.textContent.trim() ?? '', quantity: 1 }] });
    });
  document.addEventListener('vt-event', event => tell(event.detail));
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  addEventListener('pagehide', flush);
  setInterval(flush, 10_000);
}
