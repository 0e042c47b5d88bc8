import { z } from 'zod';
import type { JsonObject } from '../../models/event/event-envelope.js';
import { leadInterests, type LeadConsent, type LeadContact, type LeadInterest, type LeadWish } from '../../models/lead/lead-wish.js'; // prettier-ignore
import { storableText } from '../platform/storable.js';
import { isEmail, isPhone } from './contact.js';
import { tradeInIn } from './read-trade-in.js';

/** Other programs' words for an interest, tried in this order on what they call the kind of form or request. */
const words: readonly (readonly [RegExp, LeadInterest])[] = [
  [/test.?drive/, 'TEST_DRIVE'],
  [/trade|part.?ex|valuation|apprais/, 'TRADE_IN'],
  [/leas/, 'LEASE'],
  [/financ|credit|loan|payment/, 'FINANCE'],
  [/buy|purchase|reserv|order|availab|price|quote|sales/, 'BUY'],
];
const interestKeys = ['interest', 'leadtype', 'formtype', 'formname', 'commtype', 'department', 'purpose'];

/**
 * What the properties of a LEAD_SUBMITTED event ask for, whoever sent it: `submitLead` writes them in our own words,
 * others in theirs (case, spaces, underscores and an enclosing `contact`, `customer` or `user` make no difference). Null
 * where there is no way to reach the person. Total: what cannot be understood is left out.
 */
export function readWish(properties: JsonObject): LeadWish | null {
  const said = plainTexts(properties);
  const contact = contactIn(said);
  if (contact.email === undefined && contact.phone === undefined) return null;
  return {
    interest: interestIn(said),
    contact,
    message: first(said, ['message', 'comments', 'comment', 'notes'], 5_000) ?? null,
    consent: consentIn(properties),
    ...placeIn(properties),
    ...tradeInIn(properties),
  };
}

/** The dealer that the properties of a LEAD_SUBMITTED event ask for, by its id; null where they name none. */
export function dealerAskedIn({ dealerId }: JsonObject): string | null {
  return z.uuid().safeParse(dealerId).data ?? null;
}

function contactIn(said: ReadonlyMap<string, string>): LeadContact {
  const email = first(said, ['email', 'emailaddress'], 254);
  const phone = first(said, ['phone', 'phonenumber', 'mobile', 'telephone'], 40);
  const [whole = '', ...rest] = (first(said, ['name', 'fullname'], 200) ?? '').split(/\s+/);
  const firstName = first(said, ['firstname', 'givenname'], 100) ?? (whole || undefined);
  const lastName = first(said, ['lastname', 'familyname', 'surname'], 100) ?? (rest.join(' ') || undefined);
  return {
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(email !== undefined && isEmail(email) ? { email } : {}),
    ...(phone !== undefined && isPhone(phone) ? { phone } : {}),
  };
}

function interestIn(said: ReadonlyMap<string, string>): LeadInterest {
  for (const key of interestKeys) {
    const text = said.get(key) ?? '';
    const ours = leadInterests.find((interest) => interest === text);
    const theirs = ours ?? words.find(([pattern]) => pattern.test(text.toLowerCase()))?.[1];
    if (theirs !== undefined) return theirs;
  }
  return 'OTHER';
}

const consentSchema = z.object({
  email: z.boolean().default(false),
  phone: z.boolean().default(false),
  wording: z.string().max(2_000).nullish(),
});

const placeSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

function consentIn({ consent }: JsonObject): LeadConsent | null {
  const parsed = consentSchema.safeParse(consent);
  if (!parsed.success) return null;
  const { email, phone, wording } = parsed.data;
  return { email, phone, ...(typeof wording === 'string' ? { wording } : {}) };
}

/** Degrees that are none are as good as none. */
function placeIn({ place }: JsonObject): Pick<LeadWish, 'place'> {
  const parsed = placeSchema.safeParse(place);
  return parsed.success ? { place: parsed.data } : {};
}

/** Every text and number under its plain name; what stands nearer to the event wins. */
function plainTexts(properties: JsonObject): Map<string, string> {
  const said = new Map<string, string>();
  for (const source of [properties, properties['contact'], properties['customer'], properties['user']]) {
    if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
    for (const [key, value] of Object.entries(source)) {
      const name = key.toLowerCase().replaceAll(/[\s_-]/g, '');
      const isText = typeof value === 'string' || typeof value === 'number';
      const text = isText ? String(value).trim() : '';
      if (text && !said.has(name)) said.set(name, text);
    }
  }
  return said;
}

function first(said: ReadonlyMap<string, string>, keys: string[], longest: number): string | undefined {
  const found = keys.map((key) => said.get(key)).find((text) => text !== undefined);
  // Cutting may leave half of a surrogate pair, which PostgreSQL refuses.
  return found === undefined ? undefined : storableText(found.slice(0, longest));
}
