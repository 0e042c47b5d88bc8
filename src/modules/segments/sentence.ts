import {
  isReadable,
  type DidRule,
  type Range,
  type Rule,
  type TraitRule,
  type VehicleWhere,
} from '../../models/segment/rule.js';
import type { EventType } from '../../models/event/event-type.js';

/** The rule in readable English: "viewed an SUV at least 3 times in the last 14 days, and not …". */
export function sentence(rule: Rule): string {
  if ('all' in rule) return joined(rule.all, 'and');
  if ('any' in rule) return joined(rule.any, 'or');
  if ('not' in rule) return `not ${inBrackets(rule.not)}`;
  if ('did' in rule) return didSentence(rule.did);
  return traitSentence(rule.trait);
}

function joined(rules: readonly Rule[], word: 'and' | 'or'): string {
  const [only, ...others] = rules;
  if (only && others.length === 0) return sentence(only);
  return rules.map(inBrackets).join(`, ${word} `);
}

function inBrackets(rule: Rule): string {
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [];
  return parts.length > 1 ? `(${sentence(rule)})` : sentence(rule);
}

/** How each event reads: alone, and with a vehicle in the place of `…`. */
const phrases: Record<EventType, { alone: string; about: string }> = {
  PAGE_VIEWED: { alone: 'opened a page', about: 'opened a page about …' },
  VEHICLE_LISTED: { alone: 'looked through a list of vehicles', about: 'saw … in a list' },
  VEHICLE_VIEWED: { alone: 'viewed a vehicle', about: 'viewed …' },
  VEHICLE_CONFIGURED: { alone: 'configured a vehicle', about: 'configured …' },
  VEHICLE_SAVED: { alone: 'saved a vehicle', about: 'saved …' },
  VEHICLE_COMPARED: { alone: 'compared vehicles', about: 'compared … with others' },
  PAYMENT_ESTIMATED: { alone: 'estimated a payment', about: 'estimated a payment for …' },
  LEASE_QUOTED: { alone: 'was quoted a lease', about: 'was quoted a lease of …' },
  LEAD_SUBMITTED: { alone: 'sent an enquiry', about: 'sent an enquiry about …' },
  DEALER_CALLED: { alone: 'spoke with a dealer', about: 'spoke with a dealer about …' },
  SALES_NOTE_WRITTEN: { alone: 'was noted by a salesperson', about: 'was noted by a salesperson about …' },
  SHOWROOM_VISITED: { alone: 'visited a showroom', about: 'visited a showroom about …' },
  TEST_DRIVE_BOOKED: { alone: 'booked a test drive', about: 'booked a test drive of …' },
  TEST_DRIVE_TAKEN: { alone: 'took a test drive', about: 'took a test drive of …' },
  TEST_DRIVE_MISSED: { alone: 'missed a test drive', about: 'missed a test drive of …' },
  ORDER_PLACED: { alone: 'placed an order', about: 'ordered …' },
  VEHICLE_DELIVERED: { alone: 'took delivery of a vehicle', about: 'took delivery of …' },
  SERVICE_BOOKED: { alone: 'booked a service', about: 'booked a service of …' },
  SERVICE_DONE: { alone: 'had a vehicle serviced', about: 'had a service of …' },
  OFFER_VIEWED: { alone: 'was shown an offer', about: 'was shown an offer of …' },
  OFFER_CLICKED: { alone: 'clicked an offer', about: 'clicked an offer of …' },
  CAR_MILEAGE_REPORTED: {
    alone: 'drives a car that reports its mileage',
    about: 'drives … that reports its mileage',
  },
  CAR_SERVICE_DUE: { alone: 'drives a car that wants a service', about: 'drives … that wants a service' },
  CAR_BATTERY_REPORTED: {
    alone: 'drives a car that reports its battery',
    about: 'drives … that reports its battery',
  },
  CAR_FAULT_REPORTED: { alone: 'drives a car that reports a fault', about: 'drives … that reports a fault' },
  IDENTIFIED: { alone: 'identified themselves', about: 'identified themselves on …' },
  CUSTOM: { alone: 'did something else', about: 'did something else with …' },
  PROFILE_MERGED: { alone: 'was merged', about: 'was merged' },
  PROFILE_UNMERGED: { alone: 'was parted', about: 'was parted' },
  CONSENT_CHANGED: { alone: 'changed their consent', about: 'changed their consent' },
};

