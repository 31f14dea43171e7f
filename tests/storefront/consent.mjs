// What is counted, and for whom: nothing of another site before a yes, none after a no, and the shop's own count of what
// shoppers do that does not know who they are.

import assert from 'node:assert/strict';
import { visit } from '../e2e/browser.mjs';
import { ctlOk } from '../e2e/programs.mjs';
import { test } from '../e2e/tap.mjs';
import { anOrder, browser, copyOfDemo, demoHost, hear, publish } from './shop.mjs';

let tagged = null;

// A shop with every tag that there is.
const taggedHost = () => (tagged ??= (async () => {
  const shop = await copyOfDemo('Tagged');
  await ctlOk(['set', shop, 'shop', 'tag.ga4=G-1A2B3C4D', 'tag.google-ads=AW-123456789/AbC-D_efG', 'tag.meta=123456789012345',
    'tag.tiktok=C1234567890ABCDEFGHI']);
  return publish(shop, 'tagged');
})());

// A visitor whose requests to other sites are answered here and written down.
async function shopper(url, options) {
  const visitor = await visit(await browser(), url, options);
  visitor.foreign = [];
  await visitor.context.route(address => address.origin !== new URL(url).origin, (route, request) => {
    visitor.foreign.push(new URL(request.url()).host);
    route.fulfill({ status: 200, contentType: 'text/javascript', body: '' });
  });
  return visitor;
}

// What counts comes once the page is there: who leaves before is not counted.
async function counting(page) {
  const module = await page.waitForFunction(() => performance.getEntriesByType('resource').find(each => /\/consent\.js$/.test(each.name))?.name);
  await page.evaluate(address => import(address).then(() => new Promise(resolve => setTimeout(resolve))), await module.jsonValue());
}

// What a page sends while it is left may come late.
async function until(holds, ms = 15_000) {
  for (const end = Date.now() + ms; !holds() && Date.now() < end;)
    await new Promise(resolve => setTimeout(resolve, 50));
}

const events = page => page.evaluate(() => (window.dataLayer ?? []).map(each => [...each]));

test('without tags nothing is asked and nothing of another site is loaded; what is seen is told to the shop', async () => {
  const { url } = await demoHost();
  const { context, page, foreign } = await shopper(url);
  const told = await hear(context);
  await page.goto(`${url}/products/orchid`, { waitUntil: 'load' });
  assert.equal(await page.locator('#consent').count(), 0);
  await page.waitForFunction(() => document.documentElement.classList.contains('js'));
  await page.click('[data-buy-button]');
  await page.waitForSelector('#bag[open]');
  await page.goto(`${url}/search?q=chair`, { waitUntil: 'load' });
  await counting(page);
  await page.goto(`${url}/`, { waitUntil: 'load' });
  await until(() => told.some(each => each.events.some(event => event.kind === 'search')));
  const kinds = told.flatMap(each => each.events.map(event => event.kind));
  assert.deepEqual(kinds.filter(kind => ['view', 'cart', 'search'].includes(kind)), ['view', 'cart', 'search']);
  assert.equal(told.flatMap(each => each.events).find(event => event.kind === 'search').query, 'chair');
  assert.equal(new Set(told.map(each => each.visit)).size, told.length, 'without consent no two pages are one visit');
  assert.deepEqual(foreign, []);
  assert.deepEqual(await context.cookies().then(all => all.map(each => each.name).filter(name => !['cart'].includes(name))), []);
  await context.close();
}, 240_000);

