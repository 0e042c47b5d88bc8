import type { ConsentState } from '../../models/consent/consent-statement.js';
import type { Purpose } from '../../models/consent/purpose.js';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import { linesOf } from './identifiers.js';
import type { Told } from './lines.js';

/** What somebody must allow to be handed on, all of it. Who denies both is counted under the first. */
export const handingOnNeeds = ['AUDIENCE_EXPORT', 'ADS'] as const satisfies readonly Purpose[];
/** One of those. */
export type HandingOnPurpose = (typeof handingOnNeeds)[number];

/** A member of the audience: what they are known by, and where they stand on each purpose. */
export interface Member extends Told {
  readonly consent: readonly { readonly purpose: Purpose; readonly state: ConsentState }[];
}

/** What becomes of some members. Every one of them is in exactly one of the counts. */
export interface Handing {
  /** Lines of the file. */
  readonly lines: readonly string[];
  /** Which identities stand in them. */
  readonly identityIds: readonly string[];
  readonly exported: number;
  readonly withheld: Readonly<Record<HandingOnPurpose, number>>;
  readonly unreachable: number;
}

const nothing = { lines: [], identityIds: [] };

/** Decides who of these is handed on to a target, and how they stand in its file. */
export function handOn(target: ExportTarget, members: readonly Member[]): Handing {
  const lines: string[] = [];
  const identityIds = new Set<string>();
  const withheld = { AUDIENCE_EXPORT: 0, ADS: 0 };
  let exported = 0;
  let unreachable = 0;
  for (const member of members) {
    const denied = deniedOf(member.consent);
    const own = denied ? nothing : linesOf(target, member);
    if (denied) withheld[denied]++;
    else if (own.lines.length === 0) unreachable++;
    else exported++;
    lines.push(...own.lines);
    for (const id of own.identityIds) identityIds.add(id);
  }
  return { lines, identityIds: [...identityIds], exported, withheld, unreachable };
}

/** What a person does not allow of all that it takes to be handed on; undefined where they may be. */
export function deniedOf(consent: Member['consent']): HandingOnPurpose | undefined {
  return handingOnNeeds.find((purpose) => !isGranted(consent, purpose));
}

function isGranted(consent: Member['consent'], wanted: Purpose): boolean {
  return consent.some(({ purpose, state }) => purpose === wanted && state === 'GRANTED');
}
