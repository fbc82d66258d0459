/** The money policy between fields as people type them and what the server keeps. Pure. */

/**
 * @typedef {{lost_badge_fee_fen: number, drawer_limit_fen: number|null, channel_fees: Record<string, number>, prices: {category: string, from_on: string, fee_fen: number}[]}} Policy
 * @typedef {{lost_badge_fee: string, drawer_limit: string, channel_fees: Record<string, string>, prices: {category: string, from_on: string, fee: string}[]}} Typed
 */

const BASIS = 100; // hundredths of a percent in a percent
const WHOLE = 10000;

/**
 * @param {Policy} policy
 * @param {(fen: number) => string} yuanOf
 * @returns {Typed}
 */
export function typedPolicy(policy, yuanOf) {
  return {
    lost_badge_fee: policy.lost_badge_fee_fen ? yuanOf(policy.lost_badge_fee_fen) : '',
    drawer_limit: policy.drawer_limit_fen === null ? '' : yuanOf(policy.drawer_limit_fen),
    channel_fees: Object.fromEntries(Object.entries(policy.channel_fees).map(([method, points]) => [method, String(points / BASIS)])),
    prices: policy.prices.map(({ category, from_on, fee_fen }) => ({ category, from_on, fee: yuanOf(fee_fen) })),
  };
}

/**
 * @param {Typed} typed
 * @param {(text: string) => number|null} fenOf
 * @returns {Policy|null} null while something typed is no amount
 */
export function policyOf(typed, fenOf) {
  const amount = (/** @type {string} */ text) => text.trim() === '' ? 0 : fenOf(text);
  const lost = amount(typed.lost_badge_fee);
  const limit = typed.drawer_limit.trim() === '' ? null : fenOf(typed.drawer_limit) ?? NaN;
  const prices = typed.prices.map(({ category, from_on, fee }) => ({ category, from_on, fee_fen: fenOf(fee) }));
  const fees = Object.entries(typed.channel_fees).filter(([, text]) => text.trim() !== '')
    .map(([method, text]) => /** @type {[string, number]} */ ([method, pointsOf(text)]));
  const isWhole = lost !== null && !Number.isNaN(limit) && fees.every(([, points]) => !Number.isNaN(points))
    && prices.every(({ fee_fen, from_on }) => fee_fen !== null && from_on !== '');
  if (!isWhole) return null;
  return {
    lost_badge_fee_fen: lost, drawer_limit_fen: limit, channel_fees: Object.fromEntries(fees),
    prices: prices.map((price) => ({ ...price, fee_fen: price.fee_fen ?? 0 })),
  };
}

/** @param {string} text percent, as 0.6 @returns {number} hundredths of a percent, NaN when it is none */
function pointsOf(text) {
  const points = Math.round(Number(text.normalize('NFKC').replace(/[%\s]/g, '')) * BASIS);
  return points >= 0 && points <= WHOLE ? points : NaN;
}
