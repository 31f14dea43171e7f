// Answers a table of queries by an engine that runs in JavaScript:
//   node search-in-node.mjs minisearch|wasm PRODUCTS.tsv|INDEX.vix QUERIES.tsv RUN.tsv TIMES.tsv LIMIT
// Prints its name, the seconds its index took and the bytes of it, where these can be told, as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hrtime } from 'node:process';
import { loadEngine } from '../support/vix.mjs';

const [engine, source, asked, run, times, limit] = process.argv.slice(2);
const require = createRequire(`${process.env.VITRINE_NODE_DIR}/`);
const FIELDS = { title: 4, name: 2, brand: 2, colour: 2, attributes: 1, description: 1 };

function table(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(line => line.split('\t'));
  return lines.map(line => Object.fromEntries(head.map((name, i) => [name, line[i] ?? ''])));
}

function openMiniSearch() {
  const MiniSearch = require('minisearch');
  const products = table(source);
  const began = performance.now();
  const index = new MiniSearch({ idField: 'product_id', fields: Object.keys(FIELDS) });
  index.addAll(products);
  const seconds = (performance.now() - began) / 1000;
  return {
    told: { name: 'MiniSearch', seconds },
    ask: text => index.search(text, { prefix: true, fuzzy: 0.2, boost: FIELDS }).slice(0, Number(limit)).map(hit => hit.id),
  };
}

async function openWasm() {
  const wasm = await loadEngine();
  if (!wasm)
    throw new Error('no clang with wasm-ld when this was built');
  const index = wasm.open(readFileSync(source));
  return {
    told: { name: 'WebAssembly' },
    ask: text => index.ask(text, { limit: Number(limit) }).hits.map(({ document }) => index.id(document)),
  };
}

const { told, ask } = await { minisearch: openMiniSearch, wasm: openWasm }[engine]();
const found = ['query_id\trank\tproduct_id'];
const taken = ['query_id\tnanoseconds'];
for (const { query_id, query } of table(asked)) {
  const began = hrtime.bigint();
  const ids = ask(query);
  taken.push(`${query_id}\t${hrtime.bigint() - began}`);
  ids.forEach((id, i) => found.push(`${query_id}\t${i + 1}\t${id}`));
}
writeFileSync(run, found.join('\n') + '\n');
writeFileSync(times, taken.join('\n') + '\n');
console.log(JSON.stringify(told));
