// The programs as their users start them: vitrinectl and vitrine-host from the build folder, in folders of their own.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const need = name => process.env[name] ?? fail(`${name} is not set: run this by meson test`);
const fail = text => { throw new Error(text); };

export const vitrinectl = need('VITRINECTL');
export const vitrineHost = need('VITRINE_HOST');
export const dataDir = need('VITRINE_DATA_DIR');
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vitrine-e2e-'));

const running = new Set();

// No desktop's settings, secrets or folders come into play.
const home = path.join(scratch, 'home');
fs.mkdirSync(home);
export const environment = {
  ...process.env, HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_CACHE_HOME: path.join(home, 'cache'),
  XDG_CONFIG_HOME: path.join(home, 'config'), LC_ALL: 'C.UTF-8', TZ: 'UTC', DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  NO_COLOR: '1',
};

export function start(program, args, { env = {}, input } = {}) {
  const child = spawn(program, args, { env: { ...environment, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  child.out = '';
  child.words = '';
  child.stdout.setEncoding('utf8').on('data', text => { child.out += text; });
  child.stderr.setEncoding('utf8').on('data', text => { child.words += text; });
  child.stdin.on('error', () => {});
  if (input !== null)
    child.stdin.end(input ?? '');
  running.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      running.delete(child);
      resolve({ status, signal, out: child.out, words: child.words });
    });
  });
  return child;
}

// Runs vitrinectl to its end; the caller judges the status.
export const ctl = (args, options) => start(vitrinectl, args, options).ended;

// Runs vitrinectl, which has to succeed, and returns what it printed.
export async function ctlOk(args, options) {
  const { status, signal, out, words } = await ctl(args, options);
  if (status !== 0)
    fail(`vitrinectl ${args.join(' ')}: exit ${status ?? signal}\n${words}${out}`);
  return out;
}

export const ctlJson = async (args, options) => JSON.parse(await ctlOk([...args, '--json'], options));

// Starts vitrine-host on a port of the system's choice and waits until it says where.
export async function startHost(data, args = ['--tls-self-signed']) {
  const child = start(vitrineHost, ['--data', data, '--listen', '127.0.0.1:0', '--api-rate', '0', ...args]);
  const host = { child, data };
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line.startsWith('listening '))
      host.url = line.slice('listening '.length).replace(/\/$/, '');
    if (line.startsWith('fingerprint SHA256:'))
      host.fingerprint = line.slice('fingerprint '.length);
    if (host.url && (host.fingerprint || !args.includes('--tls-self-signed')))
      break;
  }
  if (!host.url)
    fail(`vitrine-host did not start: ${child.words}`);
  child.stdout.resume();
  return host;
}

export async function createToken(data, scope = 'publish') {
  const { status, out, words } = await start(vitrineHost, ['token', 'create', '--data', data, '--scope', scope]).ended;
  return status === 0 ? out.trim() : fail(`no token: ${words}`);
}

export async function stop(child, signal = 'SIGTERM') {
  child.kill(signal);
  return child.ended;
}

export async function cleanUp() {
  for (const child of running)
    child.kill('SIGKILL');
  await Promise.all([...running].map(child => child.ended));
  if (process.env.VITRINE_KEEP)
    console.log(`# kept ${scratch}`);
  else
    fs.rmSync(scratch, { recursive: true, force: true });
}
