// Results while somebody types. The shop's index answers in the browser as soon as it is there, and its host until then.
// Everything here is loaded when a search box is first used; without it the box sends its form.

import { Engine } from './vix.js';
import { attach } from './combobox.js';

const WAIT_MS = 120;
const PRODUCTS = 8;
const THINGS = 6;
const LOOKED_AT = 20;
const PLAIN = /\p{M}/gu;

// Words are compared without capitals and accents, but for those that Thai is written with.
const plain = text => text.normalize('NFD').replace(PLAIN, mark => (/\p{Script=Thai}/u.test(mark) ? mark : '')).toLowerCase();

async function bytes(url, signal) {
  const answer = await fetch(url, { signal });
  if (!answer.ok)
    throw new Error(`${url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// What begins as the last word of the query and stands in titles that were found.
function complete(query, titles) {
  const typed = /[\p{L}\p{M}\p{N}]+$/u.exec(query)?.[0];
  const seen = new Map();
  if (!typed || typed.length < 2)
    return [];
  for (const { title, marks } of titles)
    for (const [start] of marks) {
      const word = /^[\p{L}\p{M}\p{N}]+/u.exec(title.slice(start))?.[0].toLocaleLowerCase() ?? '';
      const key = plain(word);
      if (key.startsWith(plain(typed)) && key !== plain(typed))
        seen.set(key, { word, n: (seen.get(key)?.n ?? 0) + 1 });
    }
  return [...seen.values()].sort((a, b) => b.n - a.n).slice(0, 4)
    .map(({ word }) => query.slice(0, query.length - typed.length) + word);
}

// What was searched for instead of what was typed.
function instead(query, terms) {
  const wrong = terms.filter(term => !term.known && !term.dropped && /correction|sound/.test(term.reason));
  return wrong.length ? terms.filter(term => !term.dropped).map(term => (wrong.includes(term) ? term.word : term.text)).join(' ') : '';
}

class Shop {
  parts = [];
  complete = false;
  #places = null;

  constructor(manifest) {
    this.manifest = manifest;
  }

  // The engine and the first part; the others come one after the other, unless data is dear.
  async load() {
    const { wasm, things, parts } = this.manifest;
    const [engine, pages, first] = await Promise.all([Engine.load(fetch(wasm)), bytes(things.url), bytes(parts[0].url)]);
    this.engine = engine;
    this.things = engine.open(pages);
    this.parts = [engine.open(first)];
    this.complete = parts.length === 1;
  }

  async loadRest() {
    for (const { url } of this.manifest.parts.slice(this.parts.length))
      this.parts.push(this.engine.open(await bytes(url)));
    this.complete = true;
  }

  #product(index, hit) {
    const title = index.title(hit.document);
    return { id: index.id(hit.document), title, marks: hit.marks, path: index.value('path', hit.document),
      picture: index.value('picture', hit.document), price: index.number('price', hit.document),
      from: index.number('from', hit.document) === 1, score: hit.score, pinned: hit.pinned };
  }

  ask(query, limit = PRODUCTS) {
    const answers = this.parts.map(index => {
      const answer = index.ask(query, { limit: Math.max(limit, LOOKED_AT) });
      return { ...answer, hits: answer.hits.map(hit => ({ ...hit, index, marks: index.marks(hit.document) })) };
    });
    // Where some parts have products with all the words, those with some are not what was meant.
    const whole = answers.filter(answer => !answer.relaxed && answer.found);
    const used = whole.length ? whole : answers;
    const hits = used.flatMap(answer => answer.hits.slice(0, Math.max(answer.found, answer.pinned)))
      .sort((a, b) => b.pinned - a.pinned || (a.pinned ? 0 : b.score - a.score));
    const terms = used[0]?.terms ?? [];
    return { products: hits.slice(0, limit).map(hit => this.#product(hit.index, hit)), things: this.#pages(query),
      total: used.reduce((sum, answer) => sum + answer.found, 0), relaxed: !whole.length, score: hits[0]?.score ?? 0,
      suggestions: complete(query, hits.map(hit => ({ title: hit.index.title(hit.document), marks: hit.marks }))),
      corrected: instead(query, terms), dropped: terms.filter(term => term.dropped).map(term => term.text).join(' '),
      redirect: answers.find(answer => answer.redirect)?.redirect ?? '' };
  }

  // Pages that have only some of the words are not what was meant: products come with some.
  #pages(query) {
    const { hits, found, relaxed } = this.things.ask(query, { limit: THINGS });
    return relaxed ? [] : hits.slice(0, found).map(({ document }) => ({ id: this.things.id(document), title: this.things.title(document), marks: this.things.marks(document),
      path: this.things.value('path', document), kind: this.things.value('kind', document) }));
  }

  // Of several ways to hear what was said: products with all the words, then few corrections, then the best of them.
  choose(heard) {
    const rank = query => {
      const { products, relaxed, corrected, score } = this.ask(query, 1);
      return products.length ? 1 + (relaxed ? 0 : 4) + (corrected ? 0 : 2) + score / (score + 1e6) : 0;
    };
    return heard.map(query => ({ query, rank: rank(query) })).reduce((best, each) => (each.rank > best.rank ? each : best)).query;
  }

  async loadLooks() {
    this.looks ??= this.engine.openLooks(await bytes(this.manifest.looks.url));
    if (!this.complete)
      await this.loadRest();
    this.#places ??= new Map(this.parts.flatMap(index =>
      Array.from({ length: index.count }, (_, document) => [index.id(document), { index, document }])));
  }

  // The products that look most like the pixels.
  async like({ data, width, height }) {
    await this.loadLooks();
    const alike = this.engine.look(data, width, height) ? this.engine.alike(this.looks, 2 * PRODUCTS) : [];
    return alike.map(({ id }) => id).filter(id => this.#places.has(id)).slice(0, PRODUCTS).map(id => {
      const { index, document } = this.#places.get(id);
      return this.#product(index, { document, score: 0, pinned: false, marks: [] });
    });
  }
}

export async function start(core) {
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('../css/search.css', import.meta.url).href });
  const styled = new Promise(resolve => style.addEventListener('load', resolve));
  document.head.append(style);
  const answer = await fetch(`${core.root}/search/index.json`);
  const manifest = await answer.json();
  const shop = new Shop(manifest);
  const boxes = new WeakSet();
  let ready = false;
  let asking = null;
  let turns = 0;

  const loading = manifest.wasm ? shop.load().then(() => {
    ready = true;
    if (!shop.complete && !navigator.connection?.saveData)
      shop.loadRest().catch(() => {});
  }) : Promise.reject(new Error('no engine'));
  loading.catch(() => {});
  await styled;

  // Addresses that the merchant gives have no language.
  function local(query) {
    const answer = shop.ask(query);
    return { ...answer, redirect: answer.redirect && core.root + answer.redirect };
  }

  async function askHost(query) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    await new Promise(resolve => setTimeout(resolve, WAIT_MS));
    if (signal.aborted || !manifest.instant)
      return null;
    const found = await fetch(`${manifest.instant}?${new URLSearchParams({ q: query })}`, { signal, headers: { Accept: 'application/json' } });
    return found.ok ? { suggestions: [], corrected: '', dropped: '', redirect: '', ...await found.json() } : null;
  }

  // `show` may be called twice: with what the browser knows, and with what the host knows better.
  async function find(query, show) {
    const turn = ++turns;
    asking?.abort();
    loading.then(() => turn === turns && show(local(query)), () => {});
    if (ready && shop.complete)
      return;
    // Without a network, what the browser has is the answer.
    const found = await askHost(query).catch(() => null);
    if (found && turn === turns && !(ready && shop.complete))
      show(ready ? { ...found, suggestions: shop.ask(query).suggestions } : found);
  }

  const tools = {
    find, manifest,
    heard: async alternatives => loading.then(() => shop.choose(alternatives), () => alternatives[0]),
    like: async pixels => loading.then(() => shop.like(pixels)),
  };

  return {
    attach(input) {
      if (boxes.has(input))
        return;
      boxes.add(input);
      attach(input, core, tools);
    },
  };
}
