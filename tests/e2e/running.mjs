// What `make run` does where there is no display: the demo shop, live on this computer, until it is interrupted.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { environment, scratch, start, vitrinectl } from './programs.mjs';
import { test } from './tap.mjs';
import { copyOfShop } from './world.mjs';

const status = url => new Promise((resolve, reject) => {
  https.get(url, { rejectUnauthorized: false, agent: false }, answer => {
    answer.resume();
    resolve(answer.statusCode);
  }).on('error', reject);
});

function waitFor(child, pattern) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = pattern.exec(child.out);
      if (found)
        resolve(found[0]);
    };
    child.stdout.on('data', look);
    child.ended.then(({ status: code, words }) => reject(new Error(`ended with ${code}: ${words}`)), reject);
    look();
  });
}

// Processes whose command line names this test's own folder.
function left() {
  return fs.readdirSync('/proc').filter(name => /^\d+$/.test(name) && Number(name) !== process.pid).filter(name => {
    try {
      return fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').some((word, i) => i > 0 && word.includes(`${scratch}/home`));
    } catch {
      return false;
    }
  });
}

test('vitrinectl demo publishes the demo shop on this computer, and stops with everything it started', async () => {
  // The demo shop of an earlier time is used again; this one has its pictures drawn.
  await copyOfShop(path.join(environment.XDG_DATA_HOME, 'vitrine', 'demo.vitrine'));
  const child = start(vitrinectl, ['demo'], { input: null });
  const url = await waitFor(child, /https:\/\/127\.0\.0\.1:\d+\/?/);
  assert.equal(await status(url), 200);
  assert.equal(await status(new URL('/products/orchid', url)), 200);
  child.kill('SIGTERM');
  const { status: code, signal } = await child.ended;
  assert.ok(code === 0 || signal === 'SIGTERM' || code === 143, `exit ${code ?? signal}`);
  await assert.rejects(status(url));
  assert.deepEqual(left(), []);
}, 240_000);
