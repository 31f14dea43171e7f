// The whole journey with the real programs: from a new shop to an order that comes back, and what happens when a line
// breaks on the way. `main.mjs [TEXT|TEXT…]` runs only the cases whose names contain one of them.

import { missing } from './browser.mjs';
import { run, skipAll } from './tap.mjs';

const lacking = missing();
let status = 0;

if (lacking) {
  skipAll(lacking);
} else {
  const { cleanUp } = await import('./programs.mjs');
  const { closeBrowser } = await import('./selling.mjs');
  await import('./publishing.mjs');
  await import('./running.mjs');
  try {
    status = await run(process.argv[2]);
  } finally {
    await closeBrowser();
    await cleanUp();
  }
}
process.exitCode = status;
