// From a new shop to an order that comes back, and an edit that goes out.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { brokenPictures, judge, settle, visit } from './browser.mjs';
import { ctl, ctlJson, ctlOk, scratch } from './programs.mjs';
import { test } from './tap.mjs';
import { activeRelease, addHost, browser, built, cents, demo, demoShop, facts, get, liveHost, manifest, share } from './world.mjs';

// Where pages are kept as pictures for people to look at; they cost time, and no case reads them.
const SCREENSHOTS = process.env.VITRINE_SCREENSHOTS;
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const NARROWEST = 360;
const PAGE_BUDGET_BYTES = 60 * 1024;

// What the shopper of these cases buys: two plants on which the discount is, and something else.
const BASKET = ['orchid', 'aloe-vera', 'tennis-ball'];

let opened = null;
let order = null;

const host = () => liveHost();
const shopUrl = async () => (await host()).url;
const clean = found => assert.deepEqual(found, [], 'the page did what it should not');

async function theBrowser() {
  opened = await browser();
  return opened;
}

export const closeBrowser = async () => opened?.browser.close();

// Runs `use` with a new visitor and makes sure that nothing wrong was noticed on the way.
async function shopping(where, use, options) {
  const url = await shopUrl();
  const { context, page, found } = await visit(await theBrowser(), url, options);
  try {
    await page.goto(url + where, { waitUntil: 'load' });
    await use(page, context, found);
    clean(found);
  } finally {
    await context.close();
  }
}

