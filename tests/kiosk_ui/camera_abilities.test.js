import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askShortExposure, longerThan, shorter, torchOf, zoomOf } from '../../kiosk_ui/lib/camera_abilities.js';

const ABLE = { exposureMode: ['continuous', 'manual'], exposureTime: { min: 1, max: 5000 }, iso: { min: 50, max: 1600 } };
const track = (abilities, settings = {}) => ({
  getCapabilities: () => abilities, getSettings: () => settings, asked: [], applyConstraints(wish) { this.asked.push(wish); return Promise.resolve(); },
});

test('a slow camera is asked for a 250th of a second, and for the light it loses', () => {
  assert.deepEqual(shorter(ABLE, { exposureTime: 160, iso: 100 }), { exposureMode: 'manual', exposureTime: 40, iso: 400 });
  assert.deepEqual(shorter(ABLE, { exposureTime: 1600, iso: 400 })?.iso, 1600, 'no more than it has');
});

test('a camera that is fast already, or cannot be told, is left alone', () => {
  assert.equal(shorter(ABLE, { exposureTime: 20 }), null);
  assert.equal(shorter({ exposureMode: ['continuous'] }, {}), null);
  assert.equal(shorter({}, {}), null);
});

test('in a dark hall it gives way twice and then leaves it to the camera', () => {
  const wish = shorter(ABLE, { exposureTime: 330 });
  const second = longerThan(wish, ABLE);
  const third = longerThan(second, ABLE);

  assert.deepEqual([second.exposureTime, third.exposureTime], [80, 160]);
  assert.equal(longerThan(third, ABLE), null);
});

test('light and zoom are offered where the camera has them', async () => {
  const able = track({ torch: true, zoom: { min: 1, max: 4, step: 0.5 } }, { zoom: 2 });
  await torchOf(able)(true);
  await zoomOf(able).set(3);

  assert.deepEqual(able.asked, [{ advanced: [{ torch: true }] }, { advanced: [{ torch: true, zoom: 3 }] }], 'the light stays on');
  assert.equal(zoomOf(able).value, 2);
  assert.equal(torchOf(track({})), null);
  assert.equal(zoomOf(track({ zoom: { min: 1, max: 1 } })), null);
  assert.equal(zoomOf({ getSettings: () => ({}) }), null, 'a browser that tells nothing');
});

test('a hall that stays dark gets the camera\'s own exposure back', async () => {
  const able = track(ABLE, { exposureTime: 330 });
  const giveWay = await askShortExposure(able);
  for (const mean of [120, 20, 20, 20, 20]) {
    giveWay(mean);
    await new Promise(setImmediate);
  }

  assert.deepEqual(able.asked.map(({ advanced: [wish] }) => wish.exposureTime ?? wish.exposureMode), [40, 80, 160, 'continuous']);
});
