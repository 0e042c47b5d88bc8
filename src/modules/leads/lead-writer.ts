import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import { LeadNotes } from '../events/lead-notes.service.js';
import { LeadsRepository } from './leads.repository.js';

/** Writes leads, and with each that is new the note of its grade that others learn it by. */
@Injectable()
export class LeadWriter {
  constructor(
    private readonly repository: LeadsRepository,
    private readonly notes: LeadNotes,
  ) {}

  find(manager: EntityManager, tenantId: string, id: string): Promise<LeadRecord | null> {
    return this.repository.find(manager, tenantId, id);
  }

  /** Writes leads in the transaction it is given, and returns those that were not there yet. */
  async write(manager: EntityManager, leads: readonly LeadRecord[]): Promise<LeadRecord[]> {
    const ids = await this.repository.insert(manager, leads);
    const written = leads.filter(({ id }) => ids.has(id));
    await this.notes.add(manager, written);
    return written;
  }

  /** Tells that leads were written, after that transaction. */
  tell(written: readonly LeadRecord[]): void {
    this.notes.wake(written);
  }
}
