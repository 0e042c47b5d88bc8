import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import type { LeadRows } from '../lead-rows.js';
import { leadsOfOnePerson } from './one-person.js';

/** What a person's leads stand for: what counts as that person's, what would stand alone without them, and which leads these are. */
export interface Parted {
  readonly along: readonly LeadRecord[];
  readonly left: readonly LeadRecord[];
  /** Leads of the person, and those that count as theirs: none of them stands for what is left. */
  readonly theirs: ReadonlySet<string>;
}

/**
 * Tells what counts as a person's of what their leads stand for, and of what that stands for. The caller holds all people.
 * @param own every hand of the person, be it with a lead of somebody else
 */
export async function partedFrom(rows: LeadRows, manager: EntityManager, person: Person, own: readonly LeadHandRecord[]): Promise<Parted> {
  const stoodFor = await rows.leads.stoodFor(manager, person);
  const hands: LeadHandRecord[] = [];
  for (const lead of stoodFor) hands.push(...(await rows.hands.allOf(manager, lead)));
  const counted = leadsOfOnePerson(own, hands);
  const along: LeadRecord[] = [];
  const left: LeadRecord[] = [];
  const queue = [...stoodFor];
  for (const lead of queue) {
    (counted.has(lead.id) ? along : left).push(lead);
    if (counted.has(lead.id)) queue.push(...(await rows.leads.foldedInto(manager, lead.tenantId, [lead.id])));
  }
  const mine = await rows.leads.ofPerson(manager, person);
  return { along, left, theirs: new Set([...mine, ...along].map(({ id }) => id)) };
} // prettier-ignore
