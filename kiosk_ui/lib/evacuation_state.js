/**
 * An evacuation's list as this device shows it: what the server told, with this device's own marks on top until the server has
 * them. Pure: no DOM, no clock, no requests.
 */

/**
 * @typedef {{reg_no: string, name: string, organisation: string, hall: string, since: string, is_out: boolean, marked_by: string | null, at: string | null}} Person
 * @typedef {{people: number, out: number, inside: number, unnamed: number}} Counts
 * @typedef {Counts & {hall: string, name: string, name_en: string | null}} Hall
 * @typedef {{evacuation_id: string, reason: string, at: string, ended_at: string | null, started_by: string, counts: Counts, halls: Hall[], people: Person[]}} Evacuation
 * @typedef {{evacuation_mark_id: string, evacuation_id: string, reg_no: string, is_out: boolean}} Mark
 * @typedef {Person & {isWaiting: boolean}} Line `isWaiting`: marked here, and the server does not know yet
 */

/**
 * The people with the marks that are still under way.
 * @param {Evacuation} evacuation
 * @param {Mark[]} waiting in the order they were made
 * @returns {Line[]}
 */
export function linesOf({ evacuation_id, people }, waiting) {
  const marks = new Map(waiting.filter((mark) => mark.evacuation_id === evacuation_id).map((mark) => [mark.reg_no, mark.is_out]));
  return people.map((person) => {
    const mine = marks.get(person.reg_no);
    return { ...person, is_out: mine ?? person.is_out, isWaiting: mine !== undefined };
  });
}

/**
 * The list with who was marked since, as the server told it. Null where the two don't fit: then the whole list is asked for.
 * @param {Evacuation | null} known
 * @param {Evacuation} told its people are those marked lately
 * @returns {Evacuation | null}
 */
export function joined(known, told) {
  if (known?.evacuation_id !== told.evacuation_id || known.people.length !== told.counts.people) return null;
  const news = new Map(told.people.map((each) => [each.reg_no, each]));
  const people = known.people.map((each) => news.get(each.reg_no) ?? each);
  return people.filter(({ is_out }) => is_out).length === told.counts.out ? { ...told, people } : null;
}

/**
 * How many are still inside, as this device knows; where no names are told, as the server counts.
 * @param {Evacuation} evacuation
 * @param {Mark[]} waiting
 */
export function stillInside(evacuation, waiting) {
  if (!evacuation.people.length) return evacuation.counts.inside;
  return linesOf(evacuation, waiting).filter(({ is_out }) => !is_out).length;
}

/**
 * A mark for the queue. One of the same person that was not sent yet is replaced: only the last word counts.
 * @param {Mark[]} waiting the first is under way
 * @param {Mark} mark
 * @returns {Mark[]}
 */
export function marked(waiting, mark) {
  const [first, ...rest] = waiting;
  const others = rest.filter((each) => each.reg_no !== mark.reg_no || each.evacuation_id !== mark.evacuation_id);
  return first ? [first, ...others, mark] : [mark];
}

/**
 * Whether a line is what someone looks for: part of its name, number or organisation.
 * @param {{name: string, reg_no: string, organisation: string}} line
 * @param {string} query
 */
export function isSought({ name, reg_no, organisation }, query) {
  const words = query.trim().toLocaleLowerCase().split(/\s+/);
  const text = `${name} ${reg_no} ${organisation}`.toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * The lines of each hall, by name; a hall without any is left out.
 * @param {Hall[]} halls
 * @param {Line[]} lines
 * @param {string} language
 * @returns {{hall: Hall, lines: Line[]}[]}
 */
export function byHall(halls, lines, language) {
  const order = new Intl.Collator(language);
  return halls.map((hall) => ({
    hall, lines: lines.filter((line) => line.hall === hall.hall).sort((one, other) => order.compare(one.name, other.name)),
  })).filter(({ lines: found }) => found.length > 0);
}
