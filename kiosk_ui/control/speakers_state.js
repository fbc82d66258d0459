/** Sessions that come next with the speakers who are missing, and which stations reach a host. Pure. */

/** @typedef {{reg_no: string, name: string, organisation: string, host: string, host_phone: string | null}} MissingSpeaker */
/** @typedef {{session: string, name: string, name_en: string, hall: string, starts_at: string, ends_at: string, speakers: number, missing: number, is_due: boolean, missing_speakers: MissingSpeaker[] | null}} NextSession */

/**
 * A host's page is paired by her name, as the plan writes it.
 * @param {import('../lib/calls_state.js').CallPlace[]} places
 * @param {string} host
 */
export function hostStations(places, host) {
  return host === '' ? [] : places.filter(({ role, name }) => role === 'host' && name === host).map(({ id }) => id);
}
