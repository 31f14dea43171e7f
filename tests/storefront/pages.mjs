// Every kind of page in every language: valid, usable by everyone, light and dark, on phones and desks; nothing that moves
// while it loads, nothing heavy, no link that leads nowhere.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { brokenPictures, judge, settle, visit } from '../e2e/browser.mjs';
import { note, test } from '../e2e/tap.mjs';
import { linksOf, listSitemap } from './crawl.mjs';
import { aVariant, browser, demoHost, inLanguage, LANGUAGES, MAIN, PAGES, scratch, SCREENSHOTS } from './shop.mjs';

const need = createRequire(path.join(process.env.VITRINE_NODE_DIR, 'package.json'));
const run = promisify(execFile);

const WIDTHS = [1440, 768, 360];
// Languages whose pages are kept as pictures.
const SHOWN = [MAIN, 'th'];
const SCHEMES = ['light', 'dark'];
// Requests of the link checker under way.
const AT_ONCE = 8;
const BUDGET_BYTES = 60 * 1024;
// What a browser fetches to show the page, before pictures.
const WEIGHED = ['document', 'stylesheet', 'script'];

const pathOf = async (page, language) => inLanguage(typeof page.path === 'function' ? await page.path() : page.path, language);

async function theBag() {
  const { url } = await demoHost();
  return [
    { name: 'cart', value: `${await aVariant()}x2`, url },
    { name: 'country', value: 'PT', url },
    { name: 'postcode', value: encodeURIComponent('4000-123'), url },
  ];
}

async function open(page, language, options) {
  const { url } = await demoHost();
  const visitor = await visit(await browser(), url, { locale: language, viewport: { width: WIDTHS[0], height: 900 }, ...options });
  if (page.bag)
    await visitor.context.addCookies(await theBag());
  visitor.where = await pathOf(page, language);
  const answer = await visitor.page.goto(url + visitor.where, { waitUntil: 'load' });
  assert.equal(answer.status(), page.status ?? 200, visitor.where);
  return visitor;
}

// A page that is not there is a failed load to the console.
const expected = (page, found) => found.filter(each => !(page.status && each.includes(String(page.status))));

async function look({ page, where }, size, name) {
  await page.setViewportSize({ width: size, height: 900 });
  await settle(page);
  assert.deepEqual(await brokenPictures(page), [], where);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), size, `${where} is wider than ${size} px`);
  if (SCREENSHOTS && SHOWN.some(each => name.includes(`-${each}-`)))
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${size}.png`), fullPage: true });
  return judge(await browser(), page);
}

for (const [name, page] of Object.entries(PAGES))
  for (const language of LANGUAGES)
    test(`${name}, ${language}: WCAG 2.2 AA, light and dark, three widths; nothing fails, nothing leaves the shop`, async () => {
      await Promise.all(SCHEMES.map(async colorScheme => {
        const visitor = await open(page, language, { colorScheme });
        try {
          for (const size of WIDTHS)
            assert.deepEqual(await look(visitor, size, `${name.replaceAll(' ', '-')}-${language}-${colorScheme}`), [],
              `${visitor.where} at ${size} px, ${colorScheme}`);
          assert.equal(await visitor.page.getAttribute('html', 'lang'), language);
          assert.deepEqual(expected(page, visitor.found), []);
        } finally {
          await visitor.context.close();
        }
      }));
    }, 120_000);

for (const [name, page] of Object.entries(PAGES))
  test(`${name}: nothing moves while it loads, and its text is light`, async () => {
    const weights = await Promise.all([MAIN, 'th'].map(async language => {
      const { url } = await demoHost();
      const { context, page: tab } = await visit(await browser(), url, { locale: language, viewport: { width: 390, height: 844 } });
      const bytes = new Map();
      if (page.bag)
        await context.addCookies(await theBag());
      tab.on('response', async answer => {
        if (WEIGHED.includes(answer.request().resourceType()) && answer.request().method() === 'GET')
          bytes.set(answer.url(), answer.body().then(body => brotliCompressSync(body).length, () => 0));
      });
      await tab.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver(list => {
          for (const each of list.getEntries())
            if (!each.hadRecentInput)
              window.shifts.push(`${each.value} ${each.sources.map(({ node }) => node?.className ?? node?.nodeName).join(' ')}`);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await tab.goto(url + await pathOf(page, language), { waitUntil: 'networkidle' });
      assert.deepEqual(await tab.evaluate(() => window.shifts), []);
      const sizes = await Promise.all(bytes.values());
      await context.close();
      return sizes.reduce((sum, each) => sum + each, 0);
    }));
    note(`${name}: ${weights.map(each => (each / 1024).toFixed(1)).join(' and ')} KB`);
    assert.ok(Math.max(...weights) <= BUDGET_BYTES, `${weights.join(', ')} bytes`);
  });

async function fetchPage(page, language) {
  const { url } = await demoHost();
  const cookies = page.bag ? (await theBag()).map(each => `${each.name}=${each.value}`).join('; ') : '';
  const answer = await fetch(url + await pathOf(page, language), { headers: { Cookie: cookies } });
  return answer.text();
}

test('the validator of the web\'s own people finds nothing in any page', async () => {
  const folder = path.join(scratch, 'valid');
  fs.mkdirSync(folder);
  for (const [name, page] of Object.entries(PAGES))
    for (const language of LANGUAGES) {
      const file = `${name.replaceAll(' ', '-')}-${language}.html`;
      fs.writeFileSync(path.join(folder, file), await fetchPage(page, language));
    }

  const jar = need.resolve('vnu-jar/build/dist/vnu.jar');
  const { stderr } = await run('java', ['-jar', jar, '--format', 'json', folder], { maxBuffer: 64 << 20 }).catch(error => error);
  assert.deepEqual(JSON.parse(stderr).messages.map(each => `${path.basename(each.url)}:${each.lastLine}: ${each.message}`), []);
}, 240_000);

// Every address that a page names, followed once; what a list leads to when it is narrowed is asked for, and no further.
test('every link, picture and style leads somewhere', async () => {
  const { url } = await demoHost();
  const sitemap = await listSitemap(url);
  const known = new Set();
  const places = new Map();
  const fragments = [];
  const wrong = [];
  const todo = [];
  const add = where => {
    const [address, fragment] = where.split('#');
    if (fragment)
      fragments.push([address, fragment]);
    if (!known.has(address))
      todo.push(address);
    known.add(address);
  };
  const follow = async address => {
    const answer = await fetch(url + address, { redirect: 'manual' });
    const html = (answer.headers.get('content-type') ?? '').startsWith('text/html') ? await answer.text() : (await answer.arrayBuffer(), '');
    places.set(address, new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)));
    // The checkout of an empty bag sends shoppers back to it.
    if (answer.status !== 200 && !(answer.status === 303 && /\/checkout$/.test(address)))
      wrong.push(`${address} answers ${answer.status}`);
    if (!address.includes('?'))
      linksOf(html, new URL(address, url)).forEach(add);
  };

  assert.ok(sitemap.length > 30, `only ${sitemap.length} addresses in the sitemap`);
  ['/', ...sitemap].forEach(add);
  while (todo.length)
    await Promise.all(todo.splice(0, AT_ONCE).map(follow));
  for (const [address, fragment] of fragments)
    if (places.get(address).size && !places.get(address).has(decodeURIComponent(fragment)))
      wrong.push(`${address}#${fragment}: there is no such place in the page`);
  note(`${known.size} addresses`);
  assert.deepEqual(wrong, []);
}, 240_000);

