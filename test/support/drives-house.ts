import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Caller } from '../../src/models/caller.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { TestDrivesModule } from '../../src/modules/test-drives/test-drives.module.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { TestCentres } from './programmes.js';

@Module({ imports: [PlatformModule, TestDrivesModule] })
class DrivesRooms {}

/** The rooms of test drives on a database of their own, one tenant in it, and a clock that the spec sets. */
export class DrivesHouse {
  readonly centres: TestCentres;

  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    readonly caller: Caller,
  ) {
    this.centres = new TestCentres(app, caller);
  }

  /** @param now what its clock says whenever it is asked, milliseconds since the epoch */
  static async start(tenant: string, now: () => number): Promise<DrivesHouse> {
    const database = await createTestDatabase();
    const { id: tenantId } = await createTestTenant(database.dataSource, tenant);
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    const app = await NestFactory.createApplicationContext(DrivesRooms, {
      logger: false,
      abortOnError: false,
    });
    app.get(Clock).now = now;
    return new DrivesHouse(database, app, { tenantId, role: 'admin', keyId: 'test' });
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
