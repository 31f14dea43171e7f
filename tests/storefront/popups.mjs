// Popups: what brings each up, whom, how often, what they promise and how they behave, in Chromium.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { judge as axe, visit } from '../e2e/browser.mjs';
import { createToken, ctlJson, ctlOk } from '../e2e/programs.mjs';
import { test } from '../e2e/tap.mjs';
import { browser, copyOfDemo, dataDir, LANGUAGES, publish, scratch, SCREENSHOTS } from './shop.mjs';

const TABLE = path.join(import.meta.dirname, '..', 'data', 'popup-cases.json');
const PHONE = { viewport: { width: 390, height: 844 }, screen: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// Every case has the shop that it needs, published to one host: `set` is given for each popup of it, instead of the demo's.
let shops = 0;
let shared = null;
const start = () => (shared ??= (async () => {
  const shop = await copyOfDemo('Popups');
  const host = await publish(shop, 'popups');
  return { shop, url: host.url, token: await createToken(path.join(scratch, 'popups')) };
})());

async function withPopups(...popups) {
  const { shop, url } = await start();
  const old = await ctlJson(['list', shop, 'popups']);
  if (old.length)
    await ctlOk(['set', shop, ...old.flatMap(each => [`popup:${each.name}`, 'deleted=yes'])]);
  shops += 1;
  for (const [index, settings] of popups.entries()) {
    const name = settings.name ?? `P${index}`;
    const { variants = [], goal, ...rest } = { headline: `Popup ${index}`, ...settings, name };
    await ctlOk(['set', shop, 'popup:NEW', ...(goal ? [`goal=${goal}`] : []), ...Object.entries(rest).map(([key, value]) => `${key}=${value}`)]);
    for (const variant of variants)
      await ctlOk(['set', shop, 'popup-variant:NEW', `popup=${name}`, ...Object.entries(variant).map(([key, value]) => `${key}=${value}`)]);
    await ctlOk(['set', shop, `popup:${name}`, 'status=active']);
  }
  await ctlOk(['publish', shop, '--to', 'popups'], { env: { VITRINE_TOKEN: await token() } });
  return { url, shop };
}

const token = async () => (await start()).token;

// The module of popups, started: the page asked for it first.
async function ready(page) {
  await page.evaluate(() => import(document.getElementById('words').dataset.modulePopup).then(() => null));
}

async function shopper(url, where = '/', options = {}, prepare = () => {}) {
  const visitor = await visit(await browser(), url, options);
  await visitor.page.clock.install();
  await prepare(visitor);
  await visitor.page.goto(url + where, { waitUntil: 'load', ...(options.referer ? { referer: options.referer } : {}) });
  await ready(visitor.page);
  return visitor;
}

const opened = '.popup[open]';
const isOpen = page => page.locator(opened).count().then(count => count > 0);
const comes = page => page.waitForSelector(opened, { state: 'attached', timeout: 5_000 });

async function staysAway(page, ms = 3_000) {
  await page.clock.runFor(ms);
  assert.equal(await isOpen(page), false);
}

async function leave(page) {
  for (const y of [400, 200, 60, 4, -10])
    await page.mouse.move(640, y);
}

async function once(settings, where, act, options) {
  const { url } = await withPopups(settings);
  const visitor = await shopper(url, where, options);
  await act(visitor.page, visitor);
  assert.deepEqual(visitor.found, []);
  await visitor.context.close();
}

test('popup.js decides as the table says', async () => {
  const { decide, judge, pick } = await import(path.join(dataDir, 'theme', 'js', 'popup.js'));
  const table = JSON.parse(fs.readFileSync(TABLE));
  assert.ok(table.judge.length > 100);
  for (const [name, rule, facts, verdict] of table.judge)
    assert.equal(judge({ ...table.rule, ...rule }, { ...table.facts, ...facts }), verdict, name);
  for (const [name, rules, facts, id] of table.decide)
    assert.equal(decide(rules.map(each => ({ ...table.rule, ...each })), { ...table.facts, ...facts })?.id ?? 0, id, name);
  for (const [weights, seed, index] of table.pick)
    assert.equal(pick(weights, seed), index, `${weights} ${seed}`);
});

test('popup trigger: leaving through the top, not before its time, not by staying', async () => {
  await once({ trigger: 'exit:10' }, '/', async page => {
    await leave(page);
    await staysAway(page);
    await page.clock.fastForward(11_000);
    await page.mouse.move(640, 300);
    await staysAway(page);
    await leave(page);
    await comes(page);
  });
}, 120_000);

test('popup trigger: time, pages, depth and inactivity', async () => {
  await once({ trigger: 'time:20' }, '/', async page => {
    await staysAway(page, 15_000);
    await page.clock.runFor(6_000);
    await comes(page);
  });
  await once({ trigger: 'pages:2' }, '/', async (page, { url }) => {
    await staysAway(page);
    await page.goto(`${url}/collections/plants`, { waitUntil: 'load' });
    await ready(page);
    await page.clock.runFor(1_500);
    await comes(page);
  });
  await once({ trigger: 'scroll:80' }, '/', async page => {
    await staysAway(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await comes(page);
  });
  await once({ trigger: 'idle:30' }, '/', async page => {
    await page.clock.runFor(25_000);
    await page.mouse.move(300, 300);
    await staysAway(page, 10_000);
    await page.clock.runFor(25_000);
    await comes(page);
  });
}, 180_000);

test('popup trigger: a click on a link that names it, however often', async () => {
  await once({ trigger: 'click:size-guide' }, '/', async page => {
    await staysAway(page);
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() => {
        const link = Object.assign(document.createElement('a'), { href: '#size-guide', textContent: 'Sizes' });
        document.getElementById('main').prepend(link);
        link.click();
      });
      await comes(page);
      await page.keyboard.press('Escape');
      assert.equal(await isOpen(page), false);
    }
  });
}, 120_000);

