import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from '../../kiosk_ui/lib/field_checks.js';
import { filled, stepsOf } from '../../kiosk_ui/kiosk/form_state.js';
import { WAITING, kioskAfter } from '../../kiosk_ui/kiosk/kiosk_state.js';

const FORMS = {
  forms: { MEM: ['name', 'category', 'phone', 'organisation'], NON: ['name', 'category', 'phone', 'identity_number', 'position'] },
  notice: '说明', notice_en: 'Notice', notice_version: 3, kiosk_categories: ['MEM', 'NON'], prices_fen: { MEM: 150000, NON: 0 },
};

/** @param {...object} actions */
const after = (...actions) => actions.reduce((kiosk, action) => kioskAfter(kiosk, action), WAITING);
const typed = (field, text) => ({ type: 'form_typed', field, text });
const next = { type: 'form_next' };
const opened = [{ type: 'register', forms: FORMS }, { type: 'form_category', category: 'MEM' }];
const answered = [typed('name', ' 欧阳思远 '), next, typed('organisation', '江畔医院'), next, typed('phone', '13900001234'), next];
const agreed = [...opened, ...answered, { type: 'form_consent', given: true }];
const sent = [...agreed, { type: 'form_sent', walk_in_id: 'walk-1' }];
const told = { type: 'registered', answer: { reg_no: 'RC-W0001', owes_fen: 150000, released: false, print_job: null }, hasPrinter: true };

test('each category is asked what it must tell, two fields a screen at most', () => {
  const fields = (category) => stepsOf({ ...after(...opened).screen.form, category }).flatMap((step) => (step.key === 'fields' ? [step.fields] : []));

  assert.deepEqual(fields('MEM'), [['name'], ['organisation'], ['phone']]);
  assert.deepEqual(fields('NON'), [['name'], ['organisation', 'position'], ['phone'], ['identity_number']]);
});

test('where there is one category nobody is asked for it', () => {
  const { form } = after({ type: 'register', forms: { ...FORMS, kiosk_categories: ['MEM'] } }).screen;

  assert.equal(form.category, 'MEM');
  assert.equal(stepsOf(form)[0].key, 'fields');
});

test('a field that must be filled in keeps her at its step', () => {
  const { form } = after(...opened, next).screen;

  assert.deepEqual([form.at, form.faults], [1, { name: 'field_required' }]);
});

test('what was wrong is forgotten as soon as she types', () => {
  assert.deepEqual(after(...opened, next, typed('name', '欧')).screen.form.faults, {});
});

test('a phone number that can not be right is said at the field', () => {
  const { form } = after(...opened, ...answered.slice(0, 4), typed('phone', '1390000'), next).screen;

  assert.deepEqual(form.faults, { phone: 'bad_phone' });
});

test('back goes one step, and from the first to the beginning', () => {
  assert.equal(after(...opened, { type: 'form_back' }).screen.form.at, 0);
  assert.equal(after(...opened, { type: 'form_back' }, { type: 'form_back' }).screen.at, 'waiting');
});

test('nobody is registered without her consent', () => {
  const { at, form } = after(...opened, ...answered, { type: 'form_sent', walk_in_id: 'walk-1' }).screen;

  assert.deepEqual([at, form.faults], ['form', { consent: 'consent_needed' }]);
});

test('a form is compared before it is sent, and sent with the same id', () => {
  const comparing = after(...sent).screen;
  const registering = after(...sent, { type: 'compared', count: 0 }).screen;

  assert.deepEqual([comparing.at, registering.at, registering.walk_in_id], ['comparing', 'registering', 'walk-1']);
  assert.deepEqual(filled(registering.form), { name: '欧阳思远', organisation: '江畔医院', phone: '13900001234' });
});

test('who may be registered already is shown other ways first, and goes on if she insists', () => {
  const known = after(...sent, { type: 'compared', count: 1 });

  assert.equal(known.screen.at, 'known');
  assert.equal(kioskAfter(known, { type: 'no_code' }).screen.at, 'tail');
  assert.equal(kioskAfter(known, { type: 'surely_new', walk_in_id: 'walk-2' }).screen.at, 'registering');
});

test('who owes is told where to pay, with her number', () => {
  const { screen } = after(...sent, { type: 'compared', count: 0 }, told);

  assert.deepEqual(screen, { at: 'owes', owes_fen: 150000, reg_no: 'RC-W0001' });
});

test('who owes nothing gets her badge at once', () => {
  const answer = { reg_no: 'RC-W0001', owes_fen: 0, released: true, print_job: 'job-1' };
  const { screen } = after(...sent, { type: 'compared', count: 0 }, { ...told, answer });

  assert.deepEqual([screen.at, screen.job], ['printing', 'job-1']);
});

test('what the server refuses is said at its field', () => {
  const { at, form } = after(...sent, { type: 'form_refused', field: 'phone', code: 'bad_phone' }).screen;

  assert.equal(at, 'form');
  assert.deepEqual([stepsOf(form)[form.at].fields, form.faults], [['phone'], { phone: 'bad_phone' }]);
});

test('a notice that changed meanwhile is agreed to again', () => {
  const { form } = after(...sent, { type: 'compared', count: 0 }, { type: 'notice_changed', forms: { ...FORMS, notice_version: 4 } }).screen;

  assert.deepEqual([form.hasConsent, form.forms.notice_version, form.faults], [false, 4, { consent: 'notice_changed' }]);
});

test('walking away leaves nothing of what was typed', () => {
  const kiosk = after(...agreed, { type: 'wipe' });

  assert.deepEqual(kiosk, WAITING);
});

test('phones are read as they are written everywhere', () => {
  for (const good of ['13900001234', '+86 139-0000-1234', '１３９００００１２３４', '010-88886666', '+49 30 901820']) {
    assert.equal(faultOf('phone', good, true), null, good);
  }
  for (const bad of ['1390000123', '139000012345', '12', 'phone', '+86 1390000123']) assert.equal(faultOf('phone', bad, true), 'bad_phone', bad);
});

test('an ID number must add up, a passport need not', () => {
  for (const good of ['11010519491231002X', '11010519491231002x', '440524188001010014', 'E12345678', '110105491231002']) {
    assert.equal(faultOf('identity_number', good, true), null, good);
  }
  for (const bad of ['110105194912310021', '1101051949123100', '12', '11010519491231002']) {
    assert.equal(faultOf('identity_number', bad, true), 'bad_identity_number', bad);
  }
});

test('an optional field may stay empty but not be wrong', () => {
  assert.equal(faultOf('email', ' ', false), null);
  for (const text of ['nobody', 'lz@hospital', 'lz@qq.com,wm@qq.com', 'li zhe@example.org', 'lz@example..org', '@example.org']) {
    assert.equal(faultOf('email', text, false), 'bad_email', text);
  }
  for (const text of ['Li.Zhe+1@mail.example.com.cn', 'ｌｚ＠example．org']) assert.equal(faultOf('email', text, false), null, text);
});
