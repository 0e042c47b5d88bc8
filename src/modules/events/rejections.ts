import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { RawBody } from '../platform/raw-body.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { EventMetrics } from './event.metrics.js';
import { eventErrors, type Rejection } from './events.errors.js';
import { idsNamedIn, type NamedId } from './ids-named-in.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';
import { largestEventBytes } from './too-much.js';

/** Most rejections that may wait to be written, in all requests together: bad input must not fill the memory either. */
const mostWaiting = 20_000;

/**
 * Keeps what could not be understood, whatever protocol it came in, so that it can be seen, mended and sent again. Of what
 * names people erased since, it keeps nothing but the reason.
 */
@Injectable()
export class Rejections {
  private waiting = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: RejectedEventsRepository,
    private readonly persons: ProfilesPersonalData,
    private readonly metrics: EventMetrics,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError EVENTS_BUSY when too many wait to be written: the same again later will do */
  async keep(caller: Caller, rejections: readonly Rejection[]): Promise<void> {
    if (rejections.length === 0) return;
    if (this.waiting > 0 && this.waiting + rejections.length > mostWaiting)
      throw new AppError(
        eventErrors.busy.code,
        eventErrors.busy.kind,
        'More events wait to be written than we hold at once; send the same again in a second.',
      );
    this.waiting += rejections.length;
    try {
      await this.write(caller, rejections);
    } finally {
      this.waiting -= rejections.length;
    }
    for (const { code } of rejections) this.metrics.rejected(code);
  }

  private async write(caller: Caller, rejections: readonly Rejection[]): Promise<void> {
    const now = new Date(this.clock.now());
    const named = new Map(rejections.map((rejection) => [rejection, idsNamedIn(rejection)]));
    const { manager } = this.dataSource;
    if ([...named.values()].every((ids) => ids.length === 0))
      return this.repository.keep(manager, caller, rejections, now);
    await manager.transaction(async (held) => {
      await this.repository.holdOffErasure(held, caller.tenantId);
      const ofErased = await this.ofErased(held, caller.tenantId, named);
      await this.repository.keep(held, caller, rejections, now, ofErased);
    });
  }

  /** Those that name somebody who was erased after what they speak of, or who may have been: one look for all, each once. */
  private async ofErased(
    manager: EntityManager,
    tenantId: string,
    named: ReadonlyMap<Rejection, readonly NamedId[]>,
  ): Promise<Set<Rejection>> {
    // A request mostly speaks of few people, each of them often.
    const each = new Map([...named.values()].flat().map((id) => [textOf(id), id]));
    const instants = await this.persons.erasedAt(manager, tenantId, [...each.values()]);
    const erasedAt = new Map([...each.keys()].map((id, place) => [id, instants[place]]));
    const isLate = ({ reported }: Rejection, at: number | null | undefined) =>
      typeof at === 'number' && (reported === undefined || reported.occurredAt <= at);
    const late = [...named].filter(([rejection, ids]) => ids.some((id) => isLate(rejection, erasedAt.get(textOf(id))))); // prettier-ignore
    return new Set(late.map(([rejection]) => rejection));
  }

  /** Keeps it, and tells the sender. */
  async refuse(caller: Caller, rejection: Rejection): Promise<never> {
    await this.keep(caller, [rejection]);
    throw new AppError(rejection.code, eventErrors.rejected.kind, rejection.message);
  }
}

function textOf({ kind, value }: NamedId): string {
  return `${kind}:${value}`;
}

/** Why bytes without JSON in them are no event; kept as text where they are few. */
export function notJson({ bytes }: Extract<RawBody, { bytes: Buffer }>): Rejection {
  return {
    code: 'MALFORMED_JSON',
    message: 'The request body is not JSON; check what the sender writes into it.',
    messageId: null,
    payload: bytes.length <= largestEventBytes ? bytes.toString('utf8') : undefined,
  };
}