// What a shopper who chose @choice told of a thing that was found by its name and put into the bag on its own page, put into
// it again without searching, and bought.
async function toldOfSearch(choice) {
  const { url } = await demoHost();
  const { context, page } = await shopper(url);
  const told = await hear(context);
  if (choice)
    await context.addCookies([{ name: 'consent', value: choice, url }]);
  await page.goto(`${url}/search?q=orchid`, { waitUntil: 'load' });
  await counting(page);
  await page.click('[data-vt="product"] a[href$="/products/orchid"]');
  await page.waitForURL('**/products/orchid');
  await counting(page);
  await page.click('[data-buy-button]');
  await page.waitForSelector('#bag[open]');
  const kept = await page.evaluate(() => Object.keys(sessionStorage).filter(each => /^vt-(visit|found)$/.test(each)).length);
  await page.goto(`${url}/products/orchid`, { waitUntil: 'load' });
  await counting(page);
  await page.click('[data-buy-button]');
  await page.waitForSelector('#bag[open]');
  await page.goto(url + await anOrder(), { waitUntil: 'load' });
  await counting(page);
  await page.goto(`${url}/pages/about`, { waitUntil: 'load' });
  await context.close();
  return { kept, events: told.flatMap(each => each.events).filter(event => ['click', 'cart', 'purchase'].includes(event.kind)).map(event => `${event.kind} ${event.query ?? ''}`) };
}

test('what is found by a search and bought is told with its words; they are kept after a yes alone', async () => {
  assert.deepEqual(await toldOfSearch(''), { kept: 0, events: ['click orchid', 'cart orchid', 'cart ', 'purchase ', 'purchase '] });
  const agreed = await toldOfSearch('all');
  assert.deepEqual(agreed.events, ['click orchid', 'cart orchid', 'cart orchid', 'purchase ', 'purchase orchid']);
  assert.ok(agreed.kept > 0);
  assert.deepEqual((await toldOfSearch('none')).events, []);
}, 240_000);

// What the shop was told of a popup that @choose answers, by a shopper who chose @choice of tags before.
async function toldOfPopup(url, choice, choose) {
  const { context, page } = await shopper(url);
  const told = await hear(context);
  if (choice)
    await context.addCookies([{ name: 'consent', value: choice, url }]);
  await page.clock.install();
  const [module] = await Promise.all([
    page.waitForResponse(answer => /\/assets\/.*\/popup\.js$/.test(answer.url())),
    page.goto(`${url}/`, { waitUntil: 'load' }),
  ]);
  // The page asked for the module first, so it has started by the time this is answered.
  await page.evaluate(address => import(address).then(() => null), module.url());
  await page.clock.fastForward(11_000);
  for (const y of [400, 200, 60, 4, -10])
    await page.mouse.move(640, y);
  await page.waitForSelector('.popup[open]');
  await choose(page);
  await page.goto(`${url}/pages/about`, { waitUntil: 'load' });
  await context.close();
  const events = told.flatMap(each => each.events).filter(event => event.kind.startsWith('popup'));
  return { kinds: events.map(event => event.kind), paths: [...new Set(events.map(event => event.path))], calls: told.length };
}

test('the shop is told that a popup was shown and what became of it, in one call; not after a no', async () => {
  const { url } = await demoHost();
  const decline = page => page.click('.popup[open] .actions [data-close]');
  const closed = await toldOfPopup(url, '', decline);
  assert.deepEqual(closed.kinds, ['popup-shown', 'popup-closed']);
  assert.deepEqual(closed.paths, ['/']);
  assert.equal(closed.calls, 1);
  const accept = async page => {
    await page.click('.popup[open] [data-accept]');
    await page.waitForURL('**/collections/plants');
  };
  assert.deepEqual((await toldOfPopup(url, '', accept)).kinds, ['popup-shown', 'popup-accepted']);
  assert.deepEqual((await toldOfPopup(url, '', page => page.keyboard.press('Escape'))).kinds, ['popup-shown', 'popup-closed']);
  assert.deepEqual((await toldOfPopup(url, 'none', decline)).kinds, []);
}, 240_000);

