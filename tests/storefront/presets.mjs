// The looks of the storefront: each on the pages that differ most, by day and by night, on a desk and a phone; light, still,
// and with the sheet of the chosen one alone. What is set on top of them, and the merchant's own style sheet.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { brotliCompressSync } from 'node:zlib';
import { judge, settle, visit } from '../e2e/browser.mjs';
import { ctl, ctlJson, ctlOk, start, vitrinectl } from '../e2e/programs.mjs';
import { note, test } from '../e2e/tap.mjs';
import { browser, copyOfDemo, once, publish, scratch, SCREENSHOTS } from './shop.mjs';

const PRESETS = ['lume', 'mercado', 'atelier', 'jardim', 'noite'];
const COLOURS = ['background', 'surface', 'text', 'muted', 'line', 'primary', 'on-primary', 'accent', 'success', 'danger'];
const SEEN = { home: '/', collection: '/collections/all', product: '/products/modern-cafe-chair' };
const SIZES = [1440, 390];
const SCHEMES = ['light', 'dark'];
const BUDGET_BYTES = 60 * 1024;
const WEIGHED = ['document', 'stylesheet', 'script'];

const shopOf = once(() => copyOfDemo('Presets'));

// As drafts are shown on the merchant's computer: the same pages, without the cards for other sites that each look would have
// to be drawn on. What is set meanwhile shows at the next request.
const served = once(async () => {
  const server = start(vitrinectl, ['serve', await shopOf()]);
  for await (const line of readline.createInterface({ input: server.stdout })) {
    const [url] = line.match(/http:[^ ]+/) ?? [];
    if (url) {
      server.stdout.resume();
      return url.replace(/\/$/, '');
    }
  }
  throw new Error(`nothing is served: ${server.words}`);
});

async function dress(...tokens) {
  const plain = [...COLOURS.map(each => `colour.${each}=`), 'type.heading=', 'type.body=', 'look.radius=', 'look.density=',
    'look.button=', 'look.card=', 'look.css='];
  const shop = await shopOf();
  await ctlOk(['brand', shop, 'set', ...plain, ...tokens]);
  return shop;
}

async function wear(preset, ...tokens) {
  await dress(`look.preset=${preset}`, ...tokens);
  return { url: await served() };
}

// One that is published at once.
async function smallShop() {
  const shop = path.join(scratch, 'Sheet.vitrine');
  const file = path.join(scratch, 'sheet.csv');
  fs.writeFileSync(file, 'Handle,Title,Variant Price\nstool,Stool,10.00\n');
  await ctlOk(['new', shop, '--name', 'Sheet', '--currency', 'EUR', '--language', 'en']);
  await ctlOk(['import', shop, file, '--format', 'shopify']);
  return shop;
}

async function open(url, where, options) {
  const visitor = await visit(await browser(), url, { viewport: { width: SIZES[0], height: 900 }, ...options });
  await visitor.page.goto(url + where, { waitUntil: 'load' });
  return visitor;
}

async function lookAt({ page }, size, name) {
  await page.setViewportSize({ width: size, height: 900 });
  await settle(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), size, `${name} is wider than ${size} px`);
  if (SCREENSHOTS)
    await page.screenshot({ path: path.join(SCREENSHOTS, `preset-${name}-${size}.png`), fullPage: true });
  assert.deepEqual(await judge(await browser(), page), [], `${name} at ${size} px`);
}

const sheetsOf = page => page.evaluate(() => [...document.styleSheets].map(each => new URL(each.href).pathname));

async function weigh(url, where) {
  const { context, page } = await open(url, '/offline', { viewport: { width: 390, height: 844 } });
  const parts = [];
  page.on('response', answer => WEIGHED.includes(answer.request().resourceType()) && answer.request().method() === 'GET'
    && parts.push(answer.body().then(body => brotliCompressSync(body).length, () => 0)));
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(each => each.hadRecentInput
      || window.shifts.push(`${each.value} ${each.sources.map(({ node }) => node?.className ?? node?.nodeName).join(' ')}`)))
      .observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(url + where, { waitUntil: 'networkidle' });
  assert.deepEqual(await page.evaluate(() => window.shifts), [], where);
  const sheets = await sheetsOf(page);
  const weight = (await Promise.all(parts)).reduce((sum, each) => sum + each, 0);
  await context.close();
  return { weight, sheets };
}