test('popup trigger: what the bag is worth and holds', async () => {
  const { shop } = await start();
  const [plants] = (await ctlJson(['list', shop, 'collections'])).filter(each => each.handle === 'plants');
  await once({ trigger: 'cart:2000', ...(plants.id ? { audience: JSON.stringify({ cart_collections: [plants.id] }) } : {}) }, '/products/orchid', async (page, { url }) => {
    await staysAway(page);
    await page.click('[data-buy-button]');
    await page.waitForSelector('#bag[open]');
    await page.clock.runFor(2_000);
    assert.equal(await isOpen(page), false, 'never over the bag');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('#bag[open]'));
    for (let i = 0; i < 20 && !(await isOpen(page)); i++)
      await page.clock.runFor(1_000);
    await comes(page);
    assert.ok(url);
  });
}, 120_000);

test('popup triggers of phones: a quick scroll up, back, idle, coming back to the tab', async () => {
  await once({ trigger: 'exit:10', phone: 'scroll-up' }, '/', async page => {
    await page.clock.fastForward(16_000);
    await page.evaluate(() => scrollTo(0, 3000));
    await page.clock.runFor(500);
    await page.evaluate(() => scrollTo(0, 1000));
    await comes(page);
  }, PHONE);
  await once({ trigger: 'exit:10', phone: 'back' }, '/', async page => {
    await page.clock.fastForward(16_000);
    await page.touchscreen.tap(200, 5);
    await page.evaluate(() => history.back());
    await comes(page);
  }, PHONE);
  await once({ trigger: 'exit:10', phone: 'idle' }, '/', async page => {
    await staysAway(page, 20_000);
    await page.clock.runFor(12_000);
    await comes(page);
  }, PHONE);
  await once({ trigger: 'exit:10', phone: 'return' }, '/', async page => {
    await page.clock.fastForward(16_000);
    for (const state of ['hidden', 'visible']) {
      await page.evaluate(value => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
      await page.clock.fastForward(6_000);
    }
    await comes(page);
  }, PHONE);
}, 180_000);

test('popups: one in a visit, one in a day, quiet after a no, none after a yes', async () => {
  const { url } = await withPopups({ trigger: 'time:1', accept: 'Yes', 'quiet-days': 7 }, { trigger: 'time:1', accept: 'Yes', 'quiet-days': 7 });
  const { context, page } = await shopper(url, '/');
  const fresh = async () => {
    await page.evaluate(() => sessionStorage.clear());
    await page.reload({ waitUntil: 'load' });
    await ready(page);
    await page.clock.runFor(3_000);
  };
  await page.clock.runFor(3_000);
  await comes(page);
  assert.equal(await page.textContent(`${opened} h2`), 'Popup 0');
  await page.click(`${opened} .actions [data-close]`);
  await staysAway(page, 10_000);
  await page.reload({ waitUntil: 'load' });
  await ready(page);
  await staysAway(page, 5_000);
  await fresh();
  assert.equal(await isOpen(page), false, 'not twice in a day');
  await page.clock.fastForward(25 * 3600_000);
  await fresh();
  assert.equal(await page.textContent(`${opened} h2`), 'Popup 1', 'the first is quiet');
  await page.click(`${opened} [data-accept]`);
  await page.clock.fastForward(8 * 24 * 3600_000);
  await fresh();
  assert.equal(await page.textContent(`${opened} h2`), 'Popup 0', 'its quiet days are over');
  await page.keyboard.press('Escape');
  await page.clock.fastForward(2 * 24 * 3600_000);
  await fresh();
  assert.equal(await isOpen(page), false, 'one got its yes, the other is quiet');
  await context.close();
}, 120_000);

test('popups: a clock that is set back or forward brings none twice', async () => {
  const { url } = await withPopups({ trigger: 'time:1', 'quiet-days': 7 });
  const { context, page } = await shopper(url, '/');
  await page.clock.runFor(3_000);
  await comes(page);
  await page.keyboard.press('Escape');
  for (const years of [-5, 5, -20]) {
    await page.evaluate(() => sessionStorage.clear());
    await page.clock.setSystemTime(Date.now() + years * 365 * 24 * 3600_000);
    await page.reload({ waitUntil: 'load' });
    await ready(page);
    await page.clock.runFor(3_000);
    assert.equal(await isOpen(page), years > 0, `${years} years`);
    if (years > 0)
      await page.keyboard.press('Escape');
  }
  await context.close();
}, 120_000);

test('popups: new and returning visitors, devices, sources, languages and pages', async () => {
  const audience = who => ({ trigger: 'time:1', audience: JSON.stringify(who) });
  const seen = async (settings, where, options, again = false) => {
    const { url } = await withPopups(settings);
    const visitor = await shopper(url, where, options);
    if (again) {
      await visitor.page.evaluate(() => sessionStorage.clear());
      await visitor.page.reload({ waitUntil: 'load' });
      await ready(visitor.page);
    }
    await visitor.page.clock.runFor(2_500);
    await visitor.page.waitForTimeout(200);
    const shown = await isOpen(visitor.page);
    await visitor.context.close();
    return shown;
  };
  assert.equal(await seen(audience({ visitors: 'returning' }), '/', {}, true), true);
  assert.equal(await seen(audience({ visitors: 'new', devices: ['phone'] }), '/', PHONE), true);
  assert.equal(await seen(audience({ devices: ['phone'] }), '/', {}), false);
  assert.equal(await seen(audience({ sources: ['instagram'] }), '/?utm_source=Instagram', {}), true);
  assert.equal(await seen(audience({ sources: ['instagram'] }), '/', {}), false);
}, 240_000);

test('popups: where a page cannot have one, it carries none', async () => {
  const { url } = await withPopups({ trigger: 'time:1', audience: '{"languages":["th"],"pages":["product"]}' });
  const carries = async where => (await (await fetch(url + where)).text()).includes('<dialog class="popup');
  assert.equal(await carries('/products/orchid'), false);
  assert.equal(await carries('/th'), false);
  assert.equal(await carries('/cart'), false);
  await withPopups({ trigger: 'time:1' });
  assert.equal(await carries('/products/orchid'), true);
  assert.equal(await carries('/search?q=chair'), true);
  assert.equal(await carries('/cart'), false);
  assert.equal(await carries('/checkout'), false);
  assert.equal(await carries('/pages/about'), false);
}, 120_000);

test('popups: a hundred that match are at most six in a page, and one comes', async () => {
  const { url } = await withPopups(...Array.from({ length: 12 }, (_, index) => ({ trigger: 'time:1', position: 12 - index })));
  const { context, page } = await shopper(url, '/');
  assert.equal(await page.locator('dialog.popup').count(), 6);
  await page.clock.runFor(5_000);
  await comes(page);
  assert.equal(await page.locator(opened).count(), 1);
  assert.equal(await page.textContent(`${opened} h2`), 'Popup 11', 'the first in the merchant\'s order');
  await context.close();
}, 180_000);

test('popups: scripts in any text stay text', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'}}{{/items}}</dialog><script>alert(1)</script>';
  await once({ trigger: 'time:1', headline: evil.slice(0, 110), body: evil, accept: '<b>"x"</b>', decline: '"><i>', products: 'none' }, '/', async page => {
    await page.clock.runFor(3_000);
    await comes(page);
    assert.equal(await page.textContent(`${opened} h2`), evil.slice(0, 110));
    assert.equal(await page.locator(`${opened} script, ${opened} i, ${opened} b`).count(), 0);
  });
}, 120_000);