async function shoot(page, name) {
  if (!SCREENSHOTS)
    return;
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await settle(page);
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${size}.png`), fullPage: !/open/.test(name) });
  }
}

// An open dialog leaves nothing beyond the window's edge, on a phone either.
async function fits(page, dialog) {
  await page.setViewportSize({ width: NARROWEST, height: 740 });
  const { left, right, top, bottom, width, height } = await page.evaluate(selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    return { left: box.left, right: box.right, top: box.top, bottom: box.bottom, width: clientWidth, height: clientHeight };
  }, dialog);
  assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, `${dialog}: ${left},${top} to ${right},${bottom} of ${width}×${height}`);
}

const productOf = async (handle, shop) => (await ctlJson(['list', shop ?? await demoShop(), 'products'])).find(each => each.handle === handle);
const stockOf = async handle => (await productOf(handle)).on_hand;

async function putIntoBag(page, handle) {
  await page.goto(`${await shopUrl()}/products/${handle}`, { waitUntil: 'load' });
  await page.click('[data-buy-button]');
  await page.waitForSelector('#bag[open] [data-bag="lines"] .line');
}

// What the basket costs by the facts of the catalogue file, without asking the programs under test.
async function expectedBasket() {
  const rows = fs.readFileSync(path.join(demo, 'products.csv'), 'utf8').matchAll(/^[^,\n]+,([a-z-]+),[^]*?,,,[^,\n]+,(\d+\.\d\d),standard/gm);
  const prices = new Map([...rows].map(([, slug, price]) => [slug, cents(price)]));
  const discount = facts.discounts.find(each => each.code === 'GREEN15');
  const method = facts.shipping_zones[0].methods[0];
  const rate = { price_minor: method.rates[0].base_minor, free_over_minor: method.free_over_minor };
  const subtotal = BASKET.reduce((sum, slug) => sum + prices.get(slug), 0);
  const eligible = prices.get('orchid') + prices.get('aloe-vera');
  const off = share(eligible, discount.value, 10_000);
  const shipping = subtotal - off >= rate.free_over_minor ? 0 : rate.price_minor;
  const total = subtotal - off + shipping;
  const tax = share(total, facts.tax_rates[0].rate_bp, 10_000 + facts.tax_rates[0].rate_bp);
  return { subtotal, off, shipping, total, tax };
}

test('a new shop takes in a catalogue with its photographs', async () => {
  const shop = path.join(scratch, 'New.vitrine');
  await ctlOk(['new', shop, '--name', 'New', '--currency', 'EUR', '--language', 'en']);
  await ctlOk(['import', shop, path.join(demo, 'products.csv'), '--images', path.join(demo, 'images')]);
  const products = await ctlJson(['list', shop, 'products']);
  assert.equal(products.length, 23);
  assert.equal((await productOf('orchid', shop)).on_hand, 7);
  assert.equal(fs.readdirSync(path.join(shop, 'media'), { recursive: true }).filter(name => /[0-9a-f]{60}/.test(name)).length, 23);
  await ctlOk(['verify', shop]);
});

test('the demo shop is made and is whole', async () => {
  const shop = await demoShop();
  const products = await ctlJson(['list', shop, 'products']);
  assert.equal(products.length, 24);
  await ctlOk(['verify', shop]);
});

test('the storefront is built as files', async () => {
  const out = await built();
  const files = fs.readdirSync(out, { recursive: true }).map(String);
  assert.ok(files.some(file => /^media\/[0-9a-f]{16}-\d+\.avif$/.test(file)), 'no AVIF pictures');
  assert.ok(files.some(file => /^assets\/[0-9a-f]{8}\/css\/theme\.css$/.test(file)), 'no style sheet');
  assert.ok(files.some(file => /^products\/orchid/.test(file)), 'no product page');
  assert.ok(files.includes('sitemap.xml') && files.includes('robots.txt'), 'no sitemap.xml or robots.txt');
}, 240_000);

test('the shop is published to a host over HTTPS', async () => {
  const { url, fingerprint, env } = await host();
  await addHost(await demoShop(), 'live', url, fingerprint, env);
  const result = await ctlJson(['publish', await demoShop()], { env });
  assert.equal(result.release, await activeRelease(await host()));
  const home = await get(await host(), '/');
  assert.equal(home.status, 200);
  assert.match(home.headers['content-security-policy'], /script-src 'self'/);
  assert.ok(home.text.includes('Casa Lume'));
}, 240_000);

const PAGES = {
  home: '/', collection: '/collections/plants', all: '/collections/all', product: '/products/modern-cafe-chair',
  page: '/pages/shipping-returns', search: '/search?q=chair', 'not-found': '/nothing-here', 'cart-empty': '/cart',
};

for (const [name, where] of Object.entries(PAGES))
  test(`${name}: no errors, no foreign requests, every picture, WCAG 2.2 AA, no sideways scrolling`, async () => {
    const url = await shopUrl();
    const { context, page, found } = await visit(await theBrowser(), url, { viewport: SIZES.phone });
    try {
      const answer = await page.goto(url + where, { waitUntil: 'load' });
      assert.equal(answer.status(), name === 'not-found' ? 404 : 200);
      await settle(page);
      assert.doesNotMatch(await page.innerText('main'), /\{\{|\}\}|\|\s*\||^#+ |\bundefined\b|\bNaN\b/m);
      assert.deepEqual(await brokenPictures(page), []);
      assert.deepEqual(await judge(opened, page), []);
      await page.setViewportSize({ width: NARROWEST, height: 740 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROWEST);
      await shoot(page, name);
      assert.deepEqual(await judge(opened, page), []);
      // A missing page is a failed load to the console.
      clean(found.filter(each => !(name === 'not-found' && /404/.test(each))));
    } finally {
      await context.close();
    }
  });

test('the first view of home and product does not shift, and its text weighs less than 60 KB', async () => {
  for (const where of ['/', '/products/modern-cafe-chair'])
    await shopping(where, async page => {
      const { shift, bytes } = await page.evaluate(() => new Promise(resolve => {
        let sum = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries())
            sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve({
          shift: sum,
          bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
            .filter(each => ['navigation', 'script', 'link', 'css', 'other'].includes(each.initiatorType) && !/\/media\/|\.woff2$|\.ico$|\.png$|\.svg$/.test(each.name))
            .reduce((all, each) => all + each.encodedBodySize, 0),
        }), 0));
      }));
      assert.ok(shift < 0.001, `${where} shifts by ${shift}`);
      assert.ok(bytes > 0 && bytes <= PAGE_BUDGET_BYTES, `${where} weighs ${bytes} bytes`);
    }, { viewport: SIZES.phone });
});

test('from home through a collection to a product', async () => {
  await shopping('/', async page => {
    await page.click('header nav.links >> text=Plants');
    await page.waitForURL('**/collections/plants');
    await page.click('.card-title a:text-is("Orchid")');
    await page.waitForURL('**/products/orchid');
    assert.equal(await page.textContent('h1'), 'Orchid');
  });
});

test('choosing a variant changes price, photograph and address', async () => {
  await shopping('/products/watering-can', async page => {
    const firstPhoto = () => page.getAttribute('.gallery-strip > li:first-child', 'data-photo');
    const before = await firstPhoto();
    assert.equal(cents(await page.textContent('[data-price] .price')), 2400);
    await page.click('label.choice:has-text("Lime")');
    assert.equal(cents(await page.textContent('[data-price] .price')), 2650);
    assert.notEqual(await firstPhoto(), before);
    const variant = new URL(page.url()).searchParams.get('variant');
    assert.match(variant, /^\d+$/);
    await page.reload({ waitUntil: 'load' });
    assert.equal(await page.isChecked(`input[name="variant"][value="${variant}"]`), true);
    assert.equal(cents(await page.textContent('[data-price] .price')), 2650);
  });
});

test('the bag opens with its lines, and with delivery from the start', async () => {
  await shopping('/', async page => {
    await putIntoBag(page, 'orchid');
    assert.match(await page.textContent('#bag .line-title'), /Orchid/);
    assert.equal(cents(await page.textContent('#bag .line-total')), 6500);
    const totals = await page.locator('#bag [data-bag="totals"] dd').allTextContents();
    assert.equal(cents(totals.at(-1)), facts.shipping_zones[0].methods[0].rates[0].base_minor);
    assert.equal(cents(await page.textContent('#bag [data-bag="total"]')), 6500 + facts.shipping_zones[0].methods[0].rates[0].base_minor);
    assert.deepEqual(await judge(opened, page), []);
    await fits(page, '#bag');
    await shoot(page, 'bag-open');
    await page.setViewportSize(SIZES.wide);
    await page.click('#bag [data-step="1"]');
    await page.waitForFunction(() => /139\.90/.test(document.querySelector('[data-bag="total"]').textContent));
  });
});

// The popup waits ten seconds before it may come: the page's clock is moved instead.
async function leaveThroughTheTop(page) {
  await page.clock.fastForward(11_000);
  for (const y of [400, 200, 60, 4, -10])
    await page.mouse.move(640, y);
}

async function withPopup(use) {
  const url = await shopUrl();
  const { context, page, found } = await visit(await theBrowser(), url);
  try {
    await page.clock.install();
    const [module] = await Promise.all([
      page.waitForResponse(answer => /\/assets\/.*\/popup\.js$/.test(answer.url())),
      page.goto(url, { waitUntil: 'load' }),
    ]);
    // The page asked for the module first, so it has started by the time this is answered.
    await page.evaluate(address => import(address).then(() => null), module.url());
    await use(page);
    clean(found);
  } finally {
    await context.close();
  }
}

test('the popup does not come before its time, and not to those who stay', async () => {
  await withPopup(async page => {
    await page.mouse.move(640, 300);
    await page.mouse.move(640, 4);
    await page.mouse.move(640, -10);
    assert.equal(await page.isVisible('.popup'), false);
    await page.clock.fastForward(60_000);
    assert.equal(await page.isVisible('.popup'), false);
  });
});

test('the popup comes on leaving, counts down to the discount\'s end, and comes once', async () => {
  await withPopup(async page => {
    await leaveThroughTheTop(page);
    await page.waitForSelector('.popup[open]');
    const text = () => page.locator('.popup[open] .countdown dd').allTextContents();
    const before = await text();
    assert.ok(before.every(each => /^\d+$/.test(each)), before.join(':'));
    assert.equal(Number(before[0]), facts.discounts[0].ends_in_days - (Number(before[1]) + Number(before[2]) + Number(before[3]) > 0 ? 1 : 0));
    await page.clock.runFor(2_000);
    assert.notDeepEqual(await text(), before);
    assert.deepEqual(await judge(opened, page), []);
    await fits(page, '.popup[open]');
    await shoot(page, 'popup-open');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.click('.popup[open] .actions [data-close]');
    await leaveThroughTheTop(page);
    assert.equal(await page.isVisible('.popup'), false);
  });
});

test('the popup\'s code, used in the bag, takes off what it says to the cent', async () => {
  const expected = await expectedBasket();
  await withPopup(async page => {
    await leaveThroughTheTop(page);
    await page.click('.popup[open] [data-accept]');
    await page.waitForURL('**/collections/plants');
    for (const handle of BASKET)
      await putIntoBag(page, handle);
    await page.waitForFunction(() => document.querySelectorAll('#bag [data-bag="lines"] .line').length === 3);
    await page.waitForFunction(() => !document.querySelector('[data-bag="totals"]').hasAttribute('aria-busy'));
    const totals = await page.locator('#bag [data-bag="totals"] dd').allTextContents();
    assert.deepEqual(totals.map(cents), [expected.subtotal, -expected.off, expected.shipping]);
    assert.equal(cents(await page.textContent('#bag [data-bag="total"]')), expected.total);
    await page.goto(`${await shopUrl()}/cart`, { waitUntil: 'load' });
    assert.equal(cents(await page.textContent('[data-sum="total"]')), expected.total);
    assert.equal(cents(await page.textContent('[data-sum="discount"]')), -expected.off);
    assert.equal(cents(await page.locator('dl.totals dd').last().textContent()), expected.tax);
  });
});

const ADDRESS = { country: 'PT', postcode: '4000-123', address: 'Rua das Oliveiras 21', city: 'Porto', name: 'Marta Figueira' };

async function fillAddress(page) {
  for (const [name, value] of Object.entries(ADDRESS))
    await (name === 'country' ? page.selectOption('#country', value) : page.fill(`#${name}`, value));
}

