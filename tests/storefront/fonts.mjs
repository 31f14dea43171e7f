// The brand's typefaces as they arrive: from the shop alone, few of them, and late without anything moving.

import assert from 'node:assert/strict';
import path from 'node:path';
import { visit } from '../e2e/browser.mjs';
import { createToken, ctlOk, scratch, startHost } from '../e2e/programs.mjs';
import { note, test } from '../e2e/tap.mjs';
import { browser, demoHost, demoShop, inLanguage } from './shop.mjs';

const LATE_MS = 1500;
// Headings and text.
const IN_FIRST_VIEW = 2;
const PAGES = ['/', '/products/modern-cafe-chair', '/collections/all'];

const families = page => page.evaluate(() => document.fonts.ready.then(() => [...document.fonts]
  .filter(each => each.status === 'loaded' && !/ \d"?$/.test(each.family)).map(each => each.family.replaceAll('"', ''))));

async function open(where, options = {}) {
  const { url } = await demoHost();
  const visitor = await visit(await browser(), url, { viewport: { width: 390, height: 844 }, ...options });
  const fonts = [];
  visitor.page.on('response', answer => answer.request().resourceType() === 'font' && fonts.push(answer));
  visitor.fonts = fonts;
  visitor.where = url + where;
  return visitor;
}

test('typefaces come from the shop: two files in the first view, kept for ever', async () => {
  for (const where of PAGES) {
    const { context, page, fonts, found, where: address } = await open(where);
    await page.goto(address, { waitUntil: 'networkidle' });
    const names = await families(page);
    assert.ok(names.includes('EB Garamond') && names.includes('Inter'), `${where}: ${names}`);
    assert.ok(fonts.length <= IN_FIRST_VIEW, `${where} loads ${fonts.map(each => each.url())}`);
    let bytes = 0;
    for (const font of fonts) {
      assert.equal(font.status(), 200);
      assert.equal(font.headers()['content-type'], 'font/woff2');
      assert.match(font.headers()['cache-control'], /immutable/);
      bytes += (await font.body()).length;
    }
    note(`${where}: ${fonts.length} files, ${(bytes / 1024).toFixed(1)} KB`);
    assert.deepEqual(found, []);
    await context.close();
  }
});

test('Thai has files of its own, which only Thai pages load', async () => {
  const { context, page, found, where } = await open(await inLanguage('/', 'th'), { locale: 'th' });
  await page.goto(where, { waitUntil: 'networkidle' });
  const names = await families(page);
  assert.ok(names.includes('Noto Sans Thai (web)') && names.includes('Noto Serif Thai (web)'), `${names}`);
  assert.deepEqual(found, []);
  await context.close();
});

test('nothing moves when a typeface comes late', async () => {
  const thai = await Promise.all(PAGES.map(where => inLanguage(where, 'th')));
  for (const where of [...PAGES, ...thai]) {
    const { context, page, where: address } = await open(where);
    await page.route('**/assets/fonts/*', async route => {
      await new Promise(done => setTimeout(done, LATE_MS));
      await route.continue();
    });
    await page.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver(list => {
        for (const each of list.getEntries())
          if (!each.hadRecentInput)
            window.shifts.push(`${each.value} ${each.sources.map(({ node }) => node?.className ?? node?.nodeName).join(' ')}`);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    // Words are there before their typeface.
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    assert.ok(await page.evaluate(() => document.fonts.status) === 'loading', where);
    await page.waitForLoadState('networkidle');
    assert.ok((await families(page)).includes('Inter'));
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.deepEqual(await page.evaluate(() => window.shifts), [], where);
    await context.close();
  }
}, 120_000);

test('a host without any typeface writes the same pages', async () => {
  const { url } = await demoHost();
  const shop = await demoShop();
  const data = path.join(scratch, 'bare-host');
  const before = process.env.FONTCONFIG_FILE;
  process.env.FONTCONFIG_FILE = '/dev/null';
  let host;
  try {
    host = await startHost(data, ['--no-tls']);
  } finally {
    if (before === undefined)
      delete process.env.FONTCONFIG_FILE;
    else
      process.env.FONTCONFIG_FILE = before;
  }
  await ctlOk(['host', 'add', shop, 'bare', '--kind', 'vitrine', '--url', host.url], { env: { VITRINE_TOKEN: await createToken(data) } });
  await ctlOk(['publish', shop, '--to', 'bare'], { env: { VITRINE_TOKEN: await createToken(data) } });
  // One that is a file of the release, one that the host renders.
  for (const where of ['/', '/search?q=chair']) {
    const [theirs, ours] = await Promise.all([host.url, url].map(async each => (await (await fetch(each + where)).text())));
    const styles = text => [...text.matchAll(/\/assets\/(?:brand\.|fonts\/)[^"]*/g)].map(([each]) => each);
    assert.ok(styles(ours).length > 1);
    assert.deepEqual(styles(theirs), styles(ours));
    for (const each of styles(ours))
      assert.equal((await fetch(host.url + each)).status, 200, each);
  }
});
