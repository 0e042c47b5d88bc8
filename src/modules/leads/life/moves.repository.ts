import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import { LeadMoveEntity, type LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { LeadNews } from '../lead-news.service.js';

const place = sealedColumns.leadMoveNote;

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

  /** Adds a move at the end of a lead's, and tells of it. The caller holds the lead. */
  async add(manager: EntityManager, move: Omit<LeadMoveRecord, 'number'>): Promise<LeadMoveRecord> {
    const numbered = await this.keep(manager, move);
    const { tenantId, leadId, id: moveId, from, to, reason, movedAt } = move;
    const told = { from, to, reason, at: movedAt.toISOString() };
    await this.news.tell(manager, { what: 'MOVED', tenantId, leadId, moveId, move: told });
    return numbered;
  }

  /** Keeps what was told under a key, be it that the lead stands where it stood. The caller holds the lead. */
  async keep(manager: EntityManager, move: Omit<LeadMoveRecord, 'number'>): Promise<LeadMoveRecord> {
    const { tenantId, leadId } = move;
    const before = await manager.countBy(LeadMoveEntity, { tenantId, leadId });
    const numbered = { ...move, number: before + 1 };
    const { note, ...row } = numbered;
    const sealedNote = note === null ? null : this.ring.seal(place, tenantId, note);
    await manager.insert(LeadMoveEntity, { ...row, sealedNote });
    return numbered;
  }

  /** Moves of a lead, the first first: where it stood already, it did not move. */
  async of(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadMoveRecord[]> {
    return (await this.everyOf(manager, tenantId, leadId)).filter(({ from, to }) => from !== to);
  }

  /** Everything told of a lead, the first first, be it that it stands where it stood. */
  async everyOf(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadMoveRecord[]> {
    const rows = await manager.find(LeadMoveEntity, { where: { tenantId, leadId }, order: { number: 'ASC' } }); // prettier-ignore
    return rows.map((row) => this.opened(row));
  }

  /** What was told of a lead by its own id since another stands for it, the first first. */
  async toldSinceFolded(manager: EntityManager, { tenantId, id }: Pick<LeadRecord, 'tenantId' | 'id'>): Promise<LeadMoveRecord[]> {
    const rows = await manager
      .createQueryBuilder(LeadMoveEntity, 'move')
      .where('move.tenant_id = :tenantId and move.told_on = :id', { tenantId, id })
      // Its own last move was into its fold: what was told in a fold before that one is in its own moves already.
      .andWhere(`move.recorded_at >= (select max(own.recorded_at) from lead_moves own where own.tenant_id = :tenantId and own.lead_id = :id)`)
      .orderBy('move.recorded_at')
      .addOrderBy('move.number')
      .getMany();
    return rows.map((row) => this.opened(row));
  } // prettier-ignore

  private opened({ sealedNote, ...move }: LeadMoveEntity): LeadMoveRecord {
    return { ...move, note: sealedNote === null ? null : this.ring.open(place, move.tenantId, sealedNote) };
  }
}
