// Text that wishes shoppers ill, in every field of the shop: none of it runs, and none of it leaves its element.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { visit } from '../e2e/browser.mjs';
import { ctlJson, ctlOk } from '../e2e/programs.mjs';
import { note, test } from '../e2e/tap.mjs';
import { browser, copyOfDemo, publish } from './shop.mjs';
import { listSitemap } from './crawl.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const HTML = `<p>Plain</p><script>hit("html")</script><img src="x" onerror="hit('html')"><b class="leak" onclick="hit('html')">b</b>`
  + '<a href="javascript:hit(\'html\')">go</a><svg><script>hit("svg")</script></svg><style>.x{}</style><iframe src="https://example.com">';

test('hostile text in every field: nothing of it runs, nothing leaves its element', async () => {
  const shop = await copyOfDemo('Hostile');
  await ctlOk(['set', shop, 'shop', 'languages=th']);
  const handles = (await ctlJson(['list', shop, 'products'])).map(each => each.handle);
  for (const handle of handles.slice(0, 3))
    await ctlOk(['set', shop, `product:${handle}`, `description=${HTML}`]);
  const fields = execFileSync(path.join(here, 'hostile-shop'), [shop], { encoding: 'utf8' }).trim().split('\n');
  assert.ok(fields.length > 30, `only ${fields.length} fields`);

  const { url } = await publish(shop, 'hostile');
  const { context, page, found } = await visit(await browser(), url);
  const shown = new Set();
  const pages = [...await listSitemap(url), '/cart', '/checkout', '/search?q=%3Cb%20class=leak%3E%22\'', '/nothing-%3Cb%20class=leak%3E', '/th/cart'];
  await context.addInitScript(() => {
    window.hits = [];
    window.hit = from => window.hits.push(from);
  });
  page.on('dialog', dialog => { found.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  for (const where of pages) {
    await page.goto(url + where, { waitUntil: 'load' });
    const seen = await page.evaluate(() => ({
      hits: window.hits,
      leaks: [...document.querySelectorAll('.leak')].map(each => each.outerHTML),
      handlers: [...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames()).filter(name => /^on/.test(name)),
      scripts: [...document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i], [action^="javascript:" i]')].length,
      data: [...document.querySelectorAll('script[type$="json"]')].map(each => each.textContent),
      text: document.documentElement.outerHTML,
    }));
    assert.deepEqual(seen.hits, [], where);
    assert.deepEqual(seen.leaks, [], where);
    assert.deepEqual(seen.handlers, [], where);
    assert.equal(seen.scripts, 0, where);
    for (const data of seen.data)
      JSON.parse(data);
    for (const [, field] of seen.text.matchAll(/«([a-z_.-]+)»/g))
      shown.add(field);
  }
  await context.close();
  note(`not on any page: ${fields.filter(each => !shown.has(each)).join(' ')}`);
  assert.ok(shown.size > 20, `only ${shown.size} fields are on the pages`);
  // A page that is not there is a failed load to the console.
  assert.deepEqual(found.filter(each => !/404/.test(each)), []);
}, 300_000);
