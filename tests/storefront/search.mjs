// The search box while somebody types: by keys alone, for who listens, without a network, without the engine, by voice, by a
// picture, and without scripts.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { judge, visit } from '../e2e/browser.mjs';
import { test } from '../e2e/tap.mjs';
import { browser, demoHost, LANGUAGES } from './shop.mjs';

const BOX = '#find';
const OPTION = '.instant:not([hidden]) [role="option"]';
// Where nothing could build the engine there is nothing that answers without the host.
const hasEngine = process.env.SEARCH_WASM ? (await readFile(process.env.SEARCH_WASM)).length > 0 : true;

async function open(path = '/', options = {}) {
  const { url } = await demoHost();
  const visitor = await visit(await browser(), url, options);
  await visitor.page.goto(url + path, { waitUntil: 'load' });
  await visitor.page.waitForFunction(() => document.documentElement.classList.contains('js'));
  return visitor;
}

// Types once everything that answers is there, so that the first answer is the one that stays.
async function type(page, text, box = BOX) {
  await page.focus(box);
  await page.waitForSelector(`${box}[role="combobox"]`);
  await page.keyboard.type(text);
  await page.waitForSelector(OPTION);
}

const titles = page => page.locator(`${OPTION} .instant-title`).allTextContents();
const activeText = page => page.evaluate(box => {
  const id = document.querySelector(box).getAttribute('aria-activedescendant');
  return id ? document.getElementById(id)?.textContent : null;
}, BOX);

test('search: nothing of it is loaded before a search box is used', async () => {
  const { page, context } = await open();
  const names = () => page.evaluate(() => performance.getEntriesByType('resource').map(each => new URL(each.name).pathname)
    .filter(name => /search|vix|combobox/.test(name)));
  assert.deepEqual(await names(), []);
  await type(page, 'chair');
  assert.ok((await names()).some(name => name.endsWith('/search.js')));
  await context.close();
});

test('search: results while typing, by keys alone', async () => {
  const { page, context, found, url } = await open();
  await type(page, 'chai');
  assert.ok((await titles(page)).includes('Balloon Chair'));
  assert.equal(await page.getAttribute(BOX, 'aria-expanded'), 'true');
  assert.equal(await activeText(page), null);
  assert.deepEqual(await judge(await browser(), page), []);

  const n = await page.locator(OPTION).count();
  await page.keyboard.press('ArrowDown');
  const first = await activeText(page);
  assert.ok(first);
  assert.equal(await page.locator(`${OPTION}[aria-selected="true"]`).count(), 1);
  await page.keyboard.press('ArrowUp');
  assert.equal(await activeText(page), null, 'above the first is the box itself');
  await page.keyboard.press('ArrowUp');
  assert.equal(await activeText(page), await page.locator(OPTION).nth(n - 1).textContent());
  assert.equal(await page.evaluate(() => document.activeElement.id), 'find', 'the focus has left the box');

  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.instant').isVisible(), false);
  assert.equal(await page.getAttribute(BOX, 'aria-expanded'), 'false');
  assert.equal(await page.inputValue(BOX), 'chai', 'closing the list took what was typed');

  await page.keyboard.press('ArrowDown');
  await page.waitForSelector(OPTION);
  const products = await page.locator(`${OPTION}.instant-product`).first().getAttribute('id');
  while (await page.getAttribute(BOX, 'aria-activedescendant') !== products)
    await page.keyboard.press('ArrowDown');
  const there = await page.locator(`#${products}`).getAttribute('href');
  await Promise.all([page.waitForURL(url + there), page.keyboard.press('Enter')]);
  assert.deepEqual(found, []);
  await context.close();
});

test('search: Enter without a choice sends the form; a press outside closes the list', async () => {
  const { page, context } = await open();
  await type(page, 'sofa');
  await page.mouse.click(640, 880);
  assert.equal(await page.locator('.instant').isVisible(), false);
  await page.focus(BOX);
  await Promise.all([page.waitForURL(/\/search\?q=sofa$/), page.keyboard.press('Enter')]);
  await context.close();
});

test('search: parts of titles that were found are marked, and slips are told', async () => {
  const { page, context } = await open();
  await type(page, 'chair');
  assert.equal(await page.locator(`${OPTION} mark`).first().textContent(), 'Chair');
  await page.fill(BOX, 'cahir');
  await page.waitForFunction(() => /chair/.test(document.querySelector('.instant-note:not([hidden])')?.textContent ?? ''));
  assert.ok((await titles(page)).includes('Balloon Chair'));
  await page.fill(BOX, 'zzqqxxww');
  await page.waitForFunction(() => /zzqqxxww/.test(document.querySelector('.instant-note')?.textContent ?? ''));
  assert.equal(await page.locator(OPTION).count(), 0);
  await context.close();
});

