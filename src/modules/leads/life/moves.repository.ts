import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import { LeadMoveEntity, type LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { LeadNews } from '../lead-news.service.js';

const place = sealedColumns.leadMoveNote;

/** A move to be kept: its place among those of its lead follows. */
export type NewMove = Omit<LeadMoveRecord, 'number' | 'leftWith'>;

/** One name a move is known by, derived from its mover's key: told again, it is the same move. */
export function moveIdOf(tenantId: string, leadId: string, mover: string, key: string): string {
  return uuidv5(`lead move:${leadId}:${mover}:${key}`, tenantId);
}

/** Reads and writes `lead_moves`; notes are sealed on their way in, and opened on their way out. */
@Injectable()
export class MovesRepository {
  constructor(
    private readonly ring: KeyRing,
    private readonly news: LeadNews,
  ) {}

  async find(manager: EntityManager, tenantId: string, id: string): Promise<LeadMoveRecord | null> {
    const row = await manager.findOneBy(LeadMoveEntity, { tenantId, id });
    return row && this.opened(row);
  }

  /**
   * Adds a move at the end of a lead's, and tells of it. The caller holds the lead.
   * @param toldAs by which id it is told; another than its own where it was told of another lead before
   */
  async add(manager: EntityManager, move: NewMove, toldAs: string = move.id): Promise<LeadMoveRecord> {
    const numbered = await this.keep(manager, move);
    const { tenantId, leadId, from, to, reason, movedAt } = move;
    const told = { from, to, reason, at: movedAt.toISOString() };
    await this.news.tell(manager, { what: 'MOVED', tenantId, leadId, moveId: toldAs, move: told });
    return numbered;
  }

  /** Keeps what was told under a key, be it that the lead stands where it stood. The caller holds the lead. */
  async keep(manager: EntityManager, move: NewMove): Promise<LeadMoveRecord> {
    const { tenantId, leadId } = move;
    const before = await manager.countBy(LeadMoveEntity, { tenantId, leadId });
    const numbered = { ...move, leftWith: null, number: before + 1 };
    const { note, ...row } = numbered;
    const sealedNote = note === null ? null : this.ring.seal(place, tenantId, note);
    await manager.insert(LeadMoveEntity, { ...row, sealedNote });
    return numbered;
  }

  /**
   * A move leaves with the lead it was told of, its key and its note with it: of the lead that stood for that one is kept that it
   * stood so, and no more. The caller holds both.
   */
  async leave(manager: EntityManager, { tenantId, leadId, number, toldOn }: LeadMoveRecord): Promise<void> {
    await manager.update(LeadMoveEntity, { tenantId, leadId, number }, { id: randomUUID(), leftWith: toldOn, sealedNote: null });
  } // prettier-ignore

  /** Moves of a lead, the first first: where it stood already, it did not move. */
  async of(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadMoveRecord[]> {
    return (await this.everyOf(manager, tenantId, leadId)).filter(({ from, to }) => from !== to);
  }

  /** Everything told of a lead, the first first, be it that it stands where it stood. */
  async everyOf(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadMoveRecord[]> {
    const rows = await manager.find(LeadMoveEntity, { where: { tenantId, leadId }, order: { number: 'ASC' } }); // prettier-ignore
    return rows.map((row) => this.opened(row));
  }

  /** What was told of these leads by their ids, and is kept with another that stood for them, as it was told. */
  async keptElsewhere(
    manager: EntityManager,
    tenantId: string,
    ids: readonly string[],
  ): Promise<LeadMoveRecord[]> {
    const where = { tenantId, toldOn: In([...ids]), leadId: Not(In([...ids])), leftWith: IsNull() };
    const rows = await manager.find(LeadMoveEntity, { where, order: { recordedAt: 'ASC', number: 'ASC' } });
    return rows.map((row) => this.opened(row));
  }

  private opened({ sealedNote, ...move }: LeadMoveEntity): LeadMoveRecord {
    return { ...move, note: sealedNote === null ? null : this.ring.open(place, move.tenantId, sealedNote) };
  }
}
