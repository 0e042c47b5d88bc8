import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { EventReplayEntity } from '../../../models/event/event-replay.entity.js';
import type { ReplayFilter } from '../../../models/event/replay-filter.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { Queues } from '../../platform/queue/queues.js';
import { eventErrors } from '../events.errors.js';
import { TenantVocabulary } from '../mapping/tenant-vocabulary.js';
import { Replayer } from './replayer.js';
import { replayQueue } from './replay.queue.js';
import { ReplaysRepository } from './replays.repository.js';

/** Events looked at together. */
const stride = 250;
/** Ids one replay may name. */
const mostIds = 1_000;
const replaysKeptMs = 90 * 86_400_000;

const idSchema = z.uuid();

/** Understands rejected events anew, once their tenant's words are mended: a job that says how far it is. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly repository: ReplaysRepository,
    private readonly replayer: Replayer,
    private readonly vocabulary: TenantVocabulary,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a replay of what is there now; a worker does it. Null where nothing is there.
   * @throws AppError INVALID_REPLAY when too many ids are named
   */
  async begin({ tenantId }: Caller, wanted: ReplayFilter): Promise<EventReplayEntity | null> {
    const { ids } = wanted;
    if (ids && ids.length > mostIds)
      throw new AppError(eventErrors.replay.code, eventErrors.replay.kind, `A replay names at most ${mostIds} ids; name fewer, or none for all.`); // prettier-ignore
    const filter = ids ? { ...wanted, ids: ids.filter((id) => idSchema.safeParse(id).success) } : wanted;
    const now = this.clock.now();
    const counts = { total: 0, done: 0, accepted: 0, duplicates: 0, withheld: 0, stillRejected: 0 };
    const times = { doneUntil: null, createdAt: new Date(now), finishedAt: null };
    const replay = await this.repository.begin(
      { tenantId, id: randomUUID(), filter, ...counts, ...times },
      new Date(now - replaysKeptMs),
    );
    if (replay)
      await this.queues.add(replayQueue, { tenantId, replayId: replay.id }, { dedupeId: replay.id });
    return replay;
  }

  /** One replay; null where there is none of that id, or another tenant's. */
  async find({ tenantId }: Caller, id: string): Promise<EventReplayEntity | null> {
    return idSchema.safeParse(id).success ? this.repository.find(tenantId, id) : null;
  }

  /**
   * Does a replay, or the rest of it. An event is recorded before its rejection goes, and counts once whatever happens in
   * between: it keeps the message id and the source it came with.
   * @throws AppError EVENTS_BUSY: the same again later goes on where it was
   */
  async run(tenantId: string, replayId: string): Promise<void> {
    const words = await this.vocabulary.catchUp(tenantId);
    for (;;) {
      const replay = await this.repository.find(tenantId, replayId);
      if (!replay || replay.finishedAt) return;
      const events = await this.repository.next(replay, stride);
      const last = events.at(-1);
      if (!last) return this.repository.finish(replay, new Date(this.clock.now()));
      const { taken, wrong, counts } = await this.replayer.replay(tenantId, events, words);
      if (!(await this.repository.step(replay, { taken, wrong, until: last.id }, counts))) return;
    }
  }
}
