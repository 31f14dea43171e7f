// What these cases share: the demo shop in all languages of the theme, on a host of its own, and the pages there are.

import fs from 'node:fs';
import path from 'node:path';
import { launch } from '../e2e/browser.mjs';
import { createToken, ctlJson, ctlOk, dataDir, scratch, startHost } from '../e2e/programs.mjs';

export const MAIN = 'en';
export const LANGUAGES = ['en', 'pt-BR', 'th', 'es'];

export const once = make => {
  let made;
  return () => (made ??= make());
};

export const browser = once(launch);

// Publishes `shop` to a new host of this machine, without TLS: browsers trust a loopback address.
export async function publish(shop, name) {
  const data = path.join(scratch, name);
  const host = await startHost(data, ['--no-tls']);
  const env = { VITRINE_TOKEN: await createToken(data) };
  await ctlOk(['host', 'add', shop, name, '--kind', 'vitrine', '--url', host.url], { env });
  await ctlOk(['publish', shop, '--to', name], { env });
  return host;
}

// What pages tell the shop. The browser does not always show what a page sends while it is left, unless it is plain text.
export async function hear(context) {
  const told = [];
  await context.addInitScript(() => {
    globalThis.Blob = class extends Blob {
      constructor(parts, options) {
        super(parts, options);
        this.parts = parts;
      }
    };
    navigator.sendBeacon = (where, { type, parts }) => {
      fetch(where, { method: 'POST', keepalive: true, headers: { 'Content-Type': type }, body: parts.join('') }).catch(() => null);
      return true;
    };
  });
  context.on('request', request => request.url().endsWith('/api/v1/events') && told.push(JSON.parse(request.postData())));
  return told;
}

// A section of every kind, on one of the pages that are laid out, on each of the grounds.
export const SECTIONS = [
  ['home', 'reviews', 'setting.limit=2', 'setting.ground=tint'],
  ['home', 'window', 'setting.window=reduced', 'setting.layout=grid', 'setting.ground=deep'],
  ['collection', 'hero', 'title=Grown here', 'body=Not far from the sea.', 'action=Our story', 'target=/pages/about', 'setting.layout=beside',
    'setting.height=low', 'setting.place=above', 'PICTURE', 'alt=A chair'],
  ['collection', 'collections', 'title=Other rooms', 'setting.limit=3'],
  ['collection', 'products', 'title=Favourites', 'target=/collections/favourites', 'setting.limit=4'],
  ['collection', 'newsletter', 'setting.ground=tint'],
  ['product', 'story', 'title=How it is made', 'body=Slowly.', 'PICTURE', 'alt=A chair', 'setting.side=end', 'setting.ground=deep'],
  ['product', 'gallery', 'title=Rooms', 'PICTURES', 'setting.shape=landscape'],
  ['product', 'video', 'title=A visit', 'target=https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'PICTURE', 'alt=A chair'],
  ['product', 'newsletter', 'note=I agree to the shop\'s letters.', 'setting.ground=deep'],
];

async function layOut(shop) {
  const hashes = (await ctlJson(['list', shop, 'media'])).filter(each => /^image\/(jpeg|png)/.test(each.type)).map(each => each.sha256);
  for (const [page, kind, ...rest] of SECTIONS)
    await ctlOk(['set', shop, 'section:NEW', `page=${page}`, `kind=${kind}`,
      ...rest.map(each => ({ PICTURE: `picture=${hashes[0]}`, PICTURES: `pictures=${hashes.slice(0, 3).join(' ')}` })[each] ?? each)]);
}

const SOLD_OUT = 'light-shade';
const REVIEWS = [
  ['Rita', 5, 'Light in the hand, steady on the floor, and the mustard is just as in the photograph.'],
  ['João', 4, 'Comfortable for a dinner, less so for a night at the desk.'],
];

export const demoShop = once(async () => {
  const shop = path.join(scratch, 'Storefront.vitrine');
  await ctlOk(['new', shop, '--demo']);
  await ctlOk(['set', shop, 'shop', `languages=${LANGUAGES.filter(each => each !== MAIN).join(' ')}`,
    'size-table:NEW', 'name=Seats', 'cells=Size | Width | Depth; S | 45 cm | 48 cm; M | 52 cm | 55 cm',
    'product:modern-cafe-chair', 'fact:Width=46 cm', 'fact:Made in=Portugal', `product:${SOLD_OUT}`, 'stock=0',
    'live:plant-saturday', 'status=active', 'search-rule:NEW', 'query=house rules', 'kind=redirect', 'path=/pages/about',
    'search-rule:NEW', 'query=seats', 'kind=pin', 'product=orchid']);
  await ctlOk(['set', shop, 'product:modern-cafe-chair', 'size-table=Seats']);
  for (const [name, rating, body] of REVIEWS)
    await ctlOk(['set', shop, 'review:NEW', 'product=modern-cafe-chair', `name=${name}`, `rating=${rating}`, `body=${body}`, 'language=en', 'status=shown']);
  await layOut(shop);
  return shop;
});

export const demoHost = once(async () => publish(await demoShop(), 'storefront'));

// Another shop like it, whose pictures need not be drawn again.
export async function copyOfDemo(name) {
  const copy = path.join(scratch, `${name}.vitrine`);
  await demoHost();
  fs.cpSync(await demoShop(), copy, { recursive: true });
  return copy;
}

// The address of a page in another language, from the links that the page itself gives to search engines. Pages that are one
// shopper's are not told to them: their addresses differ by the prefix alone.
export async function inLanguage(where, language) {
  if (language === MAIN)
    return where;
  const { url } = await demoHost();
  const html = await (await fetch(url + where)).text();
  for (const [link] of html.matchAll(/<link\b[^>]*>/g)) {
    const [, address] = link.match(/href="([^"]*)"/) ?? [];
    if (/rel="alternate"/.test(link) && link.includes(`hreflang="${language}"`)) {
      const { pathname, search } = new URL(address.replaceAll('&amp;', '&'), url);
      return pathname + search;
    }
  }
  return `/${language.toLowerCase()}${where}`;
}