test('popups: not over the notice of cookies, and on a phone not for who comes from a search engine', async () => {
  const { url } = await withPopups({ trigger: 'time:1' });
  const searched = await shopper(url, '/', { ...PHONE, referer: 'https://www.google.com/' });
  await searched.page.clock.runFor(5_000);
  assert.equal(await isOpen(searched.page), false);
  await searched.page.goto(`${url}/collections/plants`, { waitUntil: 'load', referer: `${url}/` });
  await ready(searched.page);
  await searched.page.clock.runFor(3_000);
  await comes(searched.page);
  await searched.context.close();

  const { context, page } = await shopper(url, '/');
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('section'), { id: 'consent', textContent: 'Cookies?' })));
  await page.clock.runFor(5_000);
  assert.equal(await isOpen(page), false);
  await page.evaluate(() => document.getElementById('consent').remove());
  await page.clock.runFor(2_000);
  await comes(page);
  await context.close();
}, 120_000);

test('popup countdown to a fixed end: it counts, closes at zero, and cannot be had after it', async () => {
  const { shop } = await start();
  const ends = new Date(Date.now() + 3600_000).toISOString().slice(0, 19) + 'Z';
  await ctlOk(['set', shop, 'discount:GREEN15', `ends=${ends}`]);
  await once({ trigger: 'time:1', discount: 'GREEN15', countdown: 'yes', target: '/collections/plants' }, '/', async page => {
    await page.clock.runFor(3_000);
    await comes(page);
    const units = await page.locator(`${opened} .countdown dd`).allTextContents();
    assert.equal(units[0], '0');
    assert.ok(Number(units[2]) >= 50, units.join(':'));
    await page.clock.runFor(2_000);
    assert.notDeepEqual(await page.locator(`${opened} .countdown dd`).allTextContents(), units);
    await page.clock.fastForward(3700_000);
    await page.clock.runFor(2_000);
    assert.equal(await isOpen(page), false);
  });
}, 120_000);

