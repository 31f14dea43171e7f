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