const sectionsOf = html => [...html.matchAll(/data-section="\d+"[^>]*data-vt="(?:section|product)\.(\w+)"/g)].map(([, kind]) => kind);

test('sections of every kind are on their pages, in the order and as the merchant set them', async () => {
  const html = {};
  for (const [name, where] of [['home', '/'], ['collection', '/collections/plants'], ['product', '/products/orchid']])
    html[name] = await fetchPage({ path: where }, MAIN);
  assert.deepEqual(sectionsOf(html.home), ['hero', 'collections', 'products', 'story', 'window', 'gallery', 'video', 'newsletter', 'reviews', 'window']);
  assert.deepEqual(sectionsOf(html.collection), ['hero', 'collections', 'products', 'newsletter']);
  assert.deepEqual(sectionsOf(html.product), ['window', 'story', 'gallery', 'video', 'newsletter']);
  assert.match(html.collection, /class="hero at-layout-beside at-height-low"/);
  assert.ok(html.collection.indexOf('Grown here') < html.collection.indexOf('data-listing'), 'the hero is not above the list');
  assert.match(html.product, /story at-side-end at-ground-deep/);
  assert.match(html.product, /value="I agree to the shop&#39;s letters\."/);
  assert.equal((html.home.match(/<h1/g) ?? []).length, 1);
  assert.equal((html.collection.match(/<h1/g) ?? []).length, 1);
  assert.doesNotMatch(await fetchPage({ path: '/collections/all?colour=brown' }, MAIN), /data-section/);
});

test('the newsletter is asked for without scripts; what cannot be an address says so and stays typed', async () => {
  const { url } = await demoHost();
  const { context, page, found } = await visit(await browser(), url, { locale: 'es', javaScriptEnabled: false });
  await page.goto(`${url}/es`);
  const form = page.locator('.newsletter-form');
  await form.locator('[name=email]').fill('ana@ejemplo.es');
  await form.locator('button').click();
  assert.equal(await page.locator('h1').textContent(), 'Mira tu correo');
  assert.match(page.url(), /\/es\/newsletter$/);

  await page.goto(`${url}/newsletter`);
  await page.locator('[name=email]').fill('ana@example');
  await page.locator('.newsletter-form button').click();
  assert.equal(await page.locator('[name=email]').inputValue(), 'ana@example');
  assert.equal(await page.locator('[name=email]').getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('#newsletter-error').textContent(), /\w/);
  assert.deepEqual(expected({ status: 422 }, found), []);
  await context.close();
});