for (const preset of PRESETS) {
  test(`${preset}: WCAG 2.2 AA, light and dark, on a desk and a phone`, async () => {
    const { url } = await wear(preset);
    await Promise.all(SCHEMES.map(async colorScheme => {
      const visitor = await open(url, SEEN.home, { colorScheme });
      for (const [name, where] of Object.entries(SEEN)) {
        await visitor.page.goto(url + where, { waitUntil: 'load' });
        assert.equal(await visitor.page.getAttribute('html', 'data-look'), preset);
        for (const size of SIZES)
          await lookAt(visitor, size, `${preset}-${name}-${colorScheme}`);
      }
      assert.deepEqual(visitor.found, []);
      await visitor.context.close();
    }));
  }, 240_000);

  test(`${preset}: nothing moves, its text is light, and no other preset is fetched`, async () => {
    const { url } = await wear(preset);
    for (const where of [SEEN.home, SEEN.collection, SEEN.product]) {
      const { weight, sheets } = await weigh(url, where);
      note(`${preset} ${where}: ${(weight / 1024).toFixed(1)} KB`);
      assert.ok(weight <= BUDGET_BYTES, `${where}: ${weight} bytes`);
      assert.deepEqual(sheets.filter(each => each.includes('preset-')).map(each => path.basename(each)),
        preset === 'lume' ? [] : [`preset-${preset}.css`]);
    }
  }, 120_000);
}

test('the bag that slides in, and what comes while searching, in every look', async () => {
  for (const preset of PRESETS) {
    const { url } = await wear(preset);
    const { context, page } = await open(url, '/products/orchid', { viewport: { width: 1280, height: 900 } });
    await page.click('[data-buy-button]');
    await page.waitForSelector('#bag[open] .line');
    await lookAt({ page }, 1280, `${preset}-drawer`);
    await page.keyboard.press('Escape');
    await page.fill('#find', 'chair');
    await page.waitForSelector('.instant-product');
    await lookAt({ page }, 1280, `${preset}-instant`);
    await context.close();
  }
}, 240_000);

test('corners, density, buttons and cards are set on top of a look', async () => {
  const settings = [['lume', 'outline', 'framed', 'compact', 18], ['mercado', 'pill', 'filled', 'airy', 40],
    ['jardim', 'link', 'cells', 'regular', 0], ['noite', 'solid', 'plain', 'compact', 6]];
  for (const [preset, button, card, density, radius] of settings) {
    const { url } = await wear(preset, `look.button=${button}`, `look.card=${card}`, `look.density=${density}`, `look.radius=${radius}`);
    const visitor = await open(url, SEEN.home);
    assert.equal(await visitor.page.getAttribute('html', 'data-button'), button);
    assert.equal(await visitor.page.getAttribute('html', 'data-card'), card);
    assert.equal(await visitor.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--radius').trim()), `${radius}px`);
    for (const size of SIZES)
      await lookAt(visitor, size, `${preset}-${button}-${card}`);
    await visitor.context.close();
  }
}, 240_000);

test('the merchant\'s own style sheet comes last; one that is not whole, or leads elsewhere, never comes', async () => {
  const css = '.card-title { letter-spacing: 3px; }';
  const shop = await smallShop();
  await ctlOk(['brand', shop, 'set', 'look.preset=jardim', `look.css=${css}`]);
  const { url } = await publish(shop, 'sheet');
  const visitor = await open(url, SEEN.collection);
  const sheets = await sheetsOf(visitor.page);
  const answer = await fetch(url + sheets.at(-1));
  assert.match(sheets.at(-1), /^\/assets\/custom\.[0-9a-f]{8}\.css$/);
  assert.equal(await answer.text(), css);
  assert.match(answer.headers.get('content-type'), /^text\/css/);
  assert.match(answer.headers.get('cache-control'), /immutable/);
  assert.equal(await visitor.page.evaluate(() => getComputedStyle(document.querySelector('.card-title')).letterSpacing), '3px');
  assert.equal((await fetch(`${url}/assets/custom.00000000.css`)).status, 404);
  await visitor.context.close();

  for (const [bad, words] of [['a { color: red', 'Line 1, column 3'], ['a { }\n@import "/x.css";', 'Line 2, column 1'],
    ['a { background: url(https://example.com/x) }', 'Line 1, column 21'], ['</style><script>1</script>', 'Line 1, column 1']]) {
    const refused = await ctl(['brand', shop, 'set', `look.css=${bad}`]);
    assert.equal(refused.status, 1, bad);
    assert.ok(refused.words.includes(words), refused.words);
  }
  assert.equal((await ctlJson(['brand', shop, 'show']))['look.css'], css);
}, 240_000);
