import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { Clock } from '../platform/clock.js';
import { SegmentsService } from '../segments/segments.service.js';
import { PersonalExportsRepository } from './personal-exports.repository.js';

/** What a receipt calls the exports for each target: whoever erases somebody has to tell those they were handed on to. */
const tallies: Record<ExportTarget, string> = {
  GOOGLE_CUSTOMER_MATCH: 'exportsToGoogle',
  META_CUSTOM_AUDIENCE: 'exportsToMeta',
  TIKTOK_CUSTOM_AUDIENCE: 'exportsToTikTok',
  CSV: 'exportsAsCsv',
};

/** What `exports` keeps of a person: in which audiences they were made ready for whom, and the files themselves. */
@Injectable()
export class ExportsPersonalData implements PersonalData {
  constructor(
    private readonly repository: PersonalExportsRepository,
    private readonly segments: SegmentsService,
    private readonly clock: Clock,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const names = await this.segments.names(person.tenantId);
    for (const { segmentId, target, completedAt, fetchedAt } of await this.repository.exportsOf(person)) {
      const record = { target, audience: names.get(segmentId) ?? null, exportedAt: completedAt, handedOutAt: fetchedAt }; // prettier-ignore
      yield { section: 'handedOn', isTheirs: false, record };
    }
  }

  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const targets = await this.repository.erase(manager, person, new Date(this.clock.now()));
    return Object.entries(tallies).map(([target, what]) => ({
      what,
      count: targets.filter((each) => each === target).length,
    }));
  }
}
