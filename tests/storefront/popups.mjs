// Popups: what brings each up, whom, how often, what they promise and how they behave, in Chromium.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { judge as axe, visit } from '../e2e/browser.mjs';
import { createToken, ctlJson, ctlOk } from '../e2e/programs.mjs';
import { test } from '../e2e/tap.mjs';
import { browser, copyOfDemo, dataDir, hear, LANGUAGES, once, publish, scratch, SCREENSHOTS } from './shop.mjs';

const TABLE = path.join(import.meta.dirname, '..', 'data', 'popup-cases.json');
const PHONE = { viewport: { width: 390, height: 844 }, screen: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

// All are published once, each on pages that no other case asks for. A goal stands first: what it proposes is then changed.
const declared = [];

function on(pages, ...popups) {
  const name = `P${declared.length}`;
  declared.push(...popups.map(({ audience, ...rest }, index) => ({
    goal: '', headline: `Popup ${index}`, ...rest, name: `${name}-${index}`, audience: JSON.stringify({ ...(pages.length ? { pages } : {}), ...audience }),
  })));
  return pages[0];
}

const fields = (what, settings) => [what, ...Object.entries(settings).filter(([, value]) => value !== '').map(([key, value]) => `${key}=${value}`)];

const start = once(async () => {
  const shop = await copyOfDemo('Popups');
  const old = await ctlJson(['list', shop, 'popups']);
  const ends = new Date(Date.now() + 3600_000).toISOString().slice(0, 19) + 'Z';
  await ctlOk(['set', shop, ...old.flatMap(each => [`popup:${each.name}`, 'deleted=yes']),
    'discount:NEW', 'code=LATE10', 'percent=10', `ends=${ends}`, 'status=active',
    'discount:NEW', 'code=OWN12', 'percent=12', 'status=active']);
  await ctlOk(['set', shop, ...declared.flatMap(({ variants: _, ...settings }) => fields('popup:NEW', settings))]);
  await ctlOk(['set', shop, ...declared.flatMap(({ name, variants = [] }) => variants.flatMap(each => fields('popup-variant:NEW', { popup: name, ...each })))]);
  await ctlOk(['set', shop, ...declared.flatMap(({ name }) => [`popup:${name}`, 'status=active'])]);
  const { url } = await publish(shop, 'popups');
  return { shop, url };
});

// The module of popups, started: the page asked for it first.
async function ready(page) {
  await page.evaluate(() => import(document.getElementById('words').dataset.modulePopup).then(() => null));
}

async function shopper(where, options = {}) {
  const { url } = await start();
  const visitor = await visit(await browser(), url, options);
  await visitor.page.clock.install();
  await visitor.page.goto(url + where, { waitUntil: 'load', ...(options.referer ? { referer: options.referer } : {}) });
  await ready(visitor.page);
  return visitor;
}

const opened = '.popup[open]';
const isOpen = page => page.locator(opened).count().then(count => count > 0);
const comes = page => page.waitForSelector(opened, { state: 'attached' });

// Two scrolls of one frame are one to the page: each waits until the page was told of it.
const scroll = (page, top) => page.evaluate(where => new Promise(told => {
  addEventListener('scroll', () => told(), { once: true });
  scrollTo(0, where);
}), top).then(() => {});

async function staysAway(page, ms = 3_000) {
  await page.clock.runFor(ms);
  assert.equal(await isOpen(page), false);
}

async function leave(page) {
  for (const y of [400, 200, 60, 4, -10])
    await page.mouse.move(640, y);
}

async function meet(where, act, options) {
  const visitor = await shopper(where, options);
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

const leaving = on(['/products/aloe-vera'], { trigger: 'exit:10' });

test('popup trigger: leaving through the top, not before its time, not by staying', async () => {
  await meet(leaving, async page => {
    await leave(page);
    await staysAway(page);
    await page.clock.fastForward(11_000);
    await page.mouse.move(640, 300);
    await staysAway(page);
    await leave(page);
    await comes(page);
  });
}, 120_000);

const later = on(['/products/balloon-chair'], { trigger: 'time:20' });
const second = on(['/products/bedside-table', '/products/tent'], { trigger: 'pages:2' });
const deep = on(['/products/black-eaves-chair'], { trigger: 'scroll:80' });
const still = on(['/products/bonsai-tree'], { trigger: 'idle:30' });

test('popup trigger: time, pages, depth and inactivity', async () => {
  await meet(later, async page => {
    await staysAway(page, 15_000);
    await page.clock.runFor(6_000);
    await comes(page);
  });
  await meet(second, async (page, { url }) => {
    await staysAway(page);
    await page.goto(`${url}/products/tent`, { waitUntil: 'load' });
    await ready(page);
    await page.clock.runFor(1_500);
    await comes(page);
  });
  await meet(deep, async page => {
    await staysAway(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await comes(page);
  });
  await meet(still, async page => {
    await page.clock.runFor(25_000);
    await page.mouse.move(300, 300);
    await staysAway(page, 10_000);
    await page.clock.runFor(25_000);
    await comes(page);
  });
}, 180_000);

const asked = on(['/products/comfy-padded-chair'], { trigger: 'click:size-guide' });

test('popup trigger: a click on a link that names it, however often', async () => {
  await meet(asked, async page => {
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

const rich = on(['/products/spiky-cactus'], { trigger: 'cart:1000' });

test('popup trigger: what the bag is worth', async () => {
  await meet(rich, async page => {
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
  });
}, 120_000);

on(['home'], { trigger: 'exit:10', phone: 'scroll-up' });
const stepped = on(['/products/grey-fabric-sofa'], { trigger: 'exit:10', phone: 'back' });
const untouched = on(['/products/guardian-lion-statue'], { trigger: 'exit:10', phone: 'idle' });
const returned = on(['/products/hand-trowel'], { trigger: 'exit:10', phone: 'return' });

test('popup triggers of phones: a quick scroll up, back, idle, coming back to the tab', async () => {
  await meet('/', async page => {
    await page.clock.fastForward(16_000);
    await scroll(page, 3000);
    await page.clock.runFor(500);
    await scroll(page, 1000);
    await comes(page);
  }, PHONE);
  await meet(stepped, async page => {
    await page.clock.fastForward(16_000);
    await page.touchscreen.tap(200, 5);
    await page.evaluate(() => history.back());
    await comes(page);
  }, PHONE);
  await meet(untouched, async page => {
    await staysAway(page, 20_000);
    await page.clock.runFor(12_000);
    await comes(page);
  }, PHONE);
  await meet(returned, async page => {
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

const two = on(['/products/hanging-plant'], ...Array(2).fill({ trigger: 'time:1', accept: 'Yes', 'quiet-days': 7 }));

test('popups: one in a visit, one in a day, quiet after a no, none after a yes', async () => {
  const { context, page } = await shopper(two);
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
  await page.clock.runFor(2_000);
  await comes(page);
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

const quiet = on(['/products/leather-sofa'], { trigger: 'time:1', 'quiet-days': 7 });

test('popups: a clock that is set back or forward brings none twice', async () => {
  const { context, page } = await shopper(quiet);
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

const back = on(['/products/modern-cafe-chair'], { trigger: 'time:1', audience: { visitors: 'returning' } });
const fresh = on(['/products/norfolk-island-pine'], { trigger: 'time:1', audience: { visitors: 'new', devices: ['phone'] } });
const sent = on(['/products/tulip-pot'], { trigger: 'time:1', audience: { sources: ['instagram'] } });

test('popups: new and returning visitors, devices and sources', async () => {
  const seen = async (where, options, again = false) => {
    const { context, page } = await shopper(where, options);
    if (again) {
      await page.evaluate(() => sessionStorage.clear());
      await page.reload({ waitUntil: 'load' });
      await ready(page);
    }
    await page.clock.runFor(2_500);
    await page.waitForTimeout(200);
    const shown = await isOpen(page);
    await context.close();
    return shown;
  };
  assert.equal(await seen(back, {}), false);
  assert.equal(await seen(back, {}, true), true);
  assert.equal(await seen(fresh, PHONE), true);
  assert.equal(await seen(fresh, {}), false);
  assert.equal(await seen(`${sent}?utm_source=Instagram`, {}), true);
  assert.equal(await seen(sent, {}), false);
}, 120_000);

on(['product'], { trigger: 'time:1', headline: 'In Thai', audience: { languages: ['th'] } });
on([], { trigger: 'click:nothing', headline: 'Everywhere', position: 100 });

test('popups: where a page cannot have one, it carries none', async () => {
  const { url } = await start();
  const page = async where => (await fetch(url + where)).text();
  assert.doesNotMatch(await page('/products/wooden-stool'), /In Thai/);
  assert.doesNotMatch(await page('/th'), /In Thai/);
  for (const where of ['/products/wooden-stool', '/search?q=chair', '/'])
    assert.match(await page(where), /Everywhere/, where);
  for (const where of ['/cart', '/checkout', '/pages/about'])
    assert.doesNotMatch(await page(where), /<dialog class="popup/, where);
}, 60_000);

const many = on(['/collections/furniture'], ...Array.from({ length: 12 }, (_, index) => ({ trigger: 'time:1', position: 12 - index })));

test('popups: of many that match a page carries six, and one comes', async () => {
  const { context, page } = await shopper(many);
  assert.equal(await page.locator('dialog.popup').count(), 6);
  await page.clock.runFor(5_000);
  await comes(page);
  assert.equal(await page.locator(opened).count(), 1);
  assert.equal(await page.textContent(`${opened} h2`), 'Popup 11', 'the first in the merchant\'s order');
  await context.close();
}, 60_000);

const EVIL = '<img src=x onerror=alert(1)>"\'}}{{/items}}</dialog><script>alert(1)</script>';
const scripted = on(['/products/skipping-rope'], { trigger: 'time:1', headline: EVIL.slice(0, 110), body: EVIL, accept: '<b>"x"</b>', decline: '"><i>', products: 'none' });

test('popups: scripts in any text stay text', async () => {
  await meet(scripted, async page => {
    await page.clock.runFor(3_000);
    await comes(page);
    assert.equal(await page.textContent(`${opened} h2`), EVIL.slice(0, 110));
    assert.equal(await page.locator(`${opened} script, ${opened} i, ${opened} b`).count(), 0);
  });
}, 120_000);

const polite = on(['/collections/lighting', '/collections/plants'], { trigger: 'time:1' });

test('popups: not over the notice of cookies, and on a phone not for who comes from a search engine', async () => {
  const searched = await shopper(polite, { ...PHONE, referer: 'https://www.google.com/' });
  await searched.page.clock.runFor(5_000);
  assert.equal(await isOpen(searched.page), false);
  await searched.page.goto(`${searched.url}/collections/plants`, { waitUntil: 'load', referer: `${searched.url}/` });
  await ready(searched.page);
  await searched.page.clock.runFor(3_000);
  await comes(searched.page);
  await searched.context.close();

  const { context, page } = await shopper(polite);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('section'), { id: 'consent', textContent: 'Cookies?' })));
  await page.clock.runFor(5_000);
  assert.equal(await isOpen(page), false);
  await page.evaluate(() => document.getElementById('consent').remove());
  await page.clock.runFor(2_000);
  await comes(page);
  await context.close();
}, 120_000);

const ending = on(['/collections/objects'], { trigger: 'time:1', discount: 'LATE10', countdown: 'yes', target: '/collections/plants' });

test('popup countdown to a fixed end: it counts, and closes at zero', async () => {
  await meet(ending, async page => {
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

const own = on(['/products/orchid'], { trigger: 'time:1', discount: 'OWN12', countdown: 'yes', evergreen: '60', target: '/collections/plants' });

test('popup countdown of each visitor: the same end again, a code that ends on the host, and none without it', async () => {
  const { context, page } = await shopper(own);
  await page.clock.runFor(3_000);
  await comes(page);
  const code = await page.getAttribute(opened, 'data-code');
  assert.match(code, /^OWN12\.[0-9a-f]+\.[0-9a-f]+\.[0-9a-f]{20}$/);
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
  assert.deepEqual(await price('OWN12'), { off: 0, problem: 'unknown' }, 'without an end it is none');
  const parts = code.split('.');
  const longer = [parts[0], parts[1], (parseInt(parts[2], 16) + 3600).toString(16), parts[3]].join('.');
  assert.equal((await price(longer)).off, 0, 'nobody makes it longer');

  await page.clock.fastForward(3700_000);
  await page.clock.runFor(2_000);
  assert.equal(await isOpen(page), false, 'at zero it closes');
  await context.close();
}, 120_000);

const split = on(['/products/tennis-ball'], { trigger: 'time:1', weight: 1, accept: 'Yes', variants: [{ name: 'B', headline: 'Variant B', weight: 1 }, { name: 'C', headline: 'Variant C', weight: 0 }] });

test('popup variants: split by their shares, the same for one visitor, told with what was shown', async () => {
  const { context, page, url } = await shopper(split);
  const told = await hear(context);
  const headline = async (kept = '{}') => {
    await page.evaluate(value => {
      sessionStorage.clear();
      localStorage.setItem('vt-popups', value);
    }, kept);
    await page.reload({ waitUntil: 'load' });
    await ready(page);
    await page.clock.runFor(3_000);
    await comes(page);
    return page.textContent(`${opened} h2`);
  };
  const counts = {};
  for (let i = 0; i < 12; i++) {
    const shown = await headline();
    counts[shown] = (counts[shown] ?? 0) + 1;
  }
  assert.equal(counts['Variant C'], undefined);
  assert.ok(counts['Popup 0'] > 0 && counts['Variant B'] > 0, JSON.stringify(counts));

  const first = await headline();
  const seed = await page.evaluate(() => JSON.parse(localStorage.getItem('vt-popups')).seed);
  told.length = 0;
  assert.equal(await headline(JSON.stringify({ seed })), first, 'the same visitor sees the same');
  await page.click(`${opened} [data-accept]`);
  await page.goto(`${url}/pages/about`, { waitUntil: 'load' });
  const last = told.flatMap(each => each.events).filter(each => /^popup-(shown|accepted)$/.test(each.kind)).slice(-2);
  assert.deepEqual(last.map(each => each.kind), ['popup-shown', 'popup-accepted']);
  for (const each of last)
    assert.equal(each.popup_variant > 0, first === 'Variant B');
  await context.close();
}, 120_000);

const LAYOUTS = { centre: '/blog/watering-on-one-page', corner: '/products/wooden-side-desk', bar: '/products/wooden-stool', full: '/products/assorted-succulents', inline: '/products/light-shade' };

for (const [layout, where] of Object.entries(LAYOUTS))
  on([where], { goal: 'announce', trigger: 'time:1', layout, body: 'A sentence about what there is.', products: 'suggested', target: '/collections/plants' });

test('popup layouts: nothing moves, axe finds nothing, the keyboard finds its way', async () => {
  for (const [layout, where] of Object.entries(LAYOUTS))
    for (const [size, options] of [['wide', {}], ['phone', PHONE]]) {
      const { context, page, found } = await shopper(where, { ...options, colorScheme: size === 'wide' ? 'light' : 'dark' });
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

const grown = on(['/collections/out-of-doors'], { trigger: 'time:0', headline: 'Other' }, { goal: 'age', headline: 'Are you 18?' });

test('popup that asks for the age: it has to be answered, before all others', async () => {
  const { context, page } = await shopper(grown);
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

const news = on(['/collections/favourites'], { goal: 'newsletter', trigger: 'time:1', headline: 'News' });

test('popup form: consent is ticked by the shopper alone, an address goes where the newsletter\'s goes', async () => {
  const { context, page } = await shopper(news);
  const posted = [];
  await page.route('**/newsletter', route => {
    posted.push(new URLSearchParams(route.request().postData()));
    route.fulfill({ status: 200, contentType: 'text/html', body: 'ok' });
  });
  await page.clock.runFor(3_000);
  await comes(page);
  assert.deepEqual(await axe(await browser(), page), []);
  assert.equal(await page.isChecked(`${opened} [name="agreed"]`), false);
  await page.fill(`${opened} [name="email"]`, 'ana@example.org');
  await page.click(`${opened} form button`);
  assert.equal(posted.length, 0, 'not without consent');
  await page.check(`${opened} [name="agreed"]`);
  await page.click(`${opened} form button`);
  await page.waitForSelector(`${opened} .popup-thanks:not([hidden])`);
  assert.equal(posted.length, 1);
  assert.equal(posted[0].get('email'), 'ana@example.org');
  assert.match(posted[0].get('consent'), /news/);
  assert.match(posted[0].get('source'), /^popup:\d+$/);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('vt-popups')).subscribed), true);
  await context.close();
}, 120_000);

on(['/collections/all'], { trigger: 'time:1', discount: 'GREEN15', blocks: 'headline code', products: 'none' });

test('popup code: one press copies it and uses it in the bag', async () => {
  await meet('/collections/all', async (page, { context, url }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    await page.clock.runFor(3_000);
    await comes(page);
    await page.click(`${opened} [data-copy]`);
    await page.waitForFunction(() => document.cookie.includes('discount=GREEN15'));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'GREEN15');
    assert.match(await page.textContent(`${opened} [data-copy]`), /GREEN15/);
  });
}, 120_000);

on(['home'], { trigger: 'click:code', discount: 'GREEN15', blocks: 'headline code' });
on(['home'], { trigger: 'click:letters', discount: 'GREEN15', blocks: 'code headline form', form: 'newsletter', consent: 'News' });

test('popups in every language of the theme', async () => {
  const { url } = await start();
  for (const language of LANGUAGES) {
    const html = await (await fetch(`${url}/${language === 'en' ? '' : language.toLowerCase()}`)).text();
    assert.match(html, /class="popup-code/, language);
    assert.match(html, /class="popup-form/, language);
    assert.equal(html.match(/class="popup-code/g).length, 1, 'a code that is given for an address stands in the page');
    assert.doesNotMatch(html, /popup_(copy|email|copied|failed|ends)/);
  }
}, 60_000);

test('popups: what is dishonest cannot be switched on, nor published once it is', async () => {
  const { shop } = await start();
  const activate = async (name, settings) => {
    await ctlOk(['set', shop, ...fields('popup:NEW', { trigger: 'time:1', headline: 'Good day', ...settings, name })]);
    return ctlOk(['set', shop, `popup:${name}`, 'status=active']);
  };
  await assert.rejects(activate('Endless', { discount: 'OWN12', countdown: 'yes' }), /2005\/29\/EC/);
  await assert.rejects(activate('Wrong', { discount: 'OWN12', headline: '20 % off' }), /12 %/);
  await assert.rejects(activate('Urgent', { headline: 'Last chance!' }), /annex I, no. 7/);
  await activate('Once right', { discount: 'OWN12', headline: '12 % off' });
  await ctlOk(['set', shop, 'discount:OWN12', 'percent=10']);
  const env = { VITRINE_TOKEN: await createToken(path.join(scratch, 'popups')) };
  await assert.rejects(ctlOk(['publish', shop, '--to', 'popups'], { env }), /Once right.*10 %/s);
}, 60_000);