async function post(where, body) {
  const { url } = await demoHost();
  const answer = await fetch(url + where, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok)
    throw new Error(`${where}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
}

// The value that a form's field of that name holds first.
function valueOf(html, name) {
  const [, before, after] = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"|<input[^>]*value="([^"]*)"[^>]*name="${name}"`)) ?? [];
  return before ?? after;
}

export const aVariant = once(async () => valueOf(await (await fetch(`${(await demoHost()).url}/products/orchid`)).text(), 'variant'));

// The path of an order's page, placed as a shopper's browser does it; `key` tells orders apart.
async function placeOrder(key) {
  const { url } = await demoHost();
  const variant = await aVariant();
  const checkout = await (await fetch(`${url}/checkout`, { headers: { Cookie: `cart=${variant}x1; country=PT` } })).text();
  const placed = await post('/api/v1/orders', {
    lines: [{ variant: Number(variant), quantity: 1 }], country: 'PT', postcode: '4000-123', email: 'joao@exemplo.pt', name: 'João Exemplo', address: 'Rua 1', city: 'Porto',
    payment: Number(valueOf(checkout, 'payment')), key: `an-order-of-the-storefront-tests-${key}`,
  });
  return { path: new URL(placed.url, url).pathname, number: placed.number };
}

export const anOrder = once(async () => (await placeOrder('placed')).path);

// The path of an order that went on to be what `status` says, as the merchant's computer tells the host.
const orderThatIs = (status, tracking) => once(async () => {
  const { url, data } = await demoHost();
  const placed = await placeOrder(status);
  const headers = { Authorization: `Bearer ${await createToken(data)}`, 'Content-Type': 'application/json' };
  const { entries } = await (await fetch(`${url}/admin/v1/feed`, { headers })).json();
  const { id } = entries.filter(each => each.kind === 'order').map(each => each.order).find(each => each.number === placed.number);
  const answer = await fetch(`${url}/admin/v1/orders/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ status, tracking }) });
  if (!answer.ok)
    throw new Error(`order ${placed.number}: ${answer.status} ${await answer.text()}`);
  return placed.path;
});

// Every kind of page. `bag`: with something in it. `status`: what it answers.
export const PAGES = {
  home: { path: '/' },
  collection: { path: '/collections/plants' },
  everything: { path: '/collections/all' },
  'product with choices': { path: '/products/modern-cafe-chair' },
  product: { path: '/products/orchid' },
  'sold-out product': { path: `/products/${SOLD_OUT}` },
  'narrowed collection': { path: '/collections/all?colour=brown' },
  blog: { path: '/blog' },
  post: { path: '/blog/watering-on-one-page' },
  'live sale': { path: '/live/plant-saturday' },
  contact: { path: '/contact' },
  newsletter: { path: '/newsletter' },
  'text page': { path: '/pages/shipping-returns' },
  'search results': { path: '/search?q=chair' },
  'search without results': { path: '/search?q=zzyzx' },
  'empty bag': { path: '/cart' },
  bag: { path: '/cart', bag: true },
  checkout: { path: '/checkout', bag: true },
  order: { path: anOrder },
  'paid order': { path: orderThatIs('paid') },
  'shipped order': { path: orderThatIs('shipped', { carrier: 'CTT', number: 'RR123456789PT', url: 'https://www.ctt.pt/' }) },
  'cancelled order': { path: orderThatIs('cancelled') },
  'offline page': { path: '/offline' },
  'not found': { path: '/nothing-here', status: 404 },
};

// Where pages are kept as pictures for people to look at; they cost time, and no case reads them.
export const SCREENSHOTS = process.env.VITRINE_SCREENSHOTS;
if (SCREENSHOTS)
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
export { dataDir, scratch };