test('checkout: a wrong e-mail is said under its field, then the order is placed', async () => {
  const expected = await expectedBasket();
  await shopping('/', async (page, context) => {
    await context.addCookies([{ name: 'discount', value: 'GREEN15', url: await shopUrl() }]);
    for (const handle of BASKET)
      await putIntoBag(page, handle);
    await page.click('#bag a[href="/checkout"]');
    await page.waitForURL('**/checkout');
    assert.deepEqual(await judge(opened, page), []);
    await shoot(page, 'checkout');
    await page.setViewportSize(SIZES.wide);
    await fillAddress(page);
    await page.fill('#email', 'marta-at-exemplo');
    await page.click('[data-place-order]');
    assert.notEqual((await page.textContent('#email-error')).trim(), '');
    assert.equal(await page.isVisible('#email-error'), true);
    assert.equal(await page.getAttribute('#email', 'aria-invalid'), 'true');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
    assert.match(page.url(), /\/checkout$/);
    await shoot(page, 'checkout-wrong');
    await page.setViewportSize(SIZES.wide);
    await page.fill('#email', 'marta@exemplo.pt');
    assert.equal((await page.textContent('#email-error')).trim(), '');
    await page.waitForFunction(() => !document.querySelector('[data-totals]').hasAttribute('aria-busy'));
    assert.equal(cents(await page.textContent('[data-place-order] [data-sum="total"]')), expected.total);
    await page.click('[data-place-order]');
    await page.waitForURL('**/orders/*');
    const words = await page.textContent('main');
    [, order] = /\b([A-Z]+-\d+)\b/.exec(words) ?? [];
    assert.ok(order, 'no number of the order');
    assert.ok(words.includes('PT50 0002 0123'), 'no payment instructions');
    assert.equal(cents(await page.textContent('.totals-total dd')), expected.total);
    const lines = await page.locator('.line-total > span').allTextContents();
    assert.equal(lines.map(cents).reduce((sum, each) => sum + each, 0), expected.subtotal - expected.off);
    assert.equal(await page.locator('.line-total s').count(), 2);
    assert.deepEqual(await judge(opened, page), []);
    await shoot(page, 'order');
    await page.goto(`${await shopUrl()}/cart`, { waitUntil: 'load' });
    assert.equal(await page.locator('.line').count(), 0);
  });
});