test('popup countdown of each visitor: the same end again, a code that ends on the host, and none without it', async () => {
  const { shop } = await start();
  await ctlOk(['set', shop, 'discount:GREEN15', 'ends=']);
  const { url } = await withPopups({ trigger: 'time:1', discount: 'GREEN15', countdown: 'yes', evergreen: '60', target: '/collections/plants' });
  const { context, page } = await shopper(url, '/products/orchid');
  await page.clock.runFor(3_000);
  await comes(page);
  const code = await page.getAttribute(opened, 'data-code');
  assert.match(code, /^GREEN15\.[0-9a-f]+\.[0-9a-f]+\.[0-9a-f]{20}$/);
  const minutes = await page.locator(`${opened} [data-unit="minutes"]`).textContent();
  assert.ok(['59', '0'].includes(minutes), minutes);

  const api = (where, body) => page.evaluate(async ([address, data]) => {
    const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data) });
    return { status: answer.status, ...(await answer.json()) };
  }, [where, body]);
  const id = Number(await page.getAttribute(opened, 'data-popup'));
  const first = await api('/api/v1/offers', { popup: id, code });
  assert.equal(first.code, code, 'who has one gets its end again');
  assert.equal((await api('/api/v1/offers', { popup: 1 })).status, 404);
  assert.equal((await api('/api/v1/offers', { popup: 'x' })).status, 422);

  const variant = Number(await page.locator('[name="variant"]').first().inputValue().catch(() => 0)) || Number(await page.locator('[name="variant"]').first().getAttribute('value'));
  const price = async given => {
    const quote = await api('/api/v1/quote', { lines: [{ variant, quantity: 1 }], discount: given });
    return { off: quote.lines[0].discount, problem: quote.discounts?.find(each => each.problem)?.problem ?? '' };
  };
  assert.ok((await price(code)).off > 0, 'the code works');
  assert.deepEqual(await price('GREEN15'), { off: 0, problem: 'unknown' }, 'without an end it is none');
  const parts = code.split('.');
  const longer = [parts[0], parts[1], (parseInt(parts[2], 16) + 3600).toString(16), parts[3]].join('.');
  assert.equal((await price(longer)).off, 0, 'nobody makes it longer');

  await page.clock.fastForward(3700_000);
  await page.clock.runFor(2_000);
  assert.equal(await isOpen(page), false, 'at zero it closes');
  await context.close();
  await ctlOk(['set', shop, ...(await ctlJson(['list', shop, 'popups'])).flatMap(each => [`popup:${each.name}`, 'deleted=yes'])]);
}, 120_000);

