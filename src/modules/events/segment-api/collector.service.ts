import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Delivery } from '../delivery.js';
import { Recorder, type RecordOutcome } from '../recorder.js';
import { notJson, Rejections } from '../rejections.js';
import { TenantVocabulary } from '../mapping/tenant-vocabulary.js';
import { rejectedWithGpc, withGpc } from '../permission/with-gpc.js';
import { parseEvent, type CallType } from './parse-event.js';
import { readBatch, type RejectedOne } from './read-batch.js';

/** The answer to every accepted request. Segment's clients read none of it; people do. */
export interface Collected extends RecordOutcome {
  readonly success: true;
  /** Events that were not understood; they are kept, and listed by the GraphQL query `rejectedEvents`. */
  readonly rejected: readonly Pick<RejectedOne, 'index' | 'messageId' | 'code' | 'message'>[];
}

const eventSchema = z.looseObject({ sentAt: z.unknown().optional() });

/** Takes calls in Segment's format: whatever can be understood is recorded, whatever cannot is kept with the reason. */
@Injectable()
export class CollectorService {
  constructor(
    private readonly recorder: Recorder,
    private readonly rejections: Rejections,
    private readonly vocabulary: TenantVocabulary,
    private readonly clock: Clock,
  ) {}

  /**
   * One call, of the type its route names.
   * @throws AppError with a rejection code where it cannot be accepted; it is kept all the same
   */
  async collectOne(caller: Caller, delivery: Delivery, type: CallType): Promise<Collected> {
    const { body } = delivery;
    if (!('json' in body)) return this.rejections.refuse(caller, notJson(body));
    const sentAt = eventSchema.safeParse(body.json).data?.sentAt;
    const parsed = parseEvent(body.json, { ...(await this.around(caller)), sentAt }, type);
    if ('rejection' in parsed) {
      const [rejection = parsed.rejection] = rejectedWithGpc([parsed.rejection], delivery);
      return this.rejections.refuse(caller, rejection);
    }
    const outcome = await this.recorder.record(caller, withGpc([parsed.event], delivery));
    return { success: true, ...outcome, rejected: [] };
  }

  /**
   * A batch. Good events are recorded even when others are not.
   * @throws AppError MALFORMED_JSON, UNKNOWN_SHAPE where there is no batch to be found at all
   */
  async collectBatch(caller: Caller, delivery: Delivery): Promise<Collected> {
    const { body } = delivery;
    if (!('json' in body)) return this.rejections.refuse(caller, notJson(body));
    const batch = readBatch(body.json, await this.around(caller));
    if ('refused' in batch) return this.rejections.refuse(caller, batch.refused);
    await this.rejections.keep(caller, rejectedWithGpc(batch.rejections, delivery));
    const outcome = await this.recorder.record(caller, withGpc(batch.events, delivery));
    const rejected = batch.rejections.map(({ index, messageId, code, message }) => ({ index, messageId, code, message })); // prettier-ignore
    return { success: true, ...outcome, rejected };
  }

  private async around({ tenantId }: Caller) {
    const words = await this.vocabulary.of(tenantId);
    return { receivedAt: this.clock.now(), newId: randomUUID, words };
  }
}
