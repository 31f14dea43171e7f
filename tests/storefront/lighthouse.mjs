// What Lighthouse says of the demo shop's pages as a phone meets them: the median of three runs, in English and Thai, and
// what it would mend. Ends with 1 where a score is below 100. `lighthouse.mjs [TEXT]` judges only pages whose names contain TEXT.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromePath } from '../e2e/browser.mjs';
import { cleanUp } from '../e2e/programs.mjs';
import { demoHost, inLanguage, PAGES } from './shop.mjs';

const need = createRequire(path.join(process.env.VITRINE_NODE_DIR, 'package.json'));
const program = path.join(path.dirname(need.resolve('lighthouse/package.json')), 'cli/index.js');
const JUDGED = ['home', 'everything', 'product with choices', 'search results'];
const RUNS = 3;
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

async function judgeAll() {
  let worst = 100;
  const { url } = await demoHost();
  console.log('| page | performance | accessibility | best practices | SEO | LCP | TBT | CLS |\n|---|---|---|---|---|---|---|---|');
  for (const name of JUDGED.filter(each => each.includes(process.argv[2] ?? '')))
    for (const language of ['en', 'th']) {
      const where = await inLanguage(PAGES[name].path, language);
      const reports = [];
      for (let i = 0; i < RUNS; i++)
        reports.push(await judge(url + where));
      const categories = Object.keys(reports[0].categories);
      const scores = categories.map(each => median(reports.map(report => Math.round(report.categories[each].score * 100))));
      const timing = id => median(reports.map(report => report.audits[id].numericValue));
      worst = Math.min(worst, ...scores);
      console.log(`| ${name}, ${language} | ${scores.join(' | ')} | ${Math.round(timing('largest-contentful-paint'))} ms | `
        + `${Math.round(timing('total-blocking-time'))} ms | ${timing('cumulative-layout-shift').toFixed(3)} |`);
      categories.forEach((each, i) => scores[i] < 100 && console.log(`  ${each}: ${lost(reports[0], each).join('; ')}`));
    }
  return worst;
}

try {
  process.exitCode = await judgeAll() < 100 ? 1 : 0;
} finally {
  await cleanUp();
}
