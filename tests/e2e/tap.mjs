// Cases one after the other, one TAP line each. A case that throws has failed; the others still run.

const cases = [];
let seen = 0;
let failed = 0;

export const CASE_MS = 60_000;

export function test(name, run, limitMs = CASE_MS) {
  cases.push({ name, run, limitMs });
}

function comment(text) {
  for (const line of String(text).split('\n'))
    console.log(`# ${line}`);
}

export const note = comment;

function limited(run, ms) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`not done after ${ms / 1000} s`)), ms);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}

export function skipAll(reason) {
  console.log(`1..0 # SKIP ${reason}`);
}

// Runs every case and returns the exit status.
export async function run(only) {
  const chosen = cases.filter(each => !only || only.split('|').some(part => each.name.includes(part)));
  console.log(`1..${chosen.length}`);
  for (const { name, run: body, limitMs } of chosen) {
    const began = Date.now();
    seen += 1;
    try {
      await limited(body, limitMs);
      console.log(`ok ${seen} - ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${seen} - ${name}`);
      comment(error.stack ?? error);
    }
    comment(`${Date.now() - began} ms`);
  }
  return failed ? 1 : 0;
}