test('with tags: nothing before an answer, everything after a yes, by the vendors\' own names', async () => {
  const { url } = await taggedHost();
  const { context, page, foreign, found } = await shopper(url);
  await page.goto(`${url}/products/orchid`, { waitUntil: 'load' });
  await page.waitForSelector('#consent:not([hidden])');
  assert.deepEqual(foreign, []);
  assert.equal(await page.evaluate(() => 'dataLayer' in window || 'fbq' in window || 'ttq' in window), false);
  await page.click('#consent [data-choice="all"]');
  await page.waitForFunction(() => window.dataLayer?.length > 4);
  const layer = await events(page);
  assert.deepEqual(layer[0].slice(0, 2), ['consent', 'default']);
  assert.equal(layer[0][2].ad_user_data, 'denied');
  assert.deepEqual(layer[1].slice(0, 2), ['consent', 'update']);
  assert.ok(Object.values(layer[1][2]).every(state => state === 'granted'));
  const seen = layer.find(each => each[0] === 'event' && each[1] === 'view_item')[2];
  assert.equal(seen.currency, 'EUR');
  assert.equal(seen.value, 65);
  assert.equal(seen.items[0].item_name, 'Orchid');
  assert.equal(seen.items[0].price, 65);
  assert.deepEqual(await page.evaluate(() => window.fbq.queue.map(each => [...each].slice(0, 2).join(' '))), ['init 123456789012345', 'track PageView', 'track ViewContent']);
  assert.ok(await page.evaluate(() => window.ttq.some(each => each[0] === 'track' && each[1] === 'ViewContent')));
  await page.waitForTimeout(300);
  assert.deepEqual([...new Set(foreign)].sort(), ['analytics.tiktok.com', 'connect.facebook.net', 'www.googletagmanager.com']);
  assert.deepEqual(found.filter(each => /Content Security|console/.test(each)), []);

  // The next page does not ask again.
  await page.goto(`${url}/collections/plants`, { waitUntil: 'load' });
  await page.waitForFunction(() => window.dataLayer?.some(each => each[1] === 'view_item_list'));
  assert.ok(await page.isHidden('#consent'));
  await context.close();
}, 240_000);

test('a no is kept, and a yes can be taken back', async () => {
  const { url } = await taggedHost();
  const { context, page, foreign } = await shopper(url);
  await page.goto(`${url}/`, { waitUntil: 'load' });
  await page.click('#consent [data-choice="none"]');
  await page.goto(`${url}/products/orchid`, { waitUntil: 'load' });
  await page.waitForTimeout(300);
  assert.ok(await page.isHidden('#consent'));
  assert.deepEqual(foreign, []);

  await page.click('[data-consent-open]');
  await page.click('#consent [data-choice="all"]');
  await page.waitForFunction(() => window.dataLayer);
  await context.addCookies([{ name: '_ga', value: 'GA1.1.1', url }]);
  await page.reload({ waitUntil: 'load' });
  await page.waitForFunction(() => sessionStorage.getItem('vt-visit'));
  await page.evaluate(() => sessionStorage.setItem('vt-found', '{"p1":"orchid"}'));
  await page.click('[data-consent-open]');
  await Promise.all([page.waitForEvent('load'), page.click('#consent [data-choice="none"]')]);
  assert.equal(await page.evaluate(() => 'dataLayer' in window), false);
  assert.equal((await context.cookies()).some(each => each.name === '_ga'), false, 'what a vendor left behind is still there');
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter(each => /^vt-(visit|found)$/.test(each))), [], 'the visit is still known');
  await context.close();
}, 240_000);

test('the policy lets in what the tags need, and nothing where shoppers type who they are', async () => {
  const { url } = await taggedHost();
  const policy = async where => (await fetch(url + where, { redirect: 'manual' })).headers.get('content-security-policy');
  assert.match(await policy('/'), /script-src 'self' 'wasm-unsafe-eval' https:\/\/www\.googletagmanager\.com .*https:\/\/connect\.facebook\.net/);
  assert.match(await policy('/cart'), /connect\.facebook\.net/);
  assert.doesNotMatch(await policy('/checkout'), /https:/);
  assert.doesNotMatch(await (await fetch(`${(await demoHost()).url}/`)).headers.get('content-security-policy'), /https:/);
}, 240_000);
