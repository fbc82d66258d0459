/**
 * What happens to a scan: written down, sent, answered; or, when no answer comes at once, decided here with the same id and sent
 * later with what the person was told. Whichever answer comes later only confirms.
 */
import { Problem, newId, post, setOperatorSession } from '../lib/api.js';
import { problemWords } from '../lib/problem_words.js';
import { SLOW_MS, lost } from './connection.js';
import { hearCount } from './door_life.js';
import { isRepeat } from './door_state.js';
import { answeredMoves, decided, move, whoHas } from './offline.js';
import { isAboutContent, setAside } from './replaying.js';

const ANSWER_MS = 8000; // a slow answer is worth waiting for: it confirms

/**
 * @typedef {import('./door_life.js').Life} Life
 * @typedef {import('./queue.js').Entry} Entry
 * @typedef {import('./replaying.js').Told} Told
 * @typedef {import('./rules.js').Direction} Direction
 */

/** @param {Life} life @param {string} credential @param {Direction | null} direction null: the checkpoint's own @returns {Promise<void>} */
export async function scanned(life, credential, direction) {
  const scan = { scan_id: newId(), credential, at: new Date(life.clock.next()).toISOString(), direction };
  if (isRepeat(life.latest, scan)) return;
  life.latest = scan;
  life.send({ type: 'scanned', scan });
  const made = {
    body: { scan_id: scan.scan_id, credential, checkpoint: life.checkpoint.code, scanned_at: scan.at, ...(direction ? { direction } : {}) },
    event: life.local.roster?.small.event ?? null,
    is_rough: !life.clock.isKnown(),
  };
  if (life.connection.mode !== 'online') return decideHere(life, made, (entry) => life.queue.add(entry));
  const entry = await life.queue.add(made);
  const isAnswered = await Promise.race([sent(life, entry), new Promise((resolve) => setTimeout(resolve, SLOW_MS, false))]);
  if (isAnswered || !life.queue.get(scan.scan_id)) return;
  lose(life);
  await decideHere(life, entry, (decidedEntry) => life.queue.change([decidedEntry]));
}

/**
 * Ask as the door alone: a supervisor whose session has ended must not stop it.
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function asDoor(ask) {
  try {
    return await ask();
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'not_signed_in') throw problem;
    setOperatorSession(null);
    return ask();
  }
}

/** Nobody answered, or not at once: the door goes on alone. @param {Life} life */
export function lose(life) {
  life.connection = lost(life.connection, life.clock.now());
  life.tell();
}

/**
 * A steward lets in somebody whose code the door can't know; the event will say what it thinks of it.
 * @param {Life} life
 * @param {string} scan_id
 */
export async function letIn(life, scan_id) {
  const entry = life.queue.get(scan_id);
  if (!entry?.body.decided) return;
  const verdict = directionOf(life, entry) === 'out' ? 'left' : 'admitted';
  const at = new Date(life.clock.now()).toISOString();
  const { who } = await whoHas(life.local, entry.body.credential);
  await life.queue.change([{ ...entry, body: { ...entry.body, decided: { ...entry.body.decided, verdict, at } } }]);
  move(life.local, { scan_id, who, verdict, at: Date.parse(entry.body.scanned_at), answered_at: null });
  life.send({ type: 'decided', scan_id, said: { verdict, category: null, names: null, first_at: null } });
  life.tell();
}

/**
 * Take answers in: what they came to, and out of the queue.
 * @param {Life} life
 * @param {{entry: Entry, told: Told}[]} answers
 */
export async function answered(life, answers) {
  const now = life.clock.now();
  const moved = await Promise.all(answers.map(async ({ entry: { body }, told }) => ({ scan_id: body.scan_id, told: await moveOf(life, body, told, now) })));
  answeredMoves(life.local, moved);
  const last = answers.at(-1);
  if (last) hearCount(life, last.told.inside, Date.parse(last.told.recorded_at));
  await life.queue.drop(moved.map(({ scan_id }) => scan_id), moved.flatMap(({ told }) => told ?? []));
}

/**
 * @param {Life} life
 * @param {Entry} entry
 * @returns {Promise<boolean>} whether that was an answer; after it came too late, it is taken all the same
 */
async function sent(life, entry) {
  const { scan_id } = entry.body;
  try {
    const told = /** @type {Told} */ (await asDoor(() => post('/scans', entry.body, ANSWER_MS)));
    const now = life.queue.get(scan_id);
    const said = now?.body.decided?.verdict ?? null;
    if (!now) return true;
    life.send(said === null ? { type: 'answered', scan_id, answer: told } : { type: 'confirmed', answers: [{ told, said }] });
    // What the person was told is still to be sent, where it was something else.
    if (said === null || said === told.verdict) await answered(life, [{ entry: now, told }]);
    return true;
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 401 || (problem.status === 403 && !isAboutContent(problem))) return true; // the page as a whole says so
    if (!isAboutContent(problem)) return false;
    const now = life.queue.get(scan_id) ?? entry;
    await life.queue.change([setAside(now, problem)]);
    if (!now.body.decided) life.send({ type: 'problem', scan_id, detail: problemWords(problem) });
    life.tell();
    return true;
  }
}

/**
 * @template {Omit<Entry, 'n'>} E
 * @param {Life} life
 * @param {E} made
 * @param {(entry: E) => Promise<unknown>} write
 */
async function decideHere(life, made, write) {
  const { body } = made;
  const { local, clock } = life;
  const at = Date.parse(body.scanned_at);
  const said = await decided(local, { credential: body.credential, at, direction: directionOf(life, made) });
  if ('n' in made && !life.queue.get(body.scan_id)) return; // the answer came after all
  const verdict = said.verdict === 'cant_know' ? 'unknown_credential' : said.verdict;
  const told = { verdict, at: new Date(clock.now()).toISOString(), roster_at: local.roster?.small.made_at ?? null };
  const writing = write({ ...made, body: { ...body, decided: told } });
  if (verdict === 'admitted' || verdict === 'left') move(local, { scan_id: body.scan_id, who: said.who, verdict, at, answered_at: null });
  await writing;
  life.send({ type: 'decided', scan_id: body.scan_id, said });
  life.tell();
}

/** @param {Life} life @param {Omit<Entry, 'n'>} entry @returns {Direction} */
function directionOf({ checkpoint }, { body }) {
  return body.direction ?? (checkpoint.direction === 'out' ? 'out' : 'in');
}

/** @param {Life} life @param {import('./queue.js').ScanBody} body @param {Told} told @param {number} now @returns {Promise<import('./offline.js').Move | null>} */
async function moveOf({ local }, body, { verdict }, now) {
  if (verdict !== 'admitted' && verdict !== 'left') return null;
  const { who } = await whoHas(local, body.credential);
  return { scan_id: body.scan_id, who, verdict, at: Date.parse(body.scanned_at), answered_at: now };
}
