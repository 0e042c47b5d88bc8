import { createHash } from 'node:crypto';
import type { AdfContact, AdfProspect, AdfVehicle } from '../../../models/handover/adf.js';
import type { LeadContact, LeadInterest } from '../../../models/lead/lead-wish.js';
import type { OfferedCar } from '../../../models/trade-in/trade-in.js';
import { storableText } from '../../platform/storable.js';
import { isOffered, offeredIn } from './offered-car.js';

/** A lead as it came in by ADF, before it is submitted. */
export interface InboundLead {
  readonly interest: LeadInterest;
  readonly contact: LeadContact;
  readonly message: string | null;
  readonly consent: null;
  readonly tradeIn: OfferedCar | null;
  readonly idempotencyKey: string;
}

const longestMessage = 5_000;
const longestName = 100;
/** What senders write where a car has no name. */
const nothing = /^(unspecified|unknown|any|other|none|n\/?a|-+)$/i;

/**
 * The lead a prospect asks for. What a lead has no place for is told in its message: cars we do not sell, how and when they
 * mean to buy, and of cars to be traded in what `tradeIn` does not say. ADF does not tell what somebody allowed, so
 * nothing is taken as allowed. `isTradeInWorded`: the car to be traded in is told in words too, as it could not be taken.
 */
export function leadOf(prospect: AdfProspect, isKnownCar: boolean, isTradeInWorded = false): InboundLead {
  const { comments, timeframe, contact } = prospect.customer;
  const offered = isTradeInWorded ? null : offeredIn(prospect);
  const wanted = isKnownCar ? wantedOf(prospect) : undefined;
  const told = prospect.vehicles.flatMap((vehicle) => {
    if (vehicle === wanted) return [];
    return [inWords(vehicle === offered?.vehicle ? offered.rest : vehicle)];
  });
  const lines = [comments ?? '', ...told, timeframe === null ? '' : `When: ${timeframe}.`].filter((line) => line !== ''); // prettier-ignore
  const message = storableText(lines.join('\n').slice(0, longestMessage));
  return {
    interest: interestOf(prospect),
    contact: contactOf(contact),
    message: message === '' ? null : message,
    consent: null,
    tradeIn: offered?.car ?? null,
    idempotencyKey: keyOf(prospect),
  };
}

/** The car a prospect is after: the first that is not to be traded in. */
export function wantedOf({ vehicles }: AdfProspect): AdfVehicle | undefined {
  return vehicles.find((vehicle) => !isOffered(vehicle));
}

/** The make and model of a car as a prospect names it; what stands for nothing is left out. */
export function carNamed(vehicle: AdfVehicle | undefined): { readonly make?: string; readonly model?: string } {
  const [make, model] = [vehicle?.make, vehicle?.model].map((text) => storableText((text ?? '').trim().slice(0, longestName)));
  const isSaid = (text: string | undefined): text is string => text !== undefined && text !== '' && !nothing.test(text);
  if (!isSaid(make)) return {};
  return { make, ...(isSaid(model) ? { model } : {}) };
} // prettier-ignore

/** By its first id and whose that is; without one, by all it says. A resend has the same, so it makes no second lead. */
function keyOf(prospect: AdfProspect): string {
  const [id] = prospect.ids;
  const { ids: _ids, status: _status, ...said } = prospect;
  const name = id ? JSON.stringify([id.source, id.value]) : JSON.stringify(said);
  return `adf:${createHash('sha256').update(name).digest('hex')}`;
}

function interestOf(prospect: AdfProspect): LeadInterest {
  const wanted = wantedOf(prospect);
  if (!wanted) return prospect.vehicles.length > 0 ? 'TRADE_IN' : 'OTHER';
  const method = wanted.finance?.method.toLowerCase() ?? '';
  if (wanted.interest === 'test-drive') return 'TEST_DRIVE';
  if (wanted.interest === 'lease' || method === 'lease') return 'LEASE';
  return method === 'finance' ? 'FINANCE' : 'BUY';
}

function contactOf({ names, email, phones }: AdfContact): LeadContact {
  const part = (wanted: string) => names.find((name) => name.part === wanted)?.value;
  const [whole, rest] = parted(part('full') ?? '');
  const firstName = part('first') ?? whole;
  const lastName = part('last') ?? rest;
  const phone = (phones.find(({ type }) => type !== 'fax') ?? phones[0])?.value ?? '';
  return {
    ...(firstName === '' ? {} : { firstName: storableText(firstName) }),
    ...(lastName === '' ? {} : { lastName: storableText(lastName) }),
    ...(email === null ? {} : { email: storableText(email) }),
    ...(phone === '' ? {} : { phone: storableText(phone) }),
  };
}

/** A whole name as first and last: `Ann Mary Smith`, or `Smith, Ann Mary` as files have it. */
function parted(name: string): readonly [first: string, last: string] {
  const [, family = '', given = ''] = /^([^,]+),([^,]+)$/.exec(name) ?? [];
  if (family.trim() !== '' && given.trim() !== '') return [given.trim(), family.trim()];
  const [first = '', ...rest] = name.trim().split(/\s+/);
  return [first, rest.join(' ')];
}

/** `Trade-in: 2019 Other S2, 61200 km.` */
function inWords(vehicle: AdfVehicle): string {
  const { year, make, model, trim, odometer, colours, comments, finance } = vehicle;
  const kind = isOffered(vehicle) ? 'Trade-in' : 'Car';
  const name = [year, make, model, trim].filter(Boolean).join(' ');
  const colour = colours.map(({ exterior }) => exterior).find((each) => each !== null);
  const amounts = finance?.amounts.map(({ type, value, currency }) => `${type} ${value} ${currency ?? ''}`.trim()) ?? [];
  const facts = [name, odometer ? `${odometer.value} ${odometer.units ?? ''}`.trim() : '', colour ?? '', finance?.method ?? '', ...amounts, comments ?? ''];
  const said = facts.filter(Boolean).join(', ');
  return said === '' ? '' : `${kind}: ${said}.`;
} // prettier-ignore