/** One condition in words: the deed, how often, within what time. */
export function didSentence(did: DidRule): string {
  const { alone, about } = phrases[did.event];
  const deed = did.where ? about.replace('…', vehiclePhrase(did.where)) : alone;
  const named = did.name === undefined ? deed : deed.replace('something else', `“${did.name}”`);
  const window = did.within === undefined ? '' : ` in the last ${durationWords(did.within)}`;
  if (did.times?.atMost === 0) return `never ${named}${window}`;
  return `${named}${frequency(did)}${window}`;
}

function frequency({ times }: DidRule): string {
  const { atLeast, atMost } = times ?? {};
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? ` exactly ${often(atLeast)}` : ` ${atLeast} to ${often(atMost)}`;
  if (atMost !== undefined) return ` at most ${often(atMost)}`;
  return atLeast === undefined ? '' : ` at least ${often(atLeast)}`;
}

function often(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${number(count)} times`;
}

const shapeWords: Record<string, string> = {
  SUV: 'SUV', SEDAN: 'saloon', HATCHBACK: 'hatchback', ESTATE: 'estate', PICKUP: 'pickup', VAN: 'van', COUPE: 'coupé',
  CONVERTIBLE: 'convertible', OTHER: 'vehicle of another shape',
}; // prettier-ignore
const fuelWords: Record<string, string> = {
  PETROL: 'petrol', DIESEL: 'diesel', HYBRID: 'hybrid', PLUGIN_HYBRID: 'plug-in hybrid', ELECTRIC: 'electric',
  OTHER: 'other-fuelled',
}; // prettier-ignore

/** The vehicles a condition is about: "a used electric Kia or BMW SUV from 2022 on, priced up to 30,000". */
export function vehiclePhrase(where: VehicleWhere): string {
  const words = [
    listWords(where.condition?.map((condition) => condition.toLowerCase())),
    listWords(where.fuelType?.map((fuel) => fuelWords[fuel] ?? fuel)),
    listWords(where.make),
    listWords(where.model),
    listWords(where.bodyStyle?.map((shape) => shapeWords[shape] ?? shape)) ??
      (where.make || where.model ? null : 'vehicle'),
  ].filter((word) => word !== null);
  const details = [
    where.modelYear ? `of model year ${rangeWords(where.modelYear, String)}` : null,
    where.price ? `priced ${rangeWords(where.price)}` : null,
    where.mileageKm ? `with ${rangeWords(where.mileageKm)} km` : null,
  ].filter((word) => word !== null);
  return withArticle([words.join(' '), ...details].join(', '));
}

function withArticle(phrase: string): string {
  return `${/^(SUV|[AEIO])/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

function listWords(words: readonly string[] | undefined): string | null {
  if (!words || words.length === 0) return null;
  return words.length === 1
    ? (words[0] ?? null)
    : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function rangeWords({ atLeast, atMost }: Range, write: (value: number) => string = number): string {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? write(atLeast) : `${write(atLeast)} to ${write(atMost)}`;
  return atLeast === undefined ? `up to ${write(atMost ?? 0)}` : `${write(atLeast)} or more`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

const unitWords = { W: 'week', D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** "14 days" for `P14D`; "1 day 12 hours" for `P1DT12H`. */
function durationWords(duration: string): string {
  const parts = Object.entries(unitWords).flatMap(([unit, word]) => {
    const count = Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
    return count === 0 ? [] : [count === 1 ? word : `${count} ${word}s`];
  });
  const [only] = parts;
  return parts.length === 1 && only
    ? only
    : parts.map((part) => (/^\d/.test(part) ? part : `1 ${part}`)).join(' ');
}

/** One fact in words: "city is Leeds", "children is at least 2". */
export function traitSentence(trait: TraitRule): string {
  const { name } = trait;
  const parts = [
    trait.is === undefined ? null : `${name} is ${String(trait.is)}`,
    trait.oneOf ? `${name} is ${listWords(trait.oneOf.map(String)) ?? ''}` : null,
    trait.atLeast === undefined ? null : `${name} is at least ${bound(trait.atLeast)}`,
    trait.atMost === undefined ? null : `${name} is at most ${bound(trait.atMost)}`,
    trait.contains === undefined ? null : `${name} contains ${trait.contains}`,
    trait.exists === undefined ? null : trait.exists ? `${name} is known` : `${name} is not known`,
  ];
  return parts.filter((part) => part !== null).join(' and ');
}

function bound(value: number | string): string {
  return typeof value === 'number' ? number(value) : value;
}

/** A stored rule in words; one that this program cannot read says so. */
export function storedSentence(rule: Rule): string {
  return isReadable(rule) ? sentence(rule) : 'This rule cannot be read by this version of Carousel.';
}
