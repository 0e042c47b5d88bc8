import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { DriveStatementEntity, type DriveStatementRecord } from '../../../models/test-drive/drive-statement.entity.js'; // prettier-ignore
import { IdentityCheckEntity, type IdentityCheckRecord } from '../../../models/test-drive/identity-check.entity.js'; // prettier-ignore
import { KeyAskingEntity } from '../../../models/test-drive/key-asking.entity.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import type { SaidAmount } from './statement-problems.js';

const { driveStatement, identityCheck } = sealedColumns;
/** Askings for one key that are kept: a key box may ask every second. */
const mostAskings = 100;

/**
 * Reads and writes what was said of drives and asked of them: `test_drive_statements`, `test_drive_identity_checks` and
 * `test_drive_key_askings`. References are sealed on their way in, and opened on their way out.
 */
@Injectable()
export class StatementsRepository {
  constructor(private readonly ring: KeyRing) {}

  async statement(manager: EntityManager, tenantId: string, requestId: string): Promise<DriveStatementRecord | null> {
    const row = await manager.findOneBy(DriveStatementEntity, { tenantId, requestId });
    return row && this.openedStatement(row);
  } // prettier-ignore

  /** The amounts that were said of a booking's deposit, or of its fee; whoever adds one to them holds the booking. */
  amounts(manager: EntityManager, tenantId: string, { bookingId, kind }: Pick<DriveStatementRecord, 'bookingId' | 'kind'>): Promise<SaidAmount[]> {
    return manager.find(DriveStatementEntity, { select: { tenantId: true, id: true, state: true, amount: true }, where: { tenantId, bookingId, kind } });
  } // prettier-ignore

  async addStatement(
    manager: EntityManager,
    { reference, ...statement }: DriveStatementRecord,
  ): Promise<void> {
    const sealedReference = this.ring.seal(driveStatement, statement.tenantId, reference);
    await manager.insert(DriveStatementEntity, { ...statement, sealedReference });
  }

  async check(manager: EntityManager, tenantId: string, requestId: string): Promise<IdentityCheckRecord | null> {
    const row = await manager.findOneBy(IdentityCheckEntity, { tenantId, requestId });
    return row && this.openedCheck(row);
  } // prettier-ignore

  async addCheck(manager: EntityManager, { reference, ...check }: IdentityCheckRecord): Promise<void> {
    const sealedReference = this.ring.seal(identityCheck, check.tenantId, reference);
    await manager.insert(IdentityCheckEntity, { ...check, sealedReference });
  }

  /** The last check that was made for one of these bookings; null: none was. */
  async lastCheck(manager: EntityManager, tenantId: string, bookingIds: readonly string[]): Promise<IdentityCheckRecord | null> {
    const row = await manager.findOne(IdentityCheckEntity, {
      where: { tenantId, bookingId: In([...bookingIds]) },
      order: { checkedAt: 'DESC', recordedAt: 'DESC', id: 'DESC' },
    });
    return row && this.openedCheck(row);
  } // prettier-ignore

  /** Removes what was said of whoever drives, and who asked for the key when; what was said of money stays. */
  async forgetPerson(manager: EntityManager, tenantId: string, bookingId: string): Promise<void> {
    await manager.delete(IdentityCheckEntity, { tenantId, bookingId });
    await manager.delete(KeyAskingEntity, { tenantId, bookingId });
  }

  /** Notes that somebody asked for a key, and what they were answered; of one drive the last hundred. Whoever asks holds the booking. */
  async addAsking(manager: EntityManager, asking: KeyAskingEntity): Promise<void> {
    const { tenantId, bookingId } = asking;
    await manager.insert(KeyAskingEntity, asking);
    await manager.query(
      `delete from test_drive_key_askings where tenant_id = $1 and booking_id = $2 and id in (
         select id from test_drive_key_askings where tenant_id = $1 and booking_id = $2 order by asked_at desc, id offset $3)`,
      [tenantId, bookingId, mostAskings],
    );
  }

  /** All of it of these bookings, the oldest first. */
  async ofBookings(manager: EntityManager, tenantId: string, bookingIds: readonly string[]) {
    const where = { tenantId, bookingId: In([...bookingIds]) };
    const statements = await manager.find(DriveStatementEntity, { where, order: { recordedAt: 'ASC', id: 'ASC' } }); // prettier-ignore
    const checks = await manager.find(IdentityCheckEntity, {
      where,
      order: { recordedAt: 'ASC', id: 'ASC' },
    });
    const askings = await manager.find(KeyAskingEntity, { where, order: { askedAt: 'ASC', id: 'ASC' } });
    return {
      statements: statements.map((row) => this.openedStatement(row)),
      checks: checks.map((row) => this.openedCheck(row)),
      askings,
    };
  }

  private openedStatement({ sealedReference, ...statement }: DriveStatementEntity): DriveStatementRecord {
    return { ...statement, reference: this.ring.open(driveStatement, statement.tenantId, sealedReference) };
  }

  private openedCheck({ sealedReference, ...check }: IdentityCheckEntity): IdentityCheckRecord {
    return { ...check, reference: this.ring.open(identityCheck, check.tenantId, sealedReference) };
  }
}