test('popups: what is dishonest cannot be switched on, nor published once it is', async () => {
  const { shop } = await start();
  await ctlOk(['set', shop, 'discount:GREEN15', 'ends=']);
  await assert.rejects(withPopups({ trigger: 'time:1', discount: 'GREEN15', countdown: 'yes' }), /2005\/29\/EC/);
  await assert.rejects(withPopups({ trigger: 'time:1', discount: 'GREEN15', headline: '20 % off' }), /15 %/);
  await assert.rejects(withPopups({ trigger: 'time:1', headline: 'Last chance!' }), /annex I, no. 7/);
  await withPopups({ trigger: 'time:1', discount: 'GREEN15', headline: '15 % off' });
  await ctlOk(['set', shop, 'discount:GREEN15', 'percent=10']);
  await assert.rejects(ctlOk(['publish', shop, '--to', 'popups'], { env: { VITRINE_TOKEN: await token() } }), /P0.*10 %/s);
  await ctlOk(['set', shop, 'discount:GREEN15', 'percent=15']);
}, 120_000);

test('popup variants: split by their shares, the same for one visitor, told with what was shown', async () => {
  const { url } = await withPopups({ trigger: 'time:1', weight: 1, accept: 'Yes', variants: [{ name: 'B', headline: 'Variant B', weight: 1 }, { name: 'C', headline: 'Variant C', weight: 0 }] });
  const counts = {};
  const tried = 14;
  for (let i = 0; i < tried; i++) {
    const { context, page } = await shopper(url, '/');
    await page.clock.runFor(3_000);
    await comes(page);
    const headline = await page.textContent(`${opened} h2`);
    counts[headline] = (counts[headline] ?? 0) + 1;
    if (i === 0) {
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        const kept = JSON.parse(localStorage.getItem('vt-popups'));
        localStorage.setItem('vt-popups', JSON.stringify({ seed: kept.seed }));
        sessionStorage.clear();
      });
      const told = [];
      page.on('request', request => request.url().endsWith('/api/v1/events') && request.postData() && told.push(...JSON.parse(request.postData()).events));
      await page.reload({ waitUntil: 'load' });
      await ready(page);
      await page.clock.runFor(3_000);
      await comes(page);
      assert.equal(await page.textContent(`${opened} h2`), headline, 'the same visitor sees the same');
      await page.click(`${opened} [data-accept]`);
      await page.clock.runFor(11_000);
      for (let wait = 0; wait < 50 && !told.some(each => each.kind === 'popup-accepted'); wait++)
        await page.waitForTimeout(100);
      const shown = told.find(each => each.kind === 'popup-shown');
      assert.ok(shown.popup > 0);
      assert.equal(shown.popup_variant > 0, headline === 'Variant B');
    }
    await context.close();
  }
  assert.equal(counts['Variant C'], undefined);
  assert.ok(counts['Popup 0'] > 0 && counts['Variant B'] > 0, JSON.stringify(counts));
}, 240_000);

const LAYOUTS = ['centre', 'corner', 'bar', 'full', 'inline'];

test('popup layouts: nothing moves, axe finds nothing, the keyboard finds its way', async () => {
  for (const layout of LAYOUTS)
    for (const [size, options] of [['wide', {}], ['phone', PHONE]]) {
      const { url } = await withPopups({ goal: 'announce', trigger: 'time:1', layout, body: 'A sentence about what there is.', products: 'suggested', target: '/collections/plants' });
      const { context, page, found } = await shopper(url, '/products/orchid', { ...options, colorScheme: size === 'wide' ? 'light' : 'dark' });
      await page.evaluate(() => {
        globalThis.shifts = [];
        new PerformanceObserver(list => list.getEntries().forEach(each => globalThis.shifts.push(...each.sources.map(source => source.node?.nodeName + ' ' + source.node?.className + JSON.stringify([source.previousRect, source.currentRect]))))).observe({ type: 'layout-shift', buffered: false });
      });
      await page.focus('a[href]');
      const before = await page.evaluate(() => document.activeElement.outerHTML);
      await page.clock.runFor(3_000);
      await comes(page);
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `${layout} ${size}`);
      assert.deepEqual(await axe(await browser(), page), [], `${layout} ${size}`);
      const modal = await page.evaluate(() => document.querySelector('.popup[open]').matches(':modal'));
      assert.equal(modal, ['centre', 'full'].includes(layout));
      if (modal) {
        for (let i = 0; i < 12; i++)
          await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest('.popup'))), 'focus stays inside');
      } else {
        assert.equal(await page.evaluate(() => document.activeElement.outerHTML), before, 'focus stays where it was');
      }
      const box = await page.locator(opened).boundingBox();
      if (['corner', 'bar'].includes(layout) && size === 'phone')
        assert.ok(box.height <= 844 * 0.3 + 1, `${layout}: ${box.height}`);
      if (SCREENSHOTS) {
        fs.mkdirSync(SCREENSHOTS, { recursive: true });
        await page.locator(opened).scrollIntoViewIfNeeded();
        await page.screenshot({ path: path.join(SCREENSHOTS, `popup-${layout}-${size}.png`) });
      }
      if (layout !== 'inline') {
        await page.keyboard.press('Escape');
        assert.equal(await isOpen(page), false);
        if (modal)
          assert.equal(await page.evaluate(() => document.activeElement.outerHTML), before, 'focus goes back');
      }
      assert.deepEqual(found, []);
      await context.close();
    }
}, 400_000);

