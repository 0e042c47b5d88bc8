import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { EventsService } from '../events/events.service.js';
import { consumer } from './lead-follower.js';
import { LeadRemoval } from './folding/lead-removal.js';
import { LeadRows } from './lead-rows.js';

/** What `leads` keeps of a person: every hand they raised, how to reach them, how it was scored and why, and what became of it. */
@Injectable()
export class LeadsPersonalData implements PersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: LeadRows,
    private readonly removal: LeadRemoval,
    private readonly events: EventsService,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const { manager } = this.dataSource;
    for (const hand of await this.rows.hands.ofPerson(manager, person)) {
      const { id, leadId, raisedAt: createdAt, occurredAt, interest, vehicleId, make, model, contact, message, consent, place, tradeIn = null } = hand; // prettier-ignore
      const record = {
        id,
        leadId,
        createdAt,
        occurredAt,
        interest,
        vehicleId,
        make,
        model,
        contact,
        message,
        consent,
        place,
        tradeIn,
      };
      yield { section: 'leads', isTheirs: true, record };
    }
    const leads = await this.rows.leads.ofPerson(manager, person);
    for (const lead of leads) yield { section: 'leadScores', isTheirs: false, record: toScoreRecord(lead) };
    for (const { tenantId, id: leadId } of leads) {
      const moves = await this.rows.moves.of(manager, tenantId, leadId);
      // What was told of somebody they were one with once is that one's.
      for (const { from, to, reason, note, movedAt } of moves.filter(({ leftWith }) => leftWith === null))
        yield { section: 'leadMoves', isTheirs: false, record: { leadId, from, to, reason, note, movedAt } };
    }
  }

  /**
   * Nobody makes leads meanwhile: an event read before it was erased has become its lead by now, or will not. Hands, moves and
   * scores of a lead go with it, and so do leads it stood for that count as the same person's, as they were one lead to everybody;
   * what it stood for of somebody else is that one's own lead again. Who was parted from somebody and is not settled yet is settled
   * first: nobody's hand goes with a lead of another.
   */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    await this.events.holdAll(manager, consumer);
    return [{ what: 'leads', count: await this.removal.remove(manager, person) }];
  }
}

/** How a lead of theirs is scored: made by us, about them. */
function toScoreRecord(lead: LeadRecord): PersonalRecord['record'] {
  const { id: leadId, scoredAt, probability, probabilityLow, probabilityHigh, grade, reasons, modelName, modelVersion } = lead; // prettier-ignore
  return { leadId, scoredAt, probability, probabilityLow, probabilityHigh, grade, reasons, modelName, modelVersion }; // prettier-ignore
}
