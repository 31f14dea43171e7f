// What Lighthouse says of the demo shop's pages as a phone meets them: the median of three runs, in English and Thai, and
// what it would mend; the home page in every look. Ends with 1 where a score is below 100. `lighthouse.mjs [TEXT]` judges only pages whose names contain TEXT.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromePath } from '../e2e/browser.mjs';
import { cleanUp, ctlOk } from '../e2e/programs.mjs';
import { copyOfDemo, demoHost, inLanguage, PAGES, publish } from './shop.mjs';

const need = createRequire(path.join(process.env.VITRINE_NODE_DIR, 'package.json'));
const program = path.join(path.dirname(need.resolve('lighthouse/package.json')), 'cli/index.js');
const JUDGED = ['home', 'everything', 'product with choices', 'search results'];
const LOOKS = ['mercado', 'atelier', 'jardim', 'noite'];
const COLOURS = ['background', 'surface', 'text', 'muted', 'line', 'primary', 'on-primary', 'accent', 'success', 'danger'];
const RUNS = Number(process.env.LIGHTHOUSE_RUNS ?? 3);
const CHROME = '--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run '
  + '--disable-background-networking --disable-component-update --disable-sync';

function judge(url) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, url, '--quiet', '--output=json', '--output-path=stdout',
      '--no-enable-error-reporting', `--chrome-flags=${CHROME}`], { env: { ...process.env, CHROME_PATH: chromePath } });
    let text = '';
    let words = '';
    child.stdout.setEncoding('utf8').on('data', part => { text += part; });
    child.stderr.setEncoding('utf8').on('data', part => { words += part; });
    child.on('close', status => (status === 0 ? resolve(JSON.parse(text)) : reject(new Error(words))));
  });
}

const median = numbers => numbers.sort((a, b) => a - b)[numbers.length >> 1];

// Audits that took points, of a category.
const lost = (report, category) => report.categories[category].auditRefs
  .filter(each => each.weight && (report.audits[each.id].score ?? 1) < 0.9).map(each => report.audits[each.id].title);

// The worst of a page's scores, each the median of some runs.
async function judgePage(name, url) {
  const reports = [];
  for (let i = 0; i < RUNS; i++)
    reports.push(await judge(url));
  const categories = Object.keys(reports[0].categories);
  const scores = categories.map(each => median(reports.map(report => Math.round(report.categories[each].score * 100))));
  const timing = id => median(reports.map(report => report.audits[id].numericValue));
  console.log(`| ${name} | ${scores.join(' | ')} | ${Math.round(timing('largest-contentful-paint'))} ms | `
    + `${Math.round(timing('total-blocking-time'))} ms | ${timing('cumulative-layout-shift').toFixed(3)} |`);
  categories.forEach((each, i) => scores[i] < 100 && console.log(`  ${each}: ${lost(reports[0], each).join('; ')}`));
  return Math.min(...scores);
}

// The home page in each of the looks, as a shop of its own.
async function judgeLooks(wanted) {
  const scores = [];
  for (const look of LOOKS.filter(each => `home in ${each}`.includes(wanted))) {
    const shop = await copyOfDemo(look);
    await ctlOk(['brand', shop, 'set', `look.preset=${look}`, ...COLOURS.map(each => `colour.${each}=`), 'type.heading=', 'type.body=']);
    const { url } = await publish(shop, look);
    scores.push(await judgePage(`home in ${look}`, `${url}/`));
  }
  return scores;
}

async function judgeAll() {
  const wanted = process.argv[2] ?? '';
  const scores = [100];
  const { url } = await demoHost();
  console.log('| page | performance | accessibility | best practices | SEO | LCP | TBT | CLS |\n|---|---|---|---|---|---|---|---|');
  for (const name of JUDGED.filter(each => each.includes(wanted)))
    for (const language of ['en', 'th'])
      scores.push(await judgePage(`${name}, ${language}`, url + await inLanguage(PAGES[name].path, language)));
  scores.push(...await judgeLooks(wanted));
  return Math.min(...scores);
}

try {
  process.exitCode = await judgeAll() < 100 ? 1 : 0;
} finally {
  await cleanUp();
}
