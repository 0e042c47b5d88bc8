import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadStep } from '../../../models/lead/lead-status.js';
import { isOpen } from '../../../models/lead/lead-status.js';
import type { Person } from '../../../models/rights/personal-data.js';
import type { LeadPeople } from '../folding/lead-people.js';
import { withAsked } from '../folding/asked-dealers.js';
import { foldTarget } from '../folding/one-interest.js';
import { twinsOf } from '../folding/twins.js';
import type { LeadRows } from '../lead-rows.js';

/** A lead that somebody works on, and whose it is. */
export interface StandingLead {
  readonly lead: LeadRecord;
  readonly person: Person;
}

/** The lead that stands for one, with its person, both held; null where it is gone. Who is to open it waits for who is reached alike too. */
export async function holdStanding(rows: LeadRows, people: LeadPeople, manager: EntityManager, named: { readonly tenantId: string; readonly leadId: string }, to: LeadStep): Promise<StandingLead | null> {
  const { tenantId, leadId } = named;
  const look = async () => {
    const lead = await rows.leads.find(manager, tenantId, leadId);
    return lead && rows.leads.standingFor(manager, lead);
  };
  for (let seen = await look(); seen; ) {
    const person = await people.hold(manager, seen);
    // Read again: only now nobody folds it or opens another.
    const standing = person && (await look());
    if (!person || !standing) return null;
    if (standing.id === seen.id) {
      if (isOpen(to) && !isOpen(standing.status)) await rows.hands.holdContacts(manager, [standing]);
      const lead = await rows.leads.hold(manager, tenantId, standing.id);
      return lead && { lead, person };
    }
    seen = standing;
  }
  return null;
} // prettier-ignore

/** The open lead of the same person or of somebody reached alike, and of the same interest, that is worked on instead; null where there is none. */
export async function rivalOf(rows: LeadRows, manager: EntityManager, { lead, person }: StandingLead): Promise<LeadRecord | null> {
  const theirs = await withAsked(rows, manager, await rows.leads.ofPerson(manager, person, true));
  const alike = (await twinsOf(rows, manager, lead)).filter(({ status }) => isOpen(status));
  const [wanted] = await withAsked(rows, manager, [lead]);
  return wanted ? (foldTarget(theirs, wanted) ?? foldTarget(alike, wanted)) : null;
} // prettier-ignore
