import { createHash } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { ConsentSignals } from '../../src/models/consent/consent-signals.js';
import type { Purpose } from '../../src/models/consent/purpose.js';
import type { AudienceExportEntity, ExportTarget } from '../../src/models/export/audience-export.entity.js';
import type { ErasedRecords, Person, PersonalRecord } from '../../src/models/rights/personal-data.js';
import { EventsModule } from '../../src/modules/events/events.module.js';
import { ExportFiles } from '../../src/modules/exports/export-files.service.js';
import { ExportWork } from '../../src/modules/exports/export-work.service.js';
import { ExportsModule } from '../../src/modules/exports/exports.module.js';
import { ExportsService } from '../../src/modules/exports/exports.service.js';
import { ExportsPersonalData } from '../../src/modules/exports/personal-data.service.js';
import { csvIn } from '../../src/modules/platform/csv/read-csv.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { SegmentsModule } from '../../src/modules/segments/segments.module.js';
import { TestSegments } from './segments-house.js';

@Module({ imports: [PlatformModule, EventsModule, SegmentsModule, ExportsModule] })
class ExportsHouse {}

/** What a target gets of an address. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The e-mails of viewers as they stand in a file, in its order. */
export function hashes(...userIds: string[]): string[] {
  return userIds.map((id) => sha256(`${id}@example.com`)).sort();
}

export function says(state: 'GRANTED' | 'DENIED', ...purposes: Purpose[]): ConsentSignals {
  const statedAt = Date.parse('2026-11-22T08:00:00Z');
  return { statements: purposes.map((purpose) => ({ purpose, state, source: 'API', statedAt })) };
}

/** Exports of one segment, of whoever viewed a car. */
export class TestExports {
  private constructor(
    readonly house: TestSegments,
    readonly segmentId: string,
  ) {}

  static async start(): Promise<TestExports> {
    const house = await TestSegments.start(ExportsHouse);
    return new TestExports(house, await house.make('Viewers', { did: { event: 'VEHICLE_VIEWED' } }));
  }

  /** Somebody of the segment with an address of their own, and what they say. */
  async viewer(
    userId: string,
    consent?: ConsentSignals,
    traits: Record<string, string> = { email: `${userId}@example.com` },
  ): Promise<void> {
    await this.house.send({ userId, consent }, { userId, type: 'IDENTIFIED', name: 'identify', vehicle: null, traits }); // prettier-ignore
  }

  request(target: ExportTarget = 'GOOGLE_CUSTOMER_MATCH'): Promise<AudienceExportEntity> {
    return this.house.service(ExportsService).request(this.house.caller, this.segmentId, target);
  }

  async make(target?: ExportTarget): Promise<AudienceExportEntity> {
    const { id } = await this.request(target);
    await this.house.service(ExportWork).take({ tenantId: this.house.caller.tenantId, id });
    return this.find(id);
  }

  find(id: string): Promise<AudienceExportEntity> {
    return this.house.service(ExportsService).find(this.house.caller, id);
  }

  async fetched({ id }: { id: string }): Promise<{ columns: readonly string[]; rows: string[][] }> {
    let text = '';
    for await (const part of await this.house.service(ExportFiles).fetch(this.house.caller, id)) text += part;
    const { columns, lines } = await csvIn(text);
    const rows: string[][] = [];
    for await (const line of lines)
      rows.push('cells' in line ? columns.map((column) => line.cells[column] ?? '') : ['?']);
    return { columns, rows };
  }

  async emailsOf(audience: { id: string }): Promise<(string | undefined)[]> {
    return (await this.fetched(audience)).rows.map(([email]) => email).sort();
  }

  async personOf(userId: string): Promise<Person> {
    const { caller, profiles } = this.house;
    const profile = await profiles.find(caller, { userId });
    const person = await this.house.service(ProfilesPersonalData).person(caller.tenantId, profile?.id ?? '');
    if (!person) throw new Error(`nobody is ${userId}`);
    return person;
  }

  /** What a document of access says of where they were handed on. */
  async handedOn(userId: string): Promise<PersonalRecord['record'][]> {
    const records: PersonalRecord['record'][] = [];
    for await (const { record } of this.house
      .service(ExportsPersonalData)
      .records(await this.personOf(userId)))
      records.push(record);
    return records;
  }

  /** Erases them from exports, and nowhere else. */
  async erase(userId: string): Promise<ErasedRecords[]> {
    const person = await this.personOf(userId);
    return this.house.dataSource.transaction((manager) => this.house.service(ExportsPersonalData).erase(manager, person)); // prettier-ignore
  }
}
