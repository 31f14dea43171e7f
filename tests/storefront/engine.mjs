// The engine in WebAssembly says what the native one says: the same index, the same queries, the same lines.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { answerAll, loadEngine, readTable } from '../support/vix.mjs';

const LIMIT = 20;
const MOST_BYTES = 40 * 1024;
const { SEARCH_WASM: wasm, VITRINECTL: vitrinectl, VITRINE_SHARED: shared } = process.env;
const folder = shared ? join(shared, 'data', 'icecat') : '';
let number = 0;

const tell = (good, name, why = '') => console.log(`${good ? 'ok' : 'not ok'} ${++number} - ${name}${why}`);

function compare(native, here) {
  const wrong = native.findIndex((line, i) => line !== here[i]);
  tell(native.length > 0 && wrong < 0 && native.length === here.length, 'the same answers to every query');
  if (wrong >= 0)
    console.log(`# ${native[wrong]} natively, ${here[wrong]} here`);
}

async function compareAll(engine, work) {
  const index = join(work, 'products.vix');
  const run = join(work, 'run.tsv');
  const queries = join(folder, 'queries.dev.tsv');
  execFileSync(vitrinectl, ['search-index', 'build', join(folder, 'products.tsv.gz'), '--output', index]);
  execFileSync(vitrinectl, ['search-index', 'query', index, '--batch', queries, '--output', run, '--limit', String(LIMIT)]);
  const native = (await readFile(run, 'utf8')).trimEnd().split('\n').slice(1);
  compare(native, answerAll(engine.open(await readFile(index)), await readTable(queries), LIMIT));
}

function refuse(engine) {
  for (const [name, bytes] of [['nothing', new Uint8Array()], ['zeros', new Uint8Array(4096)], ['text', Buffer.from('VIX1'.repeat(100))]]) {
    let refused = false;
    try {
      engine.open(bytes);
    } catch {
      refused = true;
    }
    tell(refused, `${name} is no index`);
  }
}

console.log('TAP version 13\n1..5');
const engine = await loadEngine();
if (!engine) {
  for (const name of ['size', 'nothing', 'zeros', 'text', 'answers'])
    tell(true, name, ' # SKIP no clang with wasm-ld when this was built');
} else {
  const size = gzipSync(await readFile(wasm), { level: 9 }).length;
  tell(size <= MOST_BYTES, `the module is small: ${size} bytes compressed`);
  refuse(engine);
  if (!existsSync(join(folder, 'products.tsv.gz'))) {
    tell(true, 'the same answers to every query', ' # SKIP the labelled products are not here: set VITRINE_SHARED');
  } else {
    const work = await mkdtemp(join(tmpdir(), 'vitrine-engine-'));
    try {
      await compareAll(engine, work);
    } finally {
      await rm(work, { recursive: true });
    }
  }
}