test('without scripts: browse, fill the bag by a form, order by a form', async () => {
  await shopping('/collections/plants', async (page, context, found) => {
    await page.click('.card-title a:text-is("Tulip Pot")');
    await page.waitForURL('**/products/tulip-pot');
    await page.fill('#quantity', '2');
    await page.click('[data-buy-button]');
    await page.waitForURL('**/cart');
    assert.equal(cents(await page.textContent('[data-sum="subtotal"]')), 1350);
    assert.equal(await page.inputValue('.line input[name="quantity"]'), '2');
    await page.fill('.line input[name="quantity"]', '3');
    await page.click('.line button[value="set"]');
    assert.equal(cents(await page.textContent('[data-sum="subtotal"]')), 2025);
    await page.click('details.code summary');
    await page.fill('#code', 'green15');
    await page.click('button[value="discount"]');
    assert.equal(cents(await page.textContent('[data-sum="discount"]')), -share(2025, 1500, 10_000));
    await shoot(page, 'cart-noscript');
    await page.click('a[href="/checkout"]');
    await page.waitForURL('**/checkout');
    await fillAddress(page);
    await page.fill('#email', 'joao@exemplo');
    await page.click('[data-place-order]');
    assert.notEqual((await page.textContent('#email-error')).trim(), '', 'nothing is said of the e-mail');
    assert.equal(await page.inputValue('#address'), ADDRESS.address);
    // The answer to a wrong field has the status 422, which Chromium writes on its console.
    assert.match(found.splice(0).join(), /^console: [^,]*status of 422[^,]*$/);
    await page.fill('#email', 'joao@exemplo.pt');
    await page.click('[data-place-order]');
    await page.waitForURL('**/orders/*');
    assert.match(await page.textContent('main'), /[A-Z]+-\d+/);
    assert.equal(cents(await page.textContent('.totals-total dd')), 2025 - share(2025, 1500, 10_000) + facts.shipping_zones[0].methods[0].rates[0].base_minor);
  }, { javaScriptEnabled: false });
});

