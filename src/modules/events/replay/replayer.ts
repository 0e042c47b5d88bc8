import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import { groupBy } from '../../platform/group-by.js';
import type { RejectionCode } from '../events.errors.js';
import { Recorder } from '../recorder.js';
import { inWords, readReported } from '../vocabulary/read-reported.js';
import type { Reason, Replayable, Stride } from './replays.repository.js';

const stillInvalid: RejectionCode = 'INVALID_EVENT';

/** Takes some rejected events once more: those now understood are recorded, of the others the reason of today is told. */
@Injectable()
export class Replayer {
  constructor(private readonly recorder: Recorder) {}

  /** @throws AppError EVENTS_BUSY */
  async replay(
    tenantId: string,
    events: readonly Replayable[],
    words: TenantWords,
  ): Promise<{ taken: string[]; wrong: Reason[]; counts: Stride }> {
    const taken: string[] = [];
    const wrong: Reason[] = [];
    const understood: { sourceId: string; envelope: EventEnvelope }[] = [];
    for (const { id, sourceId, reported } of events) {
      const read = readReported(reported, words);
      if ('problem' in read) wrong.push({ id, code: stillInvalid, message: inWords(read) });
      else {
        taken.push(id);
        understood.push({ sourceId, envelope: read });
      }
    }
    const counts = { accepted: 0, duplicates: 0, withheld: 0, stillRejected: wrong.length };
    for (const [keyId, own] of groupBy(understood, ({ sourceId }) => sourceId)) {
      const envelopes = own.map(({ envelope }) => envelope);
      const outcome = await this.recorder.record({ tenantId, role: 'collector', keyId }, envelopes);
      counts.accepted += outcome.accepted;
      counts.duplicates += outcome.duplicates;
      counts.withheld += outcome.withheld;
    }
    return { taken, wrong, counts };
  }
}
