// Chromium as a shopper's browser, which notes everything that should not happen while a page is used.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const need = createRequire(path.join(process.env.VITRINE_NODE_DIR ?? process.cwd(), 'package.json'));

// WCAG 2.2 at level AA and what it builds on.
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const chromePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';

// Why there is no browser here, or nothing.
export function missing() {
  if (!fs.existsSync(chromePath))
    return `no Chromium at ${chromePath}`;
  try {
    need.resolve('playwright-core');
    need.resolve('axe-core/axe.min.js');
  } catch {
    return 'the packages of tests/package.json are not installed: “make test” does it';
  }
  return '';
}

export async function launch() {
  const { chromium } = need('playwright-core');
  const browser = await chromium.launch({ executablePath: chromePath, args: FLAGS });
  const axe = fs.readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
  return { browser, axe };
}

// A new visitor, for whom nothing is kept: a worker would not take a certificate that is for trying out. `found` collects console errors, failed and off-site requests, errors of scripts and violations of the
// Content-Security-Policy (Chromium reports them on the console).
export async function visit({ browser }, url, options = {}) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, locale: 'en-GB', timezoneId: 'Europe/Lisbon', viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce', serviceWorkers: 'block', ...options,
  });
  const found = [];
  const { origin } = new URL(url);
  context.setDefaultTimeout(30_000);
  context.on('console', message => message.type() === 'error' && found.push(`console: ${message.text()}`));
  context.on('weberror', error => found.push(`script: ${error.error().message}`));
  context.on('request', request => {
    if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== origin)
      found.push(`request to another site: ${request.url()}`);
  });
  context.on('requestfailed', request => {
    const words = request.failure()?.errorText ?? '';
    // A page that is left stops what it was still loading; so does a quote that a newer one replaces.
    if (words !== 'net::ERR_ABORTED')
      found.push(`request failed: ${request.url()} ${words}`);
  });
  context.on('response', answer => {
    if (answer.status() >= 500)
      found.push(`status ${answer.status()}: ${answer.url()}`);
  });
  const page = await context.newPage();
  return { context, page, found, url };
}

// What axe-core finds wrong in the page as it stands. What passes is not asked for: telling each of its places takes long.
export async function judge({ axe }, page) {
  if (await page.evaluate(() => !globalThis.axe))
    await page.evaluate(axe);
  const violations = await page.evaluate(async runOnly => (await globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] })).violations, RULES);
  return violations.flatMap(each => each.nodes.map(node => `${each.id} (${each.impact}): ${node.target.join(' ')} ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`));
}

// Brings every picture in, also those that wait until they are scrolled to.
export async function settle(page) {
  await page.evaluate(() => {
    for (const image of document.images)
      image.loading = 'eager';
    return document.fonts.ready.then(() => null);
  });
  // A picture that has just been asked for may call itself complete; one that never comes is told by brokenPictures().
  await page.waitForFunction(() => [...document.images].every(image => image.offsetParent === null || image.naturalWidth > 0),
    null, { timeout: 15_000 }).catch(() => null);
  await page.evaluate(() => Promise.all([...document.images].filter(image => image.offsetParent !== null)
    .map(image => image.decode().catch(() => null))).then(() => null));
}

// Those that are shown and could not be.
export const brokenPictures = page => page.evaluate(() => [...document.images]
  .filter(image => image.offsetParent !== null && image.naturalWidth === 0).map(image => image.currentSrc || image.outerHTML));