// Presses Tab until the focus is on what @selector names.
async function tabTo(page, selector) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted => document.activeElement.matches(wanted), selector))
      return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

test('with the keyboard alone: into the bag, out of it, and an order', async () => {
  await shopping('/products/tennis-ball', async page => {
    await tabTo(page, '[data-buy-button]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#bag[open] .line');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#bag:not([open])', { state: 'attached' });
    assert.equal(await page.evaluate(() => document.activeElement.matches('[data-buy-button]')), true, 'the focus is not given back');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#bag[open] .line');
    await tabTo(page, '#bag a[href="/checkout"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/checkout');
    for (const [field, text] of [['#postcode', '4000123'], ['#city', 'Porto'], ['#address', 'Rua das Oliveiras 21'], ['#name', 'Marta Figueira'], ['#email', 'marta@exemplo.pt']]) {
      await tabTo(page, field);
      await page.keyboard.type(text);
    }
    await tabTo(page, '[data-place-order]');
    assert.equal(await page.inputValue('#postcode'), '4000-123');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/orders/*');
    assert.match(await page.textContent('main'), /[A-Z]+-\d+/);
  });
});

// Lets requests for @pattern pass once the function that it returns is called.
async function hold(page, pattern, note = () => {}) {
  let letGo = null;
  const held = new Promise(resolve => { letGo = resolve; });
  await page.route(pattern, async route => {
    note(route.request());
    await held;
    await route.continue();
  });
  return letGo;
}

async function toCheckout(page, waitUntil) {
  await putIntoBag(page, 'tennis-ball');
  await page.goto((await shopUrl()) + '/checkout', { waitUntil });
}

const poured = page => page.waitForFunction(() => document.querySelector('#postcode').value === '4000-123');

test('a place written while a slow host answers is asked for once it is left', async () => {
  await shopping('/', async page => {
    const asked = [];
    await toCheckout(page, 'load');
    await page.selectOption('#country', 'ES');
    await page.waitForFunction(() => document.querySelector('#postcode').dataset.shape === 'NNNNN');
    const answer = await hold(page, '**/checkout', request => asked.push(new URLSearchParams(request.postData()).get('postcode')));
    await page.selectOption('#country', 'PT');
    await page.focus('#postcode');
    await page.keyboard.type('4000123');
    answer();
    await page.waitForFunction(() => document.querySelector('#postcode').dataset.shape === 'NNNN-NNN');
    assert.equal(await page.inputValue('#postcode'), '4000123');
    await page.keyboard.press('Tab');
    await poured(page);
    for (let i = 0; asked.at(-1) !== '4000-123' && i < 100; i++)
      await settle(page);
    assert.equal(asked.at(-1), '4000-123');
  });
});

test('a place written before the scripts are there is asked for, too', async () => {
  await shopping('/', async page => {
    const load = await hold(page, '**/js/checkout.js');
    await toCheckout(page, 'domcontentloaded');
    await page.focus('#postcode');
    await page.keyboard.type('4000123');
    await page.keyboard.press('Tab');
    load();
    await poured(page);
  });
});

test('a message is taken by the form of the contact page', async () => {
  await shopping('/contact', async page => {
    await page.fill('#contact-email', 'ana@exemplo.pt');
    await page.fill('#contact-message', 'Is it blue?');
    await page.click('.contact-form button');
    await page.waitForSelector('[role="status"]:has-text("ana@exemplo.pt")');
    assert.deepEqual(await judge(opened, page), []);
    await shoot(page, 'contact');
  });
});

