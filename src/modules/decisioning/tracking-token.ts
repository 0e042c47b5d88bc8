import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Billing } from '../../models/decision/billing.js';
import { outcomeTypes } from '../../models/decision/decision-outcome.entity.js';

/** What an outcome needs to be credited, without looking anything up. */
export interface TrackedOffer {
  readonly tenantId: string;
  readonly decisionId: string;
  /** 1 is the first offer of the answer. */
  readonly position: number;
  readonly vehicleId: string;
  readonly campaignId: string;
  readonly creativeId: string;
  readonly placement: string;
  /** Probability with which this offer was chosen for its position, to single precision. */
  readonly propensity: number;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  /** What it costs, and what is held for it; null where neither. */
  readonly billing: Billing | null;
  /** What the model foretold, where its campaign learns which of its creatives to show; null elsewhere. */
  readonly foretold: Foretold | null;
}

/** Probabilities of a click once it is seen, to single precision. */
export interface Foretold {
  /** Of the creative that was chosen. */
  readonly expected: number;
  /** Mean of the campaign's creatives there. */
  readonly average: number;
}

/** Where the version byte begins: a token of an offer that costs nothing, is not counted, and teaches nothing of creatives. */
const version = 1;
/** Added to it where what is billed stands before the placement, and where what was foretold stands after that. */
const [withBilling, withForetold] = [1, 2];
const foretoldBytes = 4 + 4;
/** Which outcome is paid for, its price, the day as a number, and the number of what is held: 0 for nothing. */
const billingBytes = 1 + 8 + 2 + 1;
const dayMs = 86_400_000;
const macBytes = 16;
/** Version, five ids, position, propensity, time. */
const headBytes = 1 + 5 * 16 + 1 + 4 + 6;

/** The key for tokens, derived from the installation's secret so that it signs nothing else. */
export function tokenKey(secret: string): KeyObject {
  return createSecretKey(createHmac('sha256', secret).update('carousel tracking token').digest());
}

/**
 * A signed, URL-safe text of some 170 to 200 characters: a version byte, the facts in binary, and the first 128 bits of
 * their HMAC-SHA256. It is not encrypted: it holds ids, none of a person.
 */
export function signToken(key: KeyObject, offer: TrackedOffer): string {
  const placement = Buffer.from(offer.placement);
  const { billing, foretold } = offer;
  const foretoldAt = headBytes + (billing ? billingBytes : 0);
  const placedAt = foretoldAt + (foretold ? foretoldBytes : 0);
  const bytes = Buffer.alloc(placedAt + placement.length + macBytes);
  bytes[0] = version + (billing ? withBilling : 0) + (foretold ? withForetold : 0);
  [offer.tenantId, offer.decisionId, offer.vehicleId, offer.campaignId, offer.creativeId].forEach(
    (id, place) => writeUuid(bytes, 1 + place * 16, id),
  );
  bytes.writeUInt8(offer.position, 81);
  bytes.writeFloatBE(offer.propensity, 82);
  bytes.writeUIntBE(offer.decidedAt, 86, 6);
  if (billing) writeBilling(bytes, billing);
  if (foretold) {
    bytes.writeFloatBE(foretold.expected, foretoldAt);
    bytes.writeFloatBE(foretold.average, foretoldAt + 4);
  }
  placement.copy(bytes, placedAt);
  mac(key, bytes).copy(bytes, bytes.length - macBytes);
  return bytes.toString('base64url');
}

/** The offer a token was signed for, or null for anything we did not sign, down to the last bit. */
export function verifyToken(key: KeyObject, token: string): TrackedOffer | null {
  if (token.length > 400) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Base64 has spare bits and tolerates strangers; only the one spelling we write is accepted.
  if (bytes.length < headBytes + macBytes || bytes.toString('base64url') !== token) return null;
  const parts = (bytes[0] ?? 0) - version;
  if (parts < 0 || parts > withBilling + withForetold) return null;
  const [isBilled, isForetold] = [(parts & withBilling) !== 0, (parts & withForetold) !== 0];
  const foretoldAt = headBytes + (isBilled ? billingBytes : 0);
  const placedAt = foretoldAt + (isForetold ? foretoldBytes : 0);
  if (bytes.length < placedAt + macBytes || !timingSafeEqual(mac(key, bytes), bytes.subarray(-macBytes)))
    return null;
  const id = (place: number) => uuidText(bytes.subarray(1 + place * 16, 17 + place * 16));
  return {
    tenantId: id(0),
    decisionId: id(1),
    position: bytes.readUInt8(81),
    vehicleId: id(2),
    campaignId: id(3),
    creativeId: id(4),
    placement: bytes.subarray(placedAt, -macBytes).toString(),
    propensity: bytes.readFloatBE(82),
    decidedAt: bytes.readUIntBE(86, 6),
    billing: isBilled ? readBilling(bytes) : null,
    foretold: isForetold ? { expected: bytes.readFloatBE(foretoldAt), average: bytes.readFloatBE(foretoldAt + 4) } : null, // prettier-ignore
  };
}

function writeBilling(bytes: Buffer, { on, priceMicros, day, hold }: Billing): void {
  bytes.writeUInt8(on === null ? 0 : outcomeTypes.indexOf(on) + 1, headBytes);
  bytes.writeBigUInt64BE(BigInt(priceMicros), headBytes + 1);
  bytes.writeUInt16BE(Date.parse(day) / dayMs, headBytes + 9);
  bytes.writeUInt8(hold === null ? 0 : hold + 1, headBytes + 11);
}

function readBilling(bytes: Buffer): Billing {
  const on = bytes.readUInt8(headBytes);
  const hold = bytes.readUInt8(headBytes + 11);
  return {
    on: on === 0 ? null : (outcomeTypes[on - 1] ?? null),
    priceMicros: Number(bytes.readBigUInt64BE(headBytes + 1)),
    day: new Date(bytes.readUInt16BE(headBytes + 9) * dayMs).toISOString().slice(0, 10),
    hold: hold === 0 ? null : hold - 1,
  };
}

function mac(key: KeyObject, bytes: Buffer): Buffer {
  return createHmac('sha256', key).update(bytes.subarray(0, -macBytes)).digest().subarray(0, macBytes);
}

/** Digit by digit: fifty ids an answer, and taking the dashes out of each would make fifty texts more. */
function writeUuid(bytes: Buffer, at: number, id: string): void {
  let digits = 0;
  let value = 0;
  for (let place = 0; place < id.length; place++) {
    const code = id.charCodeAt(place);
    if (code === 45) continue; // a dash
    // 0 to 9 are codes 48 to 57; the codes of A to F and a to f end in 1 to 6.
    value = value * 16 + (code < 58 ? code - 48 : (code & 7) + 9);
    digits++;
    if (digits % 2 === 1) continue;
    bytes[at + digits / 2 - 1] = value;
    value = 0;
  }
}

function uuidText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