test('search: what the merchant decided about a query holds in the browser', async () => {
  const { page, context, url } = await open();
  await type(page, 'seats');
  await page.waitForFunction(() => document.querySelector('.instant .instant-title')?.textContent === 'Orchid');
  await page.fill(BOX, 'house rules');
  await page.waitForFunction(() => document.querySelector('.instant-all').getAttribute('href') === '/pages/about');
  await Promise.all([page.waitForURL(`${url}/pages/about`), page.keyboard.press('Enter')]);
  await context.close();
});

test('search: nothing moves, and it fits on a phone, in every language', async () => {
  for (const language of LANGUAGES) {
    const root = language === 'en' ? '' : `/${language.toLowerCase()}`;
    const { page, context, found } = await open(`${root}/search`, { viewport: { width: 360, height: 740 }, hasTouch: true });
    await page.evaluate(() => {
      window.moved = 0;
      new PerformanceObserver(list => {
        for (const each of list.getEntries())
          if (each.sources.some(({ node }) => !node?.parentElement?.closest('.instant')))
            window.moved += each.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const word = { en: 'chair', 'pt-BR': 'cadeira', es: 'silla', th: 'เก้าอี้' }[language];
    await type(page, word, '#q');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${language}: ${wide} wide`);
    assert.equal(await page.evaluate(() => window.moved), 0, `${language}: the page moved`);
    assert.deepEqual(await judge(await browser(), page), []);
    assert.ok((await titles(page)).length > 0, `${language}: nothing for ${word}`);
    assert.deepEqual(found, []);
    await context.close();
  }
});

test('search: answers without a network once the index is there', async () => {
  if (!hasEngine)
    return;
  const { page, context } = await open();
  await type(page, 'chair');
  await page.waitForFunction(() => performance.getEntriesByType('resource').filter(each => /\.vix$/.test(each.name) && each.responseEnd).length >= 2);
  await page.waitForFunction(() => document.querySelector('.instant mark'));
  await context.setOffline(true);
  await page.fill(BOX, 'cactus');
  await page.waitForFunction(() => [...document.querySelectorAll('.instant .instant-title')].some(each => /Cactus/.test(each.textContent)));
  await context.close();
});

test('search: the host answers where the engine cannot be loaded', async () => {
  const { page, context } = await open();
  await context.route(/\.wasm$/, route => route.abort());
  const asked = page.waitForResponse(answer => answer.url().includes('/search/instant?'));
  await page.focus(BOX);
  await page.waitForSelector(`${BOX}[role="combobox"]`);
  await page.keyboard.type('orchid');
  assert.equal((await asked).status(), 200);
  await page.waitForFunction(() => [...document.querySelectorAll('.instant .instant-title')].some(each => each.textContent === 'Orchid'));
  await context.close();
});

// A recogniser that hears what the test says.
const recogniser = alternatives => {
  window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
    start() {
      window.heardWith = { lang: this.lang, maxAlternatives: this.maxAlternatives };
      setTimeout(() => {
        const results = [alternatives.map(transcript => ({ transcript, confidence: 0.5 }))];
        this.dispatchEvent(Object.assign(new Event('result'), { results }));
        this.dispatchEvent(new Event('end'));
      }, 50);
    }
  };
};

test('search: of what was heard, what the shop has wins', async () => {
  if (!hasEngine)
    return;
  const { url } = await demoHost();
  const { page, context } = await visit(await browser(), url);
  await context.addInitScript(recogniser, ['lather so far', 'feather sofa', 'leather sofa', 'weather so far']);
  await page.goto(url, { waitUntil: 'load' });
  await page.focus(BOX);
  await page.click('button[aria-label="Search by voice"]');
  await page.waitForFunction(() => document.querySelector('#find').value !== '');
  assert.equal(await page.inputValue(BOX), 'leather sofa');
  await page.waitForSelector(OPTION);
  assert.equal((await titles(page))[0], 'Leather Sofa');
  assert.deepEqual(await page.evaluate(() => window.heardWith), { lang: 'en', maxAlternatives: 5 });
  await context.close();
});

test('search: the microphone, pressed again, stops listening', async () => {
  const { url } = await demoHost();
  const { page, context } = await visit(await browser(), url);
  await context.addInitScript(() => {
    window.begun = 0;
    window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
      start() { window.begun++; }
      stop() { setTimeout(() => this.dispatchEvent(new Event('end'))); }
    };
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.focus(BOX);
  const button = page.locator('button[aria-label="Search by voice"]');
  await button.click();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  await page.waitForSelector('button[aria-label="Search by voice"][aria-pressed="false"]');
  assert.equal(await page.evaluate(() => window.begun), 1);
  await button.click();
  assert.equal(await page.evaluate(() => window.begun), 2);
  await context.close();
});

test('search: an answer that comes late does not take away what was chosen', async () => {
  const { page, context } = await open();
  let answer = null;
  await page.route('**/search/index.json', async route => {
    const response = await route.fetch();
    const { wasm, ...manifest } = await response.json();
    await route.fulfill({ response, json: manifest });
  });
  await page.route('**/search/instant?*', async route => {
    if (answer)
      await answer;
    await route.continue();
  });
  await type(page, 'chair');
  await page.keyboard.press('ArrowDown');
  const chosen = await activeText(page);
  assert.ok(chosen);
  let release;
  answer = new Promise(resolve => { release = resolve; });
  await page.keyboard.type('s');
  assert.equal(await activeText(page), null, 'what was chosen among other results is still chosen');
  await page.keyboard.press('ArrowDown');
  const again = await activeText(page);
  const come = page.waitForResponse(response => response.url().includes('/search/instant?'));
  release();
  await (await come).finished();
  await page.waitForTimeout(100);
  assert.equal(await activeText(page), again);
  await context.close();
});

test('search: no microphone where the browser has no recogniser', async () => {
  const { url } = await demoHost();
  const { page, context } = await visit(await browser(), url);
  await context.addInitScript(() => { delete window.SpeechRecognition; delete window.webkitSpeechRecognition; });
  await page.goto(url, { waitUntil: 'load' });
  await type(page, 'chair');
  assert.equal(await page.locator('button[aria-label="Search by voice"]').count(), 0);
  await context.close();
});

test('search: a picture finds what looks like it, and stays on the device', async () => {
  if (!hasEngine)
    return;
  const { page, context, found, url } = await open();
  await type(page, 'cactus');
  const key = /media\/([0-9a-f]+)-/.exec(await page.locator(`${OPTION} img`).first().getAttribute('src'))[1];
  const title = (await titles(page))[0];
  const sent = [];
  page.on('request', request => request.method() !== 'GET' && sent.push(request.url()));
  await page.evaluate(async address => {
    const picture = await (await fetch(address)).blob();
    const data = new DataTransfer();
    data.items.add(new File([picture], 'mine.jpg', { type: 'image/jpeg' }));
    const form = document.querySelector('form.find');
    form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, `${url}/media/${key}-640.jpg`);
  await page.waitForFunction(() => /stays on this device/.test(document.querySelector('.instant-note')?.textContent ?? ''));
  assert.equal((await titles(page))[0], title);
  assert.deepEqual(sent.filter(address => !address.endsWith('/api/v1/events')), []);
  assert.deepEqual(await judge(await browser(), page), []);
  assert.deepEqual(found, []);
  await context.close();
});

test('search: what was chosen is told to the shop with the words', async () => {
  const { url } = await demoHost();
  const { page, context } = await visit(await browser(), url);
  await context.addInitScript(() => {
    window.told = [];
    navigator.sendBeacon = (address, body) => {
      body.text().then(text => window.told.push(...JSON.parse(text).events));
      return true;
    };
    // The page stays, so that what it tells can be read.
    document.addEventListener('click', event => event.preventDefault());
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(each => /\/consent\.js$/.test(each.name) && each.responseEnd));
  await type(page, 'orchid');
  await page.locator(`${OPTION}.instant-product`).first().click();
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  await page.waitForFunction(() => window.told.some(each => each.kind === 'click'));
  const told = await page.evaluate(() => window.told);
  assert.equal(told.find(each => each.kind === 'search')?.query, 'orchid');
  assert.equal(told.find(each => each.kind === 'click').query, 'orchid');
  assert.ok(told.find(each => each.kind === 'click').product > 0);
  await context.close();
});

test('search: the page of results works without scripts', async () => {
  const { page, context } = await (async () => {
    const { url } = await demoHost();
    const visitor = await visit(await browser(), url, { javaScriptEnabled: false });
    await visitor.page.goto(url, { waitUntil: 'load' });
    return visitor;
  })();
  await page.fill(BOX, 'chairs');
  await Promise.all([page.waitForURL(/\/search\?q=chairs$/), page.keyboard.press('Enter')]);
  assert.match(await page.textContent('main'), /Balloon Chair/);
  assert.equal(await page.locator('[role="combobox"]').count(), 0);
  await context.close();
});