test('popup that asks for the age: it has to be answered, before all others', async () => {
  const { url } = await withPopups({ trigger: 'time:0', headline: 'Other' }, { goal: 'age', name: 'Age', headline: 'Are you 18?' });
  const { context, page } = await shopper(url, '/');
  await page.clock.runFor(2_000);
  await comes(page);
  assert.equal(await page.textContent(`${opened} h2`), 'Are you 18?');
  await page.keyboard.press('Escape');
  await page.mouse.click(2, 2);
  assert.equal(await isOpen(page), true);
  await page.click(`${opened} [data-accept]`);
  await page.waitForFunction(() => !document.querySelector('.popup[open] h2')?.textContent.includes('18'));
  await page.reload({ waitUntil: 'load' });
  await ready(page);
  await page.clock.runFor(3_000);
  assert.equal(await page.locator('.popup[open]', { hasText: '18' }).count(), 0);
  await context.close();
}, 120_000);

test('popup form: consent is ticked by the shopper alone, an address goes where the newsletter\'s goes', async () => {
  const { url } = await withPopups({ goal: 'newsletter', name: 'News', trigger: 'time:1', headline: 'News' });
  const { context, page } = await shopper(url, '/');
  const sent = [];
  await page.route('**/newsletter', route => {
    sent.push(new URLSearchParams(route.request().postData()));
    route.fulfill({ status: 200, contentType: 'text/html', body: 'ok' });
  });
  await page.clock.runFor(3_000);
  await comes(page);
  assert.deepEqual(await axe(await browser(), page), []);
  assert.equal(await page.isChecked(`${opened} [name="agreed"]`), false);
  await page.fill(`${opened} [name="email"]`, 'ana@example.org');
  await page.click(`${opened} form button`);
  assert.equal(sent.length, 0, 'not without consent');
  await page.check(`${opened} [name="agreed"]`);
  await page.click(`${opened} form button`);
  await page.waitForSelector(`${opened} .popup-thanks:not([hidden])`);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].get('email'), 'ana@example.org');
  assert.match(sent[0].get('consent'), /news/);
  assert.equal(sent[0].get('source'), 'popup');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('vt-popups')).subscribed), true);
  await context.close();
}, 120_000);

test('popup code: one press copies it and uses it in the bag', async () => {
  await once({ trigger: 'time:1', discount: 'GREEN15', blocks: 'headline code', products: 'none' }, '/', async (page, { context, url }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    await page.clock.runFor(3_000);
    await comes(page);
    await page.click(`${opened} [data-copy]`);
    await page.waitForFunction(() => document.cookie.includes('discount=GREEN15'));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'GREEN15');
    assert.match(await page.textContent(`${opened} [data-copy]`), /GREEN15/);
  });
}, 120_000);

test('popups in every language of the theme', async () => {
  const { url } = await withPopups({ trigger: 'time:1', discount: 'GREEN15', blocks: 'headline code form', form: 'newsletter', consent: 'News' });
  for (const language of LANGUAGES) {
    const html = await (await fetch(`${url}/${language === 'en' ? '' : language.toLowerCase()}`)).text();
    assert.match(html, /class="popup /, language);
    assert.doesNotMatch(html, /popup_(copy|email|copied|failed|ends)/);
  }
  assert.ok(shops > 0 && scratch);
}, 60_000);
