import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import {
  TestDriveSettingsEntity,
  type DealerTestDrives,
} from '../../models/test-drive/test-drive-settings.entity.js';
import type { OpeningHours } from '../../models/vehicle/opening-hours.js';
import { DealersService } from '../vehicles/dealers.service.js';

const closed: OpeningHours = { weekly: {}, exceptions: {} };

/** Reads and writes `test_drive_settings` and `test_drive_demonstrators`. */
@Injectable()
export class TestDriveSettingsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly dealers: DealersService,
  ) {}

  async find(tenantId: string, dealerId: string): Promise<DealerTestDrives | null> {
    const { manager } = this.dataSource;
    return this.whole(manager, await manager.findOneBy(TestDriveSettingsEntity, { tenantId, dealerId }));
  }

  findByCode(tenantId: string, checkInCode: string): Promise<TestDriveSettingsEntity | null> {
    return this.dataSource.manager.findOneBy(TestDriveSettingsEntity, { tenantId, checkInCode });
  }

  /**
   * A dealer's settings, held until the transaction ends: who books or moves a drive at this dealer waits for whoever is at
   * it, so that they see what the other took.
   */
  async hold(manager: EntityManager, tenantId: string, dealerId: string): Promise<DealerTestDrives | null> {
    const held = await manager.findOne(TestDriveSettingsEntity, {
      where: { tenantId, dealerId },
      lock: { mode: 'pessimistic_write' },
    });
    return this.whole(manager, held);
  }

  /** Writes a dealer's settings; the code in its showroom stays what it was first. */
  async put(settings: TestDriveSettingsEntity): Promise<void> {
    await this.dataSource.manager
      .createQueryBuilder()
      .insert()
      .into(TestDriveSettingsEntity)
      .values(settings)
      .orUpdate(
        ['time_zone', 'hours', 'slot_minutes', 'pause_minutes', 'notice_minutes', 'horizon_days', 'staff', 'needs_consent', 'updated_at'], // prettier-ignore
        ['tenant_id', 'dealer_id'],
      )
      .execute();
  }

  /** The cars of a dealer that can be booked, the oldest first. */
  demonstrators(tenantId: string, dealerId: string): Promise<DemonstratorEntity[]> {
    return this.dataSource.manager.find(DemonstratorEntity, {
      where: { tenantId, dealerId, retiredAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  demonstrator(tenantId: string, id: string): Promise<DemonstratorEntity | null> {
    return this.dataSource.manager.findOneBy(DemonstratorEntity, { tenantId, id });
  }

  async add(demonstrator: DemonstratorEntity): Promise<void> {
    await this.dataSource.manager.insert(DemonstratorEntity, demonstrator);
  }

  async retire(tenantId: string, id: string, retiredAt: Date): Promise<void> {
    await this.dataSource.manager.update(
      DemonstratorEntity,
      { tenantId, id, retiredAt: IsNull() },
      { retiredAt },
    );
  }

  /** With the dealer's hours and time zone where it has none of its own. */
  private async whole(
    manager: EntityManager,
    settings: Omit<TestDriveSettingsEntity, never> | null,
  ): Promise<DealerTestDrives | null> {
    if (!settings) return null;
    const { tenantId, dealerId, timeZone, hours } = settings;
    if (timeZone !== null && hours !== null) return { ...settings, timeZone, hours };
    const dealer = await this.dealers.find({ tenantId }, dealerId, manager);
    return { ...settings, timeZone: timeZone ?? dealer?.timeZone ?? 'UTC', hours: hours ?? dealer?.hours ?? closed };
  } // prettier-ignore
}
