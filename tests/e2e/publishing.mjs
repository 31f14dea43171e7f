// Publishing over a line that breaks, to a host that is not there, not ours, or slow: the shop is never harmed, the live
// shop never half changed, and the next attempt goes on where the last one stopped.

import assert from 'node:assert/strict';
import net from 'node:net';
import path from 'node:path';
import { startProxy } from './proxy.mjs';
import { createToken, ctl, ctlJson, ctlOk, scratch, start, startHost, stop, vitrinectl } from './programs.mjs';
import { test } from './tap.mjs';
import { activeRelease, addHost, copyOfShop, get, manifest, newHost } from './world.mjs';

const SOME = 20;

// Every blob of the release reached the host, and none twice.
async function sentOnce(host, proxy) {
  const needed = new Set((await manifest(host, await activeRelease(host))).values());
  assert.equal(new Set(proxy.puts).size, proxy.puts.length, 'a file was sent twice');
  assert.deepEqual([...new Set(proxy.puts)].sort(), [...needed].sort());
}

async function fails(shop, options, pattern, name) {
  const { status, out, words } = await ctl(['publish', shop, '--to', name], options);
  assert.equal(status, 1, `exit ${status}: ${words}${out}`);
  assert.match(words, pattern);
  await ctlOk(['verify', shop]);
}

// It takes half a minute until a host counts as too slow: this is begun with the first case and judged by its own.
let asking = null;
async function askSlowHost() {
  const shop = await copyOfShop('Slow');
  const host = await newHost('slow');
  const proxy = await startProxy(host, () => 'hang');
  await addHost(shop, 'slow', proxy.url, host.fingerprint, host.env);
  return { shop, host, proxy, publishing: start(vitrinectl, ['publish', shop, '--to', 'slow'], { env: host.env }) };
}

test('vitrinectl killed while it uploads: the next one goes on where it stopped', async () => {
  asking = askSlowHost();
  const shop = await copyOfShop('Killed');
  const host = await newHost('killed');
  const proxy = await startProxy(host);
  let seen = 0;
  await addHost(shop, 'broken', proxy.url, host.fingerprint, host.env);
  const publishing = start(vitrinectl, ['publish', shop], { env: host.env });
  proxy.decide = request => {
    if (request.method !== 'PUT' || ++seen <= SOME)
      return undefined;
    publishing.kill('SIGKILL');
    return 'cut';
  };
  assert.equal((await publishing.ended).signal, 'SIGKILL');
  assert.equal(proxy.puts.length, SOME);
  assert.equal(await activeRelease(host), null);
  assert.equal((await get(host, '/')).status, 503);
  await ctlOk(['verify', shop]);

  proxy.decide = () => undefined;
  const { release } = await ctlJson(['publish', shop], { env: host.env });
  assert.equal(release, await activeRelease(host));
  await sentOnce(host, proxy);
  assert.equal((await get(host, '/')).status, 200);
  await ctlOk(['verify', shop]);
  proxy.close();
  await stop(host.child);
}, 120_000);

test('the host killed while it receives: said, nothing live, and the next attempt goes on', async () => {
  const shop = await copyOfShop('Half');
  const host = await newHost('half');
  const proxy = await startProxy(host);
  let seen = 0;
  await addHost(shop, 'broken', proxy.url, host.fingerprint, host.env);
  proxy.decide = request => {
    if (request.method === 'PUT' && ++seen > SOME) {
      host.child.kill('SIGKILL');
      return 'cut';
    }
    return undefined;
  };
  await fails(shop, { env: host.env }, /cannot be reached/, 'broken');
  await host.child.ended;

  const again = await startHost(host.data);
  Object.assign(host, { url: again.url, child: again.child });
  Object.assign(proxy, { target: again.url, decide: () => undefined });
  assert.equal(again.fingerprint, host.fingerprint);
  assert.equal(await activeRelease(host), null);
  await ctlOk(['publish', shop], { env: host.env });
  await sentOnce(host, proxy);
  proxy.close();
  await stop(host.child);
}, 120_000);

