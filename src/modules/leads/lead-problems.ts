import type { Point } from '../../models/distance.js';
import type { LeadWish } from '../../models/lead/lead-wish.js';
import { isEmail, isPhone } from './contact.js';

/** One thing wrong with what was sent. Holds no value that was sent: those are personal. */
export interface LeadProblem {
  /** Path of the field in the input: `contact.email`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** What a storefront sends for a person who raises a hand. */
export interface NewLead extends LeadWish {
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
  readonly vehicleId?: string | undefined;
  /** What car it is about where it is none of the stock. */
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  /** The dealer it came for by name; one of the tenant's. */
  readonly dealerId?: string | undefined;
  /** When the hand was raised, milliseconds since the epoch, where it is handed on later; left out, or after now: now. */
  readonly occurredAt?: number | undefined;
  /** Of the offer it came of; left out: of none that is known. What it says is judged where offers are credited. */
  readonly trackingToken?: string | undefined;
  /** Whoever sent it named a user, and cannot prove to be them: it puts no address or number of its own on that one's lead. */
  readonly isUnproven?: boolean;
  /** The sender's name for this one raising of a hand; sending it again makes no second lead. */
  readonly idempotencyKey: string;
}

const longest = { firstName: 100, lastName: 100 } as const;

/** Everything that is wrong with a lead, at once; none when it can be taken. Whether the car exists is asked elsewhere. */
export function leadProblems({ contact, message, consent, idempotencyKey, ...lead }: NewLead): LeadProblem[] {
  const { email, phone } = contact;
  const tooLong = (path: string, text: string | undefined | null, most: number): LeadProblem[] =>
    (text?.length ?? 0) > most
      ? [{ path, message: `It is longer than ${most} characters.`, remedy: 'Shorten it.' }]
      : [];
  return [
    ...(email === undefined && phone === undefined ? [unreachable] : []),
    ...(email !== undefined && !isEmail(email) ? [noEmail] : []),
    ...(phone !== undefined && !isPhone(phone) ? [noPhone] : []),
    ...tooLong('contact.firstName', contact.firstName, longest.firstName),
    ...tooLong('contact.lastName', contact.lastName, longest.lastName),
    ...tooLong('message', message, 5_000),
    ...tooLong('consent.wording', consent?.wording, 2_000),
    ...(lead.place && !isOnEarth(lead.place) ? [nowhere] : []),
    ...tooLong('trackingToken', lead.trackingToken, 1_000),
    ...tooLong('viewer.anonymousId', lead.anonymousId, 512),
    ...tooLong('viewer.userId', lead.userId, 512),
    ...keyProblems(idempotencyKey, 'form shown'),
  ];
}

/** The car asked about is not this tenant's. */
export const unknownVehicle: LeadProblem = {
  path: 'vehicleId',
  message: 'There is no such vehicle.',
  remedy: 'Take the id from an offer or from vehicles, or leave it out.',
};

/** The key was sent before, for somebody else. */
export const keyInUse: LeadProblem = {
  path: 'idempotencyKey',
  message: 'A lead with another contact was sent under it before.',
  remedy: 'Make one random key for each form shown, and use it again only to repeat what you sent.',
};

function isOnEarth({ latitude, longitude }: Point): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

const nowhere: LeadProblem = {
  path: 'place',
  message: 'There is no such place.',
  remedy: 'Give WGS 84 degrees: latitude -90 to 90, longitude -180 to 180.',
};
const unreachable: LeadProblem = {
  path: 'contact',
  message: 'There is no way to reach the person.',
  remedy: 'Give an e-mail address or a telephone number.',
};
const noEmail: LeadProblem = {
  path: 'contact.email',
  message: 'It does not have the form of an e-mail address.',
  remedy: 'Ask the person to check it, or leave it out and give a telephone number.',
};
const noPhone: LeadProblem = {
  path: 'contact.phone',
  message: 'It does not have the form of a telephone number.',
  remedy: 'Give 6 to 15 digits, best with the country code: +44 20 7946 0018.',
};
/** What is wrong with a sender's own key, 1 to 200 visible ASCII characters. @param of what a key is made for: `move` */
export function keyProblems(key: string, of: string): LeadProblem[] {
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return [];
  const message = 'It is empty, too long, or holds something else than letters, digits and signs.';
  const remedy = `Make one random id per ${of}, such as a UUID, and send the same when you retry.`;
  return [{ path: 'idempotencyKey', message, remedy }];
}
