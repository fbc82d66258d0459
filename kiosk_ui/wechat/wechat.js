/** Inside WeChat: how to get out of it, with the address to take along. */
import { t } from '../lib/words.js';
import { part, speak } from '../trust/plain.js';
import { systemOf } from '../trust/system.js';

const system = systemOf(navigator.userAgent, navigator.maxTouchPoints);
const choice = system === 'ios' || system === 'android' ? system : 'other';

function show() {
  part('.choose').textContent = t(`wechat.2.${choice}`);
  part('.address').textContent = location.href;
  part('.copy').textContent = t('wechat.copy');
  part('.told').textContent = '';
}

async function copy() {
  const isCopied = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  part('.told').textContent = t(isCopied ? 'wechat.copied' : 'wechat.by_hand');
}

/** Without https the browser offers no clipboard; the address is then marked for the thumb. */
function mark() {
  getSelection()?.selectAllChildren(part('.address'));
  part('.told').textContent = t('wechat.by_hand');
}

part('.copy').addEventListener('click', () => 'clipboard' in navigator ? void copy() : mark());
await speak(show);