test('a line that breaks now and then: the file is sent again, and publishing succeeds', async () => {
  const shop = await copyOfShop('Shaky');
  const host = await newHost('shaky');
  let seen = 0;
  const proxy = await startProxy(host, request => (request.method === 'PUT' && ++seen % 60 === 7 ? 'cut' : undefined));
  await addHost(shop, 'shaky', proxy.url, host.fingerprint, host.env);
  await ctlOk(['publish', shop], { env: host.env });
  assert.ok(seen > proxy.puts.length, 'no line was cut');
  await sentOnce(host, proxy);
  proxy.close();
  await stop(host.child);
}, 120_000);

test('no host at the address', async () => {
  const shop = await copyOfShop('Down');
  const closed = await new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
  await addHost(shop, 'down', `https://127.0.0.1:${closed}`, '', { VITRINE_TOKEN: 'vt_0123456789abcdef0123456789' });
  await fails(shop, { env: { VITRINE_TOKEN: 'vt_0123456789abcdef0123456789' } }, /cannot be reached.*try again/s, 'down');
});

test('a host that takes the call and never answers', async () => {
  const { shop, host, proxy, publishing } = await (asking ??= askSlowHost());
  const { status, words } = await publishing.ended;
  assert.equal(status, 1);
  assert.match(words, /did not answer in \d+ seconds/);
  await ctlOk(['verify', shop]);
  proxy.close();
  await stop(host.child);
});

test('a certificate that nobody vouches for is named by its fingerprint and not trusted', async () => {
  const shop = await copyOfShop('Stranger');
  const host = await newHost('stranger');
  await addHost(shop, 'stranger', host.url, '', host.env);
  await fails(shop, { env: host.env }, new RegExp(host.fingerprint.slice('SHA256:'.length), 'i'), 'stranger');
  assert.equal(await activeRelease(host), null);
  await stop(host.child);
});

test('another certificate than the one that was trusted is refused', async () => {
  const shop = await copyOfShop('Changed');
  const host = await newHost('changed');
  const wrong = `SHA256:${'0'.repeat(64)}`;
  await addHost(shop, 'changed', host.url, wrong, host.env);
  await fails(shop, { env: host.env }, /certificate/i, 'changed');
  await stop(host.child);
});

test('a wrong token, and one that may only read, publish nothing', async () => {
  const shop = await copyOfShop('Token');
  const host = await newHost('token');
  await addHost(shop, 'token', host.url, host.fingerprint, host.env);
  await fails(shop, { env: { VITRINE_TOKEN: `${host.token.slice(0, -4)}0000` } }, /token/, 'token');
  await fails(shop, { env: { VITRINE_TOKEN: await createToken(host.data, 'read') } }, /token/, 'token');
  assert.equal(await activeRelease(host), null);
  await stop(host.child);
});

test('somebody else published since: said first, replaced only when asked again', async () => {
  const host = await newHost('shared');
  const mine = await copyOfShop('Mine');
  await addHost(mine, 'shared', host.url, host.fingerprint, host.env);
  await ctlOk(['publish', mine], { env: host.env });

  const theirs = path.join(scratch, 'Theirs.vitrine');
  await ctlOk(['new', theirs, '--name', 'Theirs', '--currency', 'EUR', '--language', 'en']);
  await addHost(theirs, 'shared', host.url, host.fingerprint, host.env);
  await ctl(['publish', theirs], { env: host.env });
  await ctlOk(['publish', theirs], { env: host.env });
  const released = await activeRelease(host);

  await ctlOk(['set', mine, 'product:orchid', 'price=60.00']);
  await fails(mine, { env: host.env }, /[Ss]omebody else/, 'shared');
  assert.equal(await activeRelease(host), released);
  await ctlOk(['publish', mine], { env: host.env });
  assert.notEqual(await activeRelease(host), released);
  await stop(host.child);
}, 120_000);
