// The engine as browsers have it, for tests and benchmarks: tables as `vitrinectl search-index query --batch` reads and
// writes them.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Engine } from '../../data/theme/js/vix.js';

// null where nothing could build the module.
export async function loadEngine(path = process.env.SEARCH_WASM) {
  const bytes = await readFile(path);
  return bytes.length ? Engine.load(bytes) : null;
}

// Rows of a table with tabs between, by the names in its first line.
export async function readTable(path) {
  const bytes = await readFile(path);
  const [head, ...lines] = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map(line => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])));
}

// The answers to all queries, as lines of a run.
export function answerAll(index, queries, limit) {
  return queries.flatMap(({ query_id: id, query }) =>
    index.ask(query, { limit }).hits.map(({ document, score }, i) => `${id}\t${i + 1}\t${index.id(document)}\t${score}`));
}
