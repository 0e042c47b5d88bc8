import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import type { Transmission } from '../../models/vehicle/vehicle-trim.entity.js';
import { readDecimal } from '../../models/written-number.js';
import { remembered } from './remembered.js';

/** A price as people write it: `$28,995`, `£12,000`, `10,499.00 USD`, `1.234,56 €`; null when it is none. */
export function readPrice(text: string): { amount: string; currency: string | null } | null {
  const [, before = '', digits = '', after = ''] = /^([^\d.,-]*)([\d.,\s' ]+)([^\d]*)$/u.exec(text.trim()) ?? []; // prettier-ignore
  const amount = readDecimal(digits);
  if (amount === null || amount >= 1e10) return null;
  const sign = `${before}${after}`.trim();
  const currency = sign === '' ? null : currencyOf(sign);
  return currency === undefined ? null : { amount: amount.toFixed(2), currency };
}

function currencyOf(sign: string): string | undefined {
  const known: [RegExp, string][] = [[/^(£|GBP)$/i, 'GBP'], [/^(\$|US\$|USD)$/i, 'USD'], [/^(€|EUR)$/i, 'EUR'], [/^(¥|CNY|RMB)$/i, 'CNY']]; // prettier-ignore
  return known.find(([spelling]) => spelling.test(sign))?.[1] ?? (/^[A-Z]{3}$/.test(sign) ? sign : undefined);
}

const kilometresPerMile = 1.609344;

/** How far a car was driven, in kilometres: `52,777 miles`, `84000 km`. Null when it is no distance, `no-unit` when none says which. */
export function readMileage(text: string, unit: string | null): number | 'no-unit' | null {
  const [, digits = '', written = ''] = /^([\d.,\s]+?)\s*([a-z]*)\.?$/i.exec(text.trim()) ?? [];
  const distance = readDecimal(digits.trim());
  if (distance === null || distance > 5_000_000) return null;
  const said = written || (unit ?? '');
  if (/^(km|kms|kilomet(er|re)s?|kmt)$/i.test(said)) return Math.round(distance);
  if (/^(mi|mls|miles?|smi)$/i.test(said)) return Math.round(distance * kilometresPerMile);
  return said === '' ? 'no-unit' : null;
}

const wordsOf = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ' ').trim(); // prettier-ignore

function reader<T extends string>(spellings: Record<T, RegExp>): (text: string) => T | null {
  const known = Object.entries<RegExp>(spellings);
  const names = new Map(Object.keys(spellings).map((name) => [wordsOf(name), name]));
  const isName = (name: string): name is T & string => Object.hasOwn(spellings, name);
  return remembered((text: string) => {
    const words = wordsOf(text);
    const found = names.get(words) ?? known.find(([, spelling]) => spelling.test(words))?.[0];
    return found !== undefined && isName(found) ? found : null;
  });
}

/** Reads a fuel in the words of feeds; null when they mean none we know. */
export const readFuel = reader<FuelType>({
  PLUGIN_HYBRID: /^(phev|plug ?in.*)$|hybrid plug ?in/,
  HYBRID: /hybrid|^m?hev$/,
  ELECTRIC: /^(b?ev|electric|electricity|battery.*)$/,
  DIESEL: /diesel|^tdi$/,
  PETROL: /^(petrol|gas|gasoline|unleaded|flex|e85|petrol .*)$/,
  OTHER: /^(other|lpg|cng|hydrogen|none|bi ?fuel)$/,
});

/** Reads a shape in the words of feeds. */
export const readBody = reader<BodyStyle>({
  SUV: /\bsuv\b|crossover|4x4|off ?road/,
  HATCHBACK: /hatch|small car|supermini/,
  ESTATE: /estate|wagon|touring|avant/,
  CONVERTIBLE: /convertible|cabrio|roadster|spider/,
  COUPE: /coup|sports ?car|supercar|grandtourer/,
  PICKUP: /pick ?up|truck/,
  VAN: /van|mpv|minibus|people carrier/,
  SEDAN: /sedan|saloon/,
  OTHER: /^(other|none)$/,
});

/** Reads whether a car had an owner. `certified` sounds in more ways than the other two. */
export const readCondition = reader<Condition>({
  CERTIFIED: /^(cpo|certified.*|approved.*|manufacturer approved)$/,
  NEW: /^(n|new|newcondition|brand new)$/,
  USED: /^(u|used|usedcondition|pre ?owned|nearly new|second ?hand|ex demo.*|pre reg.*)$/,
});

/** Reads a gearbox. */
export const readTransmission = reader<Transmission>({
  SEMI_AUTOMATIC: /^semi/,
  AUTOMATIC: /^(auto.*|a|cvt|dct|dsg.*)$/,
  MANUAL: /^(manual.*|m|stick)$/,
});

/** Reads where a car stands. `NOT_AVAILABLE` of Google and Meta says that it is gone, not that it was sold. */
export const readState = reader<StockState>({
  AVAILABLE: /^(available|in stock|for sale|active|live)$/,
  RESERVED: /^(reserved|(sale |deal )?pending|on hold|under offer)$/,
  SOLD: /^sold( out)?$/,
  IN_TRANSIT: /^(in transit|incoming|on order|preorder)$/,
  WITHDRAWN: /^(not available|unavailable|out of stock|deleted|removed|discontinued)$/,
});

/** Does a cell say yes? */
export function saysYes(text: string): boolean {
  return /^(yes|y|1|true|x)$/i.test(text.trim());
}

/** A day as feeds write it, with or without a time behind it: `2026-11-02`; null when it is none. */
export const readDay = remembered((text: string): string | null => {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day) ? day : null;
});
