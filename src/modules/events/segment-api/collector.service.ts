import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { inflated, jsonIn } from '../../platform/raw-body.js';
import { EventMetrics } from '../event.metrics.js';
import { eventErrors, type Rejection } from '../events.errors.js';
import { EventsRepository } from '../events.repository.js';
import { largestEventBytes, parseEvent, refusalOf, type CallType, type Surroundings } from './parse-event.js';
import { Recorder } from '../recorder.js';

/** Most events of one batch; Segment's limit. */
export const largestBatch = 2_500;

/** A request body as it came. */
export interface RawRequest {
  readonly body: unknown;
  /** `Content-Encoding`. */
  readonly encoding: string | undefined;
}

/** The answer to every accepted request. Segment's clients read none of it; people do. */
export interface Collected {
  readonly success: true;
  /** Events now in the log. */
  readonly accepted: number;
  /** Events whose message id had been counted before. */
  readonly duplicates: number;
  /** Events that were not understood; they are kept, and listed by the GraphQL query `rejectedEvents`. */
  readonly rejected: readonly RejectedItem[];
}

/** An event of a batch that was not accepted, and why. */
export interface RejectedItem {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly messageId: string | null;
  readonly code: string;
  readonly message: string;
}

const batchSchema = z.object({
  batch: z.array(z.unknown()),
  sentAt: z.unknown().optional(),
  context: z.unknown().optional(),
});
const eventSchema = z.looseObject({ sentAt: z.unknown().optional() });

/** Takes calls in Segment's format: whatever can be understood is recorded, whatever cannot is kept with the reason. */
@Injectable()
export class CollectorService {
  constructor(
    private readonly recorder: Recorder,
    private readonly repository: EventsRepository,
    private readonly metrics: EventMetrics,
    private readonly clock: Clock,
  ) {}

  /**
   * One call, of the type its route names.
   * @throws AppError with a rejection code where it cannot be accepted; it is kept all the same
   */
  async collectOne(caller: Caller, request: RawRequest, type: CallType): Promise<Collected> {
    const body = await this.read(caller, request);
    const sentAt = eventSchema.safeParse(body).data?.sentAt;
    const parsed = parseEvent(body, { ...this.around(), sentAt }, type);
    if ('rejection' in parsed) return this.refuse(caller, parsed.rejection);
    const outcome = await this.recorder.record(caller, [parsed.event]);
    return { success: true, ...outcome, rejected: [] };
  }

  /**
   * A batch. Good events are recorded even when others are not.
   * @throws AppError MALFORMED_JSON, UNKNOWN_SHAPE where there is no batch to be found at all
   */
  async collectBatch(caller: Caller, request: RawRequest): Promise<Collected> {
    const body = await this.read(caller, request);
    const batch = batchSchema.safeParse(body).data;
    if (!batch)
      return this.refuse(caller, {
        code: 'UNKNOWN_SHAPE',
        message: 'A batch is an object with a list `batch` of events; this is something else.',
        messageId: null,
        payload: refusalOf(body) ? undefined : body,
      });
    const around = { ...this.around(), sentAt: batch.sentAt, context: batch.context };
    const events: EventEnvelope[] = [];
    const rejections: (Rejection & { index: number })[] = [];
    batch.batch.forEach((raw, index) => {
      const parsed = parseEvent(raw, around);
      if ('rejection' in parsed) rejections.push({ ...parsed.rejection, index });
      else if (index >= largestBatch) rejections.push({ ...tooMany(parsed.event, raw), index });
      else events.push(parsed.event);
    });
    await this.keep(caller, rejections);
    const outcome = await this.recorder.record(caller, events);
    const rejected = rejections.map(({ index, messageId, code, message }) => ({
      index,
      messageId,
      code,
      message,
    }));
    return { success: true, ...outcome, rejected };
  }

  private async read(caller: Caller, { body, encoding }: RawRequest): Promise<unknown> {
    const bytes = await inflated(body, encoding);
    const json = jsonIn(bytes);
    if (json) return json.value;
    return this.refuse(caller, {
      code: 'MALFORMED_JSON',
      message: 'The request body is not JSON; check what the sender writes into it.',
      messageId: null,
      payload: bytes.length <= largestEventBytes ? bytes.toString('utf8') : undefined,
    });
  }

  private around(): Surroundings {
    return { receivedAt: this.clock.now(), newId: randomUUID };
  }

  private async refuse(caller: Caller, rejection: Rejection): Promise<never> {
    await this.keep(caller, [rejection]);
    throw new AppError(rejection.code, eventErrors.rejected.kind, rejection.message);
  }

  private async keep(caller: Caller, rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    for (const { code } of rejections) this.metrics.rejected(code);
    await this.repository.keepRejected(caller.tenantId, caller.keyId, rejections, new Date(this.clock.now()));
  }
}

function tooMany({ messageId }: EventEnvelope, payload: unknown): Rejection {
  const message = `A batch holds at most ${largestBatch} events; send this one in the next.`;
  return { code: 'BATCH_TOO_LONG', message, messageId, payload };
}
