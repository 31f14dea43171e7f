// Reads search indexes: the engine that the host has, in the browser. An index is opened once and answers at once.

const PICTURE = 96;
const NO_COLUMN = 0xFFFFFFFF;
// Why a word of the index stands for one of the query, by their numbers in the engine.
const REASONS = ['exact', 'stem', 'joined', 'completion', 'correction', 'sound', 'synonym', 'colour', 'seen'];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Engine {
  #made;
  #words = { at: 0, size: 0 };
  #pixels = 0;

  constructor(instance) {
    this.#made = instance.exports;
  }

  // `source` is the module's bytes, or the answer of a request for it.
  static async load(source) {
    const { instance } = await (source instanceof Response || source instanceof Promise
      ? WebAssembly.instantiateStreaming(source) : WebAssembly.instantiate(source));
    return new Engine(instance);
  }

  // Views are made anew each time: memory that grew is another buffer.
  #numbers(at, n) {
    return new Uint32Array(this.#made.memory.buffer, at, n);
  }

  #text(at) {
    if (!at)
      return null;
    const [start, length] = this.#numbers(at, 2);
    return decoder.decode(new Uint8Array(this.#made.memory.buffer, start, length));
  }

  #put(bytes) {
    const at = this.#made.take(bytes.length);
    if (at)
      new Uint8Array(this.#made.memory.buffer, at, bytes.length).set(bytes);
    return at;
  }

  // For what is needed during one call only.
  #lend(bytes) {
    if (bytes.length > this.#words.size)
      this.#words = { at: this.#made.take(bytes.length + 1024), size: bytes.length + 1024 };
    new Uint8Array(this.#made.memory.buffer, this.#words.at, bytes.length).set(bytes);
    return bytes.length;
  }

  // What the bytes of a .vix answer; throws when they are none.
  open(bytes) {
    const at = this.#put(bytes);
    const index = at && this.#made.open(at, bytes.length);
    if (!index)
      throw new Error('no index');
    return new Index(this, index);
  }

  ask(index, text, typing, limit) {
    const length = this.#lend(encoder.encode(text));
    const at = this.#made.ask(index, this.#words.at, length, typing ? 1 : 0, limit);
    if (!at)
      return { hits: [], found: 0, relaxed: false, corrected: false, pinned: 0, redirect: '', terms: [] };
    const [n, hitsAt, found, relaxed, corrected, pinned, nTerms, redirectAt] = this.#numbers(at, 8);
    const hits = Array.from({ length: n }, (_, i) => {
      const [document, score] = this.#numbers(hitsAt + 8 * i, 2);
      return { document, score, pinned: i < pinned };
    });
    return { hits, found, relaxed: relaxed !== 0, corrected: corrected !== 0, pinned, redirect: this.#text(redirectAt),
      terms: Array.from({ length: nTerms }, (_, i) => this.#term(index, i)) };
  }

  #term(index, number) {
    const [known, dropped, reason, textAt, wordAt] = this.#numbers(this.#made.term(index, number), 5);
    return { known: known !== 0, dropped: dropped !== 0, reason: REASONS[reason], text: this.#text(textAt), word: this.#text(wordAt) };
  }

  // Which parts of the document's title are why it was found by the last query: from, to.
  marks(index, document) {
    const at = this.#made.mark(index, document);
    const title = this.#made.title(index, document);
    const [start, length] = this.#numbers(title, 2);
    const bytes = new Uint8Array(this.#made.memory.buffer, start, length);
    const place = offset => decoder.decode(bytes.subarray(0, offset)).length;
    const [n, rangesAt] = this.#numbers(at, 2);
    return Array.from({ length: n }, (_, i) => [...this.#numbers(rangesAt + 8 * i, 2)].map(place));
  }

  count(index) {
    return this.#made.documents(index);
  }

  id(index, document) {
    return this.#text(this.#made.id(index, document));
  }

  title(index, document) {
    return this.#text(this.#made.title(index, document));
  }

  #columnOf(index, name) {
    const length = this.#lend(name);
    return this.#made.column(index, this.#words.at, length);
  }

  // The number of a column; null when the index has none of the name.
  column(index, name) {
    const column = this.#columnOf(index, encoder.encode(name)) >>> 0;
    return column === NO_COLUMN ? null : column;
  }

  value(index, column, document, nth = 0) {
    return this.#text(this.#made.value(index, column, document, nth));
  }

  number(index, column, document) {
    const number = this.#made.number(index, column, document);
    return number > -1e15 ? number : null;
  }

  // Looks at a picture of at most 96 × 96 pixels, those of ImageData; alike() then compares with it.
  look(pixels, width, height) {
    this.#pixels ||= this.#made.take(4 * PICTURE * PICTURE);
    if (width > PICTURE || height > PICTURE || !this.#pixels)
      return false;
    new Uint8Array(this.#made.memory.buffer, this.#pixels, pixels.length).set(pixels);
    return this.#made.look(this.#pixels, width, height) !== 0;
  }

  // A file of looks, kept to be searched.
  openLooks(bytes) {
    const at = this.#put(bytes);
    const looks = at && this.#made.looks(at, bytes.length);
    if (!looks)
      throw new Error('no looks');
    return looks;
  }

  // The products of a file that look most like the last picture, the likest first.
  alike(looks, limit) {
    const n = this.#made.alike(looks, limit);
    const at = this.#made.matches();
    return Array.from({ length: n }, (_, i) => {
      const [low, high, distance] = this.#numbers(at + 16 * i, 3);
      return { id: String(BigInt(high) << 32n | BigInt(low)), distance };
    });
  }
}

// An open index of an engine.
class Index {
  #engine;
  #index;
  #columns = new Map();

  constructor(engine, index) {
    this.#engine = engine;
    this.#index = index;
  }

  get count() {
    return this.#engine.count(this.#index);
  }

  ask(text, { typing = true, limit = 10 } = {}) {
    return this.#engine.ask(this.#index, text, typing, limit);
  }

  marks(document) {
    return this.#engine.marks(this.#index, document);
  }

  id(document) {
    return this.#engine.id(this.#index, document);
  }

  title(document) {
    return this.#engine.title(this.#index, document);
  }

  #column(name) {
    if (!this.#columns.has(name))
      this.#columns.set(name, this.#engine.column(this.#index, name));
    return this.#columns.get(name);
  }

  value(name, document, nth = 0) {
    const column = this.#column(name);
    return column === null ? null : this.#engine.value(this.#index, column, document, nth);
  }

  number(name, document) {
    const column = this.#column(name);
    return column === null ? null : this.#engine.number(this.#index, column, document);
  }
}