test('cart and checkout with something in them: WCAG 2.2 AA, no sideways scrolling', async () => {
  await shopping('/', async page => {
    for (const handle of BASKET)
      await putIntoBag(page, handle);
    for (const where of ['/cart', '/checkout']) {
      await page.goto((await shopUrl()) + where, { waitUntil: 'load' });
      await page.setViewportSize({ width: NARROWEST, height: 740 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), NARROWEST);
      assert.deepEqual(await judge(opened, page), []);
      await shoot(page, where.slice(1));
    }
  });
});

test('the orders come back, and the stock follows', async () => {
  const { env } = await host();
  const expected = await expectedBasket();
  const before = await stockOf('orchid');
  await ctlOk(['pull', await demoShop()], { env });
  const orders = await ctlJson(['list', await demoShop(), 'orders']);
  assert.equal(orders.length, 3);
  assert.equal(cents(orders.find(each => each.number === order).total), expected.total);
  assert.equal(await stockOf('orchid'), before - 1);
  assert.equal(await stockOf('tulip-pot'), 24 - 3);
  await ctlOk(['pull', await demoShop()], { env });
  assert.equal((await ctlJson(['list', await demoShop(), 'orders'])).length, 3);
  const [message] = await ctlJson(['list', await demoShop(), 'messages']);
  assert.equal(message.email, 'ana@exemplo.pt');
  assert.equal(message.message, 'Is it blue?');
  assert.equal(await stockOf('orchid'), before - 1);
});

const shownPrice = async () => {
  let price = null;
  await shopping('/products/orchid', async page => { price = cents(await page.textContent('[data-price] .price')); });
  return price;
};

let first = null;

test('an edit is planned in words, and only what changed travels', async () => {
  const live = await host();
  const { env } = live;
  first = await activeRelease(live);
  await ctlOk(['set', await demoShop(), 'product:orchid', 'price=59.50']);
  const plan = await ctlOk(['publish', await demoShop(), '--dry-run'], { env });
  assert.match(plan, /Orchid/);
  assert.match(plan, /65\.00.*59\.50/);
  assert.doesNotMatch(plan, /Bonsai/);
  assert.equal(await activeRelease(live), first);

  const result = await ctlJson(['publish', await demoShop()], { env });
  const before = await manifest(live, first);
  const after = await manifest(live, result.release);
  const changed = [...after].filter(([where, sha256]) => before.get(where) !== sha256).map(([where]) => where);
  const known = new Set(before.values());
  const fresh = new Set([...after.values()].filter(sha256 => !known.has(sha256)));
  assert.ok(changed.includes('/products/orchid') && changed.includes('_vitrine/catalogue.db'), changed.join(' '));
  // The price stands in the picture of the product's link, and in the search index.
  assert.deepEqual(changed.filter(where => /^\/(media\/(?!card-product-)|assets\/(?!search\.)|pages\/)/.test(where)), []);
  assert.equal(result.sent, fresh.size);
  assert.ok(changed.length < after.size / 4, `${changed.length} of ${after.size} files: ${changed.join(' ')}`);
  assert.equal(await shownPrice(), 5950);
});

test('nothing changed is nothing sent', async () => {
  const live = await host();
  const release = await activeRelease(live);
  const result = await ctlJson(['publish', await demoShop()], { env: live.env });
  assert.equal(result.sent, 0);
  assert.equal(result.unchanged, true);
  assert.equal(await activeRelease(live), release);
});

test('a release is taken back, and the list says which one is live', async () => {
  const live = await host();
  const { env } = live;
  const releases = await ctlJson(['releases', await demoShop()], { env });
  assert.equal(releases.length, 2);
  assert.ok(releases.some(each => each.id === first));
  assert.equal(releases.filter(each => each.live).length, 1);
  assert.equal(releases.find(each => each.live).id, await activeRelease(live));
  await ctlOk(['rollback', await demoShop(), first], { env });
  assert.equal(await activeRelease(live), first);
  assert.equal(await shownPrice(), 6500);
  assert.equal((await ctlJson(['releases', await demoShop()], { env })).find(each => each.live).id, first);
  await ctlOk(['verify', await demoShop()]);
  assert.equal((await ctl(['rollback', await demoShop(), 'no-such-release'], { env })).status, 1);
  assert.equal(await activeRelease(live), first);
});
