// The shop as shoppers, search engines and people who wish it ill meet it. `main.mjs [TEXT|TEXT…]` runs only the cases whose
// names contain one of them.

import { missing } from '../e2e/browser.mjs';
import { run, skipAll } from '../e2e/tap.mjs';

const lacking = missing();
let status = 0;

if (lacking) {
  skipAll(lacking);
} else {
  const { cleanUp } = await import('../e2e/programs.mjs');
  const { browser, demoHost } = await import('./shop.mjs');
  await import('./pages.mjs');
  await import('./fonts.mjs');
  await import('./consent.mjs');
  await import('./hostile.mjs');
  await import('./offline.mjs');
  await import('./search.mjs');
  await import('./crowded.mjs');
  await import('./presets.mjs');
  await import('./popups.mjs');
  try {
    // The pictures of the shop are drawn before any case's time begins.
    await demoHost();
    status = await run(process.argv[2]);
  } finally {
    await (await browser()).browser.close();
    await cleanUp();
  }
}
process.exitCode = status;
