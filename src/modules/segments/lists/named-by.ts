import type { KnownId } from '../../profiles/known-ids.service.js';

/** By what a list may name somebody: ids that stay a person's, or the profile they have now. */
export const namedBy = ['userId', 'email', 'phone', 'loyaltyId', 'crmId', 'profileId'] as const;
export type NamedBy = (typeof namedBy)[number];

/** Somebody as a marketer names them: by one of these, or by several as a row of a file does. */
export type NamedPerson = Readonly<Partial<Record<NamedBy, string | null | undefined>>>;

/** Why somebody could not be found in what was written; what was written is not told: it may be anyone's. */
export interface IdFault {
  readonly field: NamedBy;
  readonly reason: string;
  readonly remedy: string;
}

/** What somebody is called comes down to: the ids that are to stand on the list, and what was none. */
export interface ReadPerson {
  readonly ids: readonly KnownId[];
  readonly faults: readonly IdFault[];
}

/** What is looked up before people can be read. */
export interface Lookups {
  /** The id in its one way of writing, hashed; null where it is none of its kind. */
  readonly keyOf: (kind: Exclude<NamedBy, 'profileId'>, written: string) => KnownId | null;
  /** The surest id of a profile; undefined where nobody has that profile. */
  readonly surestOf: (profileId: string) => KnownId | undefined;
}

const longText = {
  reason: 'is longer than 512 characters',
  remedy: 'Write the id as your programs send it.',
};
const faults: Record<NamedBy, Omit<IdFault, 'field'>> = {
  userId: longText,
  loyaltyId: longText,
  crmId: longText,
  email: { reason: 'is no e-mail address', remedy: 'Write it whole: ann@example.com.' },
  phone: {
    reason: 'is no telephone number with its country',
    remedy: 'Write it with its country: +44 20 7946 0018.',
  },
  profileId: {
    reason: 'is nobody’s profile',
    remedy: 'Take the id from profile; somebody who was erased has none, and a car alone is nobody.',
  },
};

/** Reads one person. Nothing said is no fault: see that there is an id at all. */
export function readPerson(person: NamedPerson, { keyOf, surestOf }: Lookups): ReadPerson {
  const read = namedBy.flatMap((field) => {
    const written = person[field]?.trim() ?? '';
    if (written === '') return [];
    const id = field === 'profileId' ? surestOf(written) : keyOf(field, person[field] ?? '');
    return [id ?? { field, ...faults[field] }];
  });
  return {
    ids: read.filter((each) => 'hash' in each),
    faults: read.filter((each) => 'field' in each),
  };
}

/** Each id once. */
export function eachOnce(ids: readonly KnownId[]): KnownId[] {
  return [...new Map(ids.map((id) => [`${id.kind} ${id.value}`, id])).values()];
}
