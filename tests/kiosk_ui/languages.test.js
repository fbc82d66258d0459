import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = new URL('../../kiosk_ui/', import.meta.url);
const read = (path) => readFileSync(new URL(path, FOLDER), 'utf8');
const files = readdirSync(new URL('languages/', FOLDER)).filter((name) => name.endsWith('.json'));
const languages = Object.fromEntries(files.map((name) => [name.replace('.json', ''), JSON.parse(read(`languages/${name}`))]));
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every language has every key, none empty', () => {
  const [first, ...others] = Object.entries(languages);
  for (const [code, words] of others) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(first[1]).sort(), `${code} against ${first[0]}`);
  }
  for (const [code, words] of Object.entries(languages)) {
    for (const [key, text] of Object.entries(words)) assert.ok(text.trim(), `${code}: ${key}`);
  }
});

test('no key stands twice in a file', () => {
  for (const name of files) {
    const keys = [...read(`languages/${name}`).matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
    assert.equal(new Set(keys).size, keys.length, name);
  }
});

test('every language fills the same places', () => {
  const [first, ...others] = Object.values(languages);
  for (const words of others) {
    for (const [key, text] of Object.entries(words)) assert.deepEqual(places(text), places(first[key] ?? ''), key);
  }
});

test('Chinese sentences on pages have Chinese punctuation', () => {
  const isMixed = (text) => /[\u4e00-\u9fff”）][,;:!?(]|[,;:!?)][\u4e00-\u9fff“（]/.test(text);
  const mixed = Object.entries(languages['zh-Hans']).filter(([key, text]) => !key.startsWith('sync.') && isMixed(text));
  assert.deepEqual(mixed, []);
});

test('every key that the kiosk, the door and the parts name has words', () => {
  const sources = ['lib', 'kiosk', 'door'].flatMap((folder) => (
    readdirSync(new URL(`${folder}/`, FOLDER)).filter((name) => name.endsWith('.js')).map((name) => `${folder}/${name}`)
  ));
  for (const path of sources) {
    for (const [, key] of read(path).matchAll(/\bt\('([^']+)'/g)) assert.ok(languages.en[key], `${path}: ${key}`);
  }
});
