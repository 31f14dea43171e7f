// A collection of more than one page, whose products come in hundreds of finishes, the first with two photographs.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { judge, visit } from '../e2e/browser.mjs';
import { ctlOk } from '../e2e/programs.mjs';
import { note, test } from '../e2e/tap.mjs';
import { browser, dataDir, publish, scratch } from './shop.mjs';

const PRODUCTS = 50;
const FINISHES = 10;
const SHOWN = 12;
const BUDGET_BYTES = 60 * 1024;

let host = null;

const crowdedHost = () => (host ??= (async () => {
  const shop = path.join(scratch, 'Crowded.vitrine');
  const file = path.join(scratch, 'crowded.csv');
  const images = path.join(dataDir, 'demo', 'images');
  const photos = fs.readdirSync(images).filter(each => each.endsWith('.jpg'));
  const rows = [];
  for (let i = 0; i < PRODUCTS; i++)
    for (let j = 0; j < FINISHES; j++)
      rows.push(`stool-${i},${j ? '' : `Stool ${i}`},${j ? '' : 'Finish'},Finish ${i * FINISHES + j},${10 + i}.00,${i === 0 && j < 2 ? photos[j] : ''},5`);
  fs.writeFileSync(file, ['Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Variant Inventory Qty', ...rows, ''].join('\n'));
  await ctlOk(['new', shop, '--name', 'Crowded', '--currency', 'EUR', '--language', 'en']);
  await ctlOk(['import', shop, file, '--format', 'shopify', '--images', images]);
  return publish(shop, 'crowded');
})());

async function weigh(page, use) {
  const parts = [];
  page.on('response', answer => ['document', 'stylesheet', 'script'].includes(answer.request().resourceType())
    && parts.push(answer.body().then(body => brotliCompressSync(body).length, () => 0)));
  await use();
  return (await Promise.all(parts)).reduce((sum, each) => sum + each, 0);
}

test('500 values of a facet: folded, reachable, usable by everyone and light', async () => {
  const { url } = await crowdedHost();
  const { context, page, found } = await visit(await browser(), url);
  const weight = await weigh(page, () => page.goto(`${url}/collections/all`, { waitUntil: 'networkidle' }));
  const facet = page.locator('[data-facet-group="finish"]');
  note(`${(weight / 1024).toFixed(1)} KB`);
  assert.ok(weight <= BUDGET_BYTES, `${weight} bytes`);
  assert.equal(await facet.locator('.pick').count(), PRODUCTS * FINISHES);
  if (!await facet.evaluate(each => each.open))
    await facet.locator('> summary').click();
  assert.equal(await facet.locator('.pick:visible').count(), SHOWN);
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await judge(await browser(), page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
  }

  await page.setViewportSize({ width: 1440, height: 900 });
  await facet.locator('.more > summary').click();
  await facet.getByText('Finish 499', { exact: true }).click();
  await page.waitForURL(/finish/);
  await page.waitForFunction(() => document.querySelectorAll('.card').length === 1);
  assert.deepEqual(found, []);
  await context.close();
}, 240_000);

test('the second page of a collection: its own address and title, a way back, what is left', async () => {
  const { url } = await crowdedHost();
  const { context, page, found } = await visit(await browser(), url);
  await page.goto(`${url}/collections/all`, { waitUntil: 'load' });
  await page.click('.pages [rel="next"]');
  await page.waitForURL(`${url}/collections/all/page/2`);
  assert.equal(await page.locator('.card').count(), PRODUCTS - 48);
  assert.match(await page.title(), /2/);
  assert.equal(await page.getAttribute('link[rel="canonical"]', 'href'), `${url}/collections/all/page/2`);
  assert.equal(await page.getAttribute('.pages [aria-current="page"]', 'href'), '/collections/all/page/2');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await judge(await browser(), page), [], `${width} px, ${colorScheme}`);
    }
  }
  await page.click('.pages [rel="prev"]');
  await page.waitForURL(`${url}/collections/all`);
  assert.deepEqual(found, []);
  await context.close();
}, 240_000);

test('the second photograph shows where a mouse rests, and weighs nothing before', async () => {
  const { url } = await crowdedHost();
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const { context, page, found } = await visit(await browser(), url, { reducedMotion });
    await page.goto(`${url}/collections/all`, { waitUntil: 'load' });
    await page.waitForFunction(() => document.documentElement.classList.contains('js'));
    const card = page.locator('.card:has(picture)').first();
    assert.equal(await card.locator('img').count(), 1);
    const asked = [];
    page.on('request', request => asked.push(new URL(request.url()).pathname));
    const { x, y } = await card.boundingBox();
    for (let step = 0; step < 20 && !await card.locator('.card-ready').count(); step++) {
      await page.mouse.move(x + 40 + step, y + 40);
      await page.waitForTimeout(200);
    }
    assert.equal(await card.locator('.card-ready').count(), reducedMotion === 'reduce' ? 0 : 1);
    if (reducedMotion === 'reduce')
      assert.deepEqual(asked.filter(each => each.startsWith('/products/')), []);
    assert.deepEqual(found, []);
    await context.close();
  }
}, 120_000);
