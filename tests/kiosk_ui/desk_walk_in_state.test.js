import assert from 'node:assert/strict';
import { test } from 'node:test';

import { faultsOf, filled, firstFault, requiredFields, shownFields, withoutNumber } from '../../kiosk_ui/desk/walk_in_state.js';

const FORMS = {
  forms: { MEM: ['name', 'category', 'phone', 'organisation'], MED: ['name', 'category', 'phone', 'identity_number'] },
  notice: '', notice_en: '', notice_version: 1, prices_fen: {},
};

test('a category’s own fields are asked, and stand open', () => {
  assert.deepEqual(requiredFields(FORMS, 'MED'), ['name', 'phone', 'identity_number']);
  assert.ok(shownFields(FORMS, 'MED').open.includes('identity_number'));
  assert.ok(shownFields(FORMS, 'MEM').folded.includes('identity_number'));
});

test('before a category is chosen only the name is asked', () => {
  assert.deepEqual(requiredFields(FORMS, ''), ['name']);
  assert.deepEqual(requiredFields(null, 'MEM'), ['name']);
});

test('a field is called wrong only after it was left', () => {
  const answers = { name: '王伟', phone: '138' };

  assert.deepEqual(faultsOf(FORMS, 'MEM', answers, []), {});
  assert.deepEqual(faultsOf(FORMS, 'MEM', answers, ['phone']), { phone: 'bad_phone' });
});

test('the form can be sent when every field holds', () => {
  const answers = { name: '王伟', phone: '13800000001', organisation: '第一医院' };

  assert.equal(firstFault(FORMS, 'MEM', answers), null);
  assert.equal(firstFault(FORMS, 'MED', answers), 'identity_number');
  assert.equal(firstFault(FORMS, 'MED', { ...answers, identity_number: '11010519491231002X' }), null);
});

test('what was left empty is not sent', () => {
  assert.deepEqual(filled({ name: ' 王伟 ', email: '  ' }), { name: '王伟' });
});

test('a card that was read stands for its number', () => {
  const read = withoutNumber(FORMS, true);

  assert.deepEqual(requiredFields(read, 'MED'), ['name', 'phone']);
  assert.ok(!Object.values(shownFields(read, 'MED', true)).flat().includes('identity_number'));
  assert.equal(withoutNumber(FORMS, false), FORMS);
  assert.equal(withoutNumber(null, true), null);
});
