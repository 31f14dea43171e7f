// What the shop's main pages weigh as text, compressed, and their longest task on a phone whose processor is four times
// slower than this one. Prints a table; nothing is asserted.

import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { launch, missing } from '../e2e/browser.mjs';

const RUNS = 3;
const SLOWER = 4;
const LISTED = 48;
const PAGES = { home: '/', [`collection, ${LISTED} products`]: '/collections/all', product: '/products/modern-cafe-chair', search: '/search?q=chair' };
const TEXT = { document: 'HTML', stylesheet: 'CSS', script: 'JS' };

const kilobytes = bytes => (bytes / 1024).toFixed(1);

// The demo shop has fewer products than a page of a collection shows.
async function fill(shop, { ctlOk, dataDir, scratch }) {
  const images = path.join(dataDir, 'demo', 'images');
  const photos = fs.readdirSync(images).filter(each => each.endsWith('.jpg'));
  const rows = Array.from({ length: LISTED }, (_, i) => `chair-${i},Folding Chair ${i},${20 + i}.00,${photos[i % photos.length]}`);
  const file = path.join(scratch, 'more.csv');
  fs.writeFileSync(file, ['Handle,Title,Variant Price,Image Src', ...rows, ''].join('\n'));
  await ctlOk(['import', shop, file, '--format', 'shopify', '--images', images]);
}

async function measure({ browser }, address, bag) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const parts = [];
  await context.addCookies([{ name: 'cart', value: bag, url: address }]);
  await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver(list => globalThis.tasks.push(...list.getEntries().map(each => each.duration)))
      .observe({ type: 'longtask', buffered: true });
  });
  page.on('response', answer => {
    const kind = TEXT[answer.request().resourceType()];
    if (kind)
      parts.push(answer.body().then(body => [kind, brotliCompressSync(body).length]));
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const tasks = await page.evaluate(() => globalThis.tasks);
  const weights = { HTML: 0, CSS: 0, JS: 0 };
  for (const [kind, bytes] of await Promise.all(parts))
    weights[kind] += bytes;
  await context.close();
  return { weights, longest: Math.max(0, ...tasks) };
}

const median = numbers => numbers.sort((a, b) => a - b)[numbers.length >> 1];

async function bench() {
  const programs = await import('../e2e/programs.mjs');
  const { aVariant, demoHost, demoShop, inLanguage } = await import('../storefront/shop.mjs');
  const opened = await launch();
  try {
    await fill(await demoShop(), programs);
    const { url } = await demoHost();
    console.log('| page | HTML | CSS | JS | together, brotli | longest task, 4 × slower |\n|---|---|---|---|---|---|');
    for (const [name, where] of Object.entries(PAGES))
      for (const language of ['en', 'th']) {
        const runs = [];
        for (let i = 0; i < RUNS; i++)
          runs.push(await measure(opened, url + await inLanguage(where, language), `${await aVariant()}x1`));
        const [{ weights }] = runs;
        const longest = median(runs.map(each => each.longest));
        const all = weights.HTML + weights.CSS + weights.JS;
        console.log(`| ${name}, ${language} | ${kilobytes(weights.HTML)} | ${kilobytes(weights.CSS)} | ${kilobytes(weights.JS)} | ${kilobytes(all)} KB | `
          + `${longest ? `${Math.round(longest)} ms` : 'none above 50 ms'} |`);
      }
  } finally {
    await opened.browser.close();
    await programs.cleanUp();
  }
}

const lacking = missing();
if (lacking)
  console.log(lacking);
else
  await bench();
