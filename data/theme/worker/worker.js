/* global VITRINE */
// Keeps what was seen for when there is no network. `VITRINE` is put before this file: the release's own name, its files and
// its pages for when nothing else is there. Pages come from the network first, so that no price is old while there is one;
// what a page needs is kept with it under the release's name, so that an old page never meets new files.

const CACHE = `vitrine-${VITRINE.version}`;
const PAGES = 40;
const PICTURES = 120;
const WAIT_MS = 4000;
const PRIVATE = /^(\/[a-z]{2,3}(-[a-z0-9]+)*)?\/(cart|checkout|orders|api|admin|search|contact|notify)(\/|$)/;

self.addEventListener('install', event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll([...VITRINE.files, ...VITRINE.pages])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names.filter(name => name.startsWith('vitrine-') && name !== CACHE).map(name => caches.delete(name))))
    .then(() => self.clients.claim()).then(keepOpen));
});

// The oldest go first, but never what was kept at the beginning.
async function trim(cache, is, most) {
  const kept = new Set([...VITRINE.files, ...VITRINE.pages]);
  const found = (await cache.keys()).map(request => new URL(request.url)).filter(url => is(url.pathname) && !kept.has(url.pathname));
  await Promise.all(found.slice(0, Math.max(0, found.length - most)).map(url => cache.delete(url)));
}

const isPicture = path => path.startsWith('/media/');
const isFile = path => path.startsWith('/assets/') || isPicture(path);
// Names the files that searching needs: the newest there is, else that of before.
const isIndex = path => /\/search\/index\.json$/.test(path);

async function keep(request, answer) {
  if (answer.status !== 200 || answer.redirected || /no-store/.test(answer.headers.get('Cache-Control') ?? ''))
    return;
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
  await (isPicture(new URL(request.url).pathname) ? trim(cache, isPicture, PICTURES) : trim(cache, path => !isFile(path), PAGES));
}

// The page that was open before this worker was there.
async function keepOpen() {
  const open = await self.clients.matchAll({ type: 'window' });
  await Promise.all(open.filter(({ url }) => !PRIVATE.test(new URL(url).pathname))
    .map(({ url }) => fetch(url).then(answer => keep(new Request(url), answer)).catch(() => {})));
}

// A page from before says so itself: what it claims of prices and stock may have changed.
async function asKept(answer) {
  if (!answer)
    return answer;
  const headers = new Headers(answer.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  const text = await answer.text();
  return new Response(text.replace('<html ', '<html data-kept '), { status: answer.status, headers });
}

// Files of an index of before are of no more use.
async function forget({ language, parts, things, looks }) {
  const named = new Set([...parts, things, ...(looks ? [looks] : [])].map(file => file.url));
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter(({ url }) => {
    const { pathname } = new URL(url);
    return (pathname.startsWith(`/assets/search.${language}.`) || pathname.startsWith('/assets/search.looks.')) && !named.has(pathname);
  });
  await Promise.all(old.map(request => cache.delete(request)));
}

async function index(request, event) {
  try {
    const answer = await fetch(request);
    const { ok } = answer;
    event.waitUntil(Promise.all([keep(request, answer.clone()), ok && answer.clone().json().then(forget)]).catch(() => {}));
    return answer;
  } catch {
    return await caches.match(request) ?? Response.error();
  }
}

async function file(request, event) {
  const known = await caches.match(request);
  if (known)
    return known;
  const answer = await fetch(request);
  event.waitUntil(keep(request, answer.clone()).catch(() => {}));
  return answer;
}

// What the shopper would see without a network: the page as it was, else the one that says so in its language.
async function lastSeen(request) {
  const { pathname } = new URL(request.url);
  const language = VITRINE.pages.find(page => page !== '/offline' && pathname.startsWith(page.replace('offline', '')));
  return await caches.match(request).then(asKept) ?? await caches.match(language ?? '/offline') ?? Response.error();
}

async function page(request, event) {
  const fresh = fetch(request).then(answer => {
    if (!PRIVATE.test(new URL(request.url).pathname))
      event.waitUntil(keep(request, answer.clone()).catch(() => {}));
    return answer;
  });
  const late = new Promise(resolve => setTimeout(resolve, WAIT_MS)).then(() => caches.match(request)).then(asKept);
  try {
    return await Promise.race([fresh, late]) ?? await fresh;
  } catch {
    return lastSeen(request);
  }
}

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin)
    return;
  if (request.mode === 'navigate')
    event.respondWith(page(request, event));
  else if (isFile(url.pathname))
    event.respondWith(file(request, event));
  else if (isIndex(url.pathname))
    event.respondWith(index(request, event));
});
