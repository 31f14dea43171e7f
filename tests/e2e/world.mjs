// What the cases share: the demo shop, its host and the browser, each made when it is first asked for.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { launch } from './browser.mjs';
import { createToken, ctlOk, dataDir, scratch, startHost } from './programs.mjs';

export const demo = path.join(dataDir, 'demo');
export const facts = JSON.parse(fs.readFileSync(path.join(demo, 'shop.json'), 'utf8'));

const once = make => {
  let made;
  return () => (made ??= make());
};

// A product of this test: its variants differ in price and photograph.
const MORE = `name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets
Watering Can,watering-can,"Holds two litres and pours where you point it.",charles-deluvio-695736-unsplash.jpg|silvia-agrasar-227575-unsplash.jpg,category:Objects,Colour,Terracotta,WC-TE,24.00,standard,6,,charles-deluvio-695736-unsplash.jpg,
,,,,,,Lime,WC-LI,26.50,standard,4,,silvia-agrasar-227575-unsplash.jpg,
`;

export const demoShop = once(async () => {
  const shop = path.join(scratch, 'Demo.vitrine');
  const more = path.join(scratch, 'more.csv');
  await ctlOk(['new', shop, '--demo']);
  fs.writeFileSync(more, MORE);
  await ctlOk(['import', shop, more, '--images', path.join(demo, 'images')]);
  return shop;
});

// The storefront as files. A copy of the shop is kept as it is then: pictures drawn, never published.
const untouched = path.join(scratch, 'Untouched.vitrine');
export const built = once(async () => {
  const out = path.join(scratch, 'built');
  await ctlOk(['build', await demoShop(), '-o', out]);
  fs.cpSync(await demoShop(), untouched, { recursive: true });
  return out;
});

// A shop is a folder: a copy of it is the same shop.
export async function copyOfShop(name) {
  const copy = path.isAbsolute(name) ? name : path.join(scratch, `${name}.vitrine`);
  await built();
  fs.cpSync(untouched, copy, { recursive: true });
  return copy;
}

// A host with a token, without a shop yet.
export async function newHost(name, args) {
  const data = path.join(scratch, name);
  const host = await startHost(data, args);
  host.token = await createToken(data);
  host.env = { VITRINE_TOKEN: host.token };
  return host;
}

export const addHost = (shop, name, url, fingerprint, env) =>
  ctlOk(['host', 'add', shop, name, '--kind', 'vitrine', '--url', url, ...(fingerprint ? ['--fingerprint', fingerprint] : [])], { env });

export const liveHost = once(() => newHost('live'));
export const browser = once(launch);

// A call of the host's management interface.
export async function manage(host, method, where, body) {
  const { request } = await import('node:https');
  return new Promise((resolve, reject) => {
    const call = request(host.url + where, {
      method, rejectUnauthorized: false, agent: false,
      headers: { Authorization: `Bearer ${host.token}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', part => { text += part; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    call.on('error', reject);
    call.end(body ? JSON.stringify(body) : undefined);
  });
}

export const get = (host, where) => manage(host, 'GET', where);

// Path to SHA-256 of a release.
export async function manifest(host, release) {
  const answer = await get(host, `/admin/v1/releases/${release}`);
  assert.equal(answer.status, 200, answer.text);
  return new Map(JSON.parse(answer.text).files.map(file => [file.path, file.sha256]));
}

export async function activeRelease(host) {
  return JSON.parse((await get(host, '/admin/v1')).text).active_release;
}

// "€1,245.00" or "−€10.80" in cents.
export function cents(text) {
  const digits = text.replace(/[^\d.]/g, '');
  assert.match(digits, /^\d+(\.\d\d)?$/, `“${text}” is not an amount`);
  return Math.round(Number(digits) * 100) * (/[-−]/.test(text) ? -1 : 1);
}

// Half up, in whole numbers: how the shop rounds.
export const share = (amount, part, whole) => Math.floor((amount * part * 2 + whole) / (2 * whole));
