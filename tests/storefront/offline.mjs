// The shop without a network: what was seen opens and says that it is of before, what was not says so too.

import assert from 'node:assert/strict';
import { judge, visit } from '../e2e/browser.mjs';
import { test } from '../e2e/tap.mjs';
import { browser, demoHost } from './shop.mjs';

// Browsers take a worker of a loopback address without TLS; the page itself asks for one only where there is TLS.
async function withWorker(url) {
  const visitor = await visit(await browser(), url, { serviceWorkers: 'allow' });
  await visitor.page.goto(`${url}/`, { waitUntil: 'load' });
  await visitor.page.evaluate(() => navigator.serviceWorker.register('/worker.js')
    .then(() => new Promise(done => {
      if (navigator.serviceWorker.controller)
        done();
      navigator.serviceWorker.addEventListener('controllerchange', () => done());
    })));
  return visitor;
}

const opens = (page, url) => page.goto(url, { waitUntil: 'load' });

test('without a network: a search box that was used answers', async () => {
  const { url } = await demoHost();
  const { context, page } = await withWorker(url);
  const chosen = '.instant:not([hidden]) .instant-title';
  await opens(page, `${url}/products/orchid`);
  await page.fill('#find', 'cactus');
  await page.waitForSelector('.instant mark');
  await page.waitForFunction(async () => (await (await caches.open((await caches.keys())[0])).keys())
    .filter(({ url: each }) => /\/search\/index\.json$|\.vix$|\.wasm$/.test(each)).length >= 4);
  await context.setOffline(true);
  await opens(page, `${url}/products/orchid`);
  await page.focus('#find');
  await page.keyboard.type('cactus');
  await page.waitForSelector(chosen);
  assert.match(await page.textContent(chosen), /Cactus/);
  await context.close();
});

test('without a network: pages that were seen open and say that they are of before, others say that there is none', async () => {
  const { url } = await demoHost();
  const visitor = await withWorker(url);
  const { context, page } = visitor;
  await opens(page, `${url}/products/orchid`);
  assert.equal(await page.isVisible('.kept'), false, 'a page of now says that it is of before');
  await opens(page, `${url}/checkout`);
  await page.waitForFunction(async () => await caches.match('/products/orchid') && await caches.match('/'));

  await context.setOffline(true);
  for (const where of ['/products/orchid', '/']) {
    await opens(page, url + where);
    assert.equal(await page.isVisible('.kept'), true, `${where} does not say that it is of before`);
    assert.match(await page.textContent('.kept'), /may have changed/);
    assert.deepEqual(await judge(await browser(), page), []);
  }
  await opens(page, `${url}/products/aloe-vera`);
  assert.match(await page.textContent('h1'), /offline/i);
  await opens(page, `${url}/th/products/aloe-vera`);
  assert.equal(await page.getAttribute('html', 'lang'), 'th');

  // What is one shopper's is never kept.
  await opens(page, `${url}/checkout`);
  assert.match(await page.textContent('h1'), /offline/i);

  await context.setOffline(false);
  await opens(page, `${url}/products/orchid`);
  assert.equal(await page.isVisible('.kept'), false);
  await context.close();
}, 120_000);

// Width and height of a PNG picture stand behind the name of its first part.
const pngSize = bytes => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

test('icons and the manifest are what browsers ask for', async () => {
  const { url } = await demoHost();
  const take = async where => {
    const answer = await fetch(new URL(where, url));
    assert.equal(answer.status, 200, where);
    return { type: answer.headers.get('Content-Type'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const visitor = await visit(await browser(), url);
  const session = await visitor.context.newCDPSession(visitor.page);
  await opens(visitor.page, `${url}/`);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.name, 'Casa Lume');
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'));
  for (const { src, type, sizes } of manifest.icons) {
    const icon = await take(src);
    assert.equal(icon.type, type, src);
    if (type === 'image/png')
      assert.equal(pngSize(icon.bytes).join('x'), sizes, src);
  }

  for (const link of await visitor.page.$$eval('link[rel~="icon"], link[rel="apple-touch-icon"]', links => links.map(({ href }) => href)))
    await take(link);
  assert.deepEqual(pngSize((await take('/apple-touch-icon.png')).bytes), [180, 180]);
  const ico = (await take('/favicon.ico')).bytes;
  assert.deepEqual([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)], [0, 1, 3]);
  for (let i = 0; i < 3; i++) {
    const entry = 6 + 16 * i;
    const picture = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8));
    assert.deepEqual(pngSize(picture), [ico[entry], ico[entry + 1]]);
  }
  await visitor.context.close();
});

test('dark screens have the logo that is made for them', async () => {
  const { url } = await demoHost();
  for (const colorScheme of ['light', 'dark']) {
    const { context, page } = await visit(await browser(), url, { colorScheme });
    await opens(page, `${url}/`);
    const logo = await page.$eval('.wordmark img', image => ({ shown: image.currentSrc, ground: getComputedStyle(image).backgroundColor }));
    assert.match(logo.shown, new RegExp(`/assets/logo-${colorScheme}\\.`));
    assert.equal(logo.ground, 'rgba(0, 0, 0, 0)');
    assert.equal((await fetch(logo.shown)).headers.get('Content-Type'), 'image/svg+xml');
    await context.close();
  }
});
