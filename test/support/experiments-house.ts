import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { ChronicleService } from '../../src/modules/experiments/chronicle.service.js';
import { CountingService } from '../../src/modules/experiments/counting.service.js';
import { ExperimentsModule } from '../../src/modules/experiments/experiments.module.js';
import { ExperimentsService } from '../../src/modules/experiments/experiments.service.js';
import type { ExperimentDraft } from '../../src/modules/experiments/plans/read-plan.js';
import { ResultsService } from '../../src/modules/experiments/results.service.js';
import { ExperimentVersionsService } from '../../src/modules/experiments/versions/experiment-versions.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { SegmentsService } from '../../src/modules/segments/segments.service.js';
import { creativeDraft } from '../factories/campaign.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';

@Module({ imports: [PlatformModule, ExperimentsModule] })
class ExperimentRooms {}

const faultSchema = z.object({ code: z.string(), message: z.string() });

/** An answer that says no problems. */
export function sound<T extends object>(answer: T): Exclude<T, { problems: unknown }> {
  const isSound = (any: T): any is Exclude<T, { problems: unknown }> => !('problems' in any);
  if (!isSound(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

/** What some work failed with. */
export async function faultOf(work: Promise<unknown>): Promise<z.infer<typeof faultSchema>> {
  const fault: unknown = await work.then(() => null, (thrown: unknown) => thrown); // prettier-ignore
  return faultSchema.parse(fault);
}

/** The rooms of experiments on a database of their own, a clock that is set, and plans of each kind. */
export class ExperimentsHouse {
  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    /** The marketer "ann". */
    readonly caller: Caller,
    readonly clock: { at: number },
  ) {}

  static async start(): Promise<ExperimentsHouse> {
    const database = await createTestDatabase();
    const { id: tenantId } = await createTestTenant(database.dataSource, 'tries');
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    process.env['SHARDS'] = '3';
    const app = await NestFactory.createApplicationContext(ExperimentRooms, { logger: false, abortOnError: false }); // prettier-ignore
    const clock = { at: Date.now() };
    app.get(Clock).now = () => clock.at;
    return new ExperimentsHouse(database, app, { tenantId, role: 'marketer', keyId: 'ann' }, clock);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  of<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(type, { strict: false });
  }

  get experiments(): ExperimentsService {
    return this.of(ExperimentsService);
  }

  /** A draft with two creatives. */
  async campaign(): Promise<{ id: string; creativeIds: string[] }> {
    const drafts = [creativeDraft(), creativeDraft()];
    const { campaign, creatives } = sound(await this.of(CampaignsService).create(this.caller, { name: 'Tried' }, drafts)); // prettier-ignore
    return { id: campaign.id, creativeIds: creatives.map(({ id }) => id) };
  }

  async segment(): Promise<string> {
    const rule = { did: { event: 'VEHICLE_VIEWED', within: 'P30D' } };
    const made = sound(await this.of(SegmentsService).create(this.caller, { name: `Lookers ${randomUUID()}`, rule })); // prettier-ignore
    return made.segment.id;
  }

  async plan(draft: ExperimentDraft): Promise<string> {
    return sound(await this.experiments.create(this.caller, draft)).id;
  }

  start(id: string) {
    return this.experiments.start(this.caller, id);
  }

  async statusOf(id: string): Promise<string> {
    return (await this.experiments.get(this.caller, id)).status;
  }

  async reachOf(id: string): Promise<string | undefined> {
    return (await this.of(ResultsService).of(this.caller, id))?.reach.kind;
  }

  /** So many people come into each of two arms. */
  async expose(id: string, first: number, second: number): Promise<void> {
    await this.database.dataSource.query(
      `insert into experiment_exposures (tenant_id, experiment_id, unit, arm, exposed_at, decision_id, state, stale_since)
       select e.tenant_id, e.id, sha256(n::text::bytea), case when n <= $2 then 0 else 1 end, now(), gen_random_uuid(), 'NEW', now()
       from experiments e, generate_series(1, $2::int + $3::int) n where e.id = $1`,
      [id, first, second],
    );
  }

  /** Oldest first. */
  async versions(id: string, as = this.caller) {
    return (await this.of(ExperimentVersionsService).page(as, id, { limit: 50, afterKey: null })).reverse();
  }

  /** Number, deed and key of each version, oldest first. */
  async deeds(id: string): Promise<[number, string, string | null][]> {
    return (await this.versions(id)).map(({ version }) => [version.version, version.deed, version.doneBy]);
  }

  /** What the worker does every ten seconds. */
  async tick(): Promise<void> {
    await this.of(ChronicleService).ends();
    await this.of(CountingService).run();
    await this.of(ChronicleService).verdictsSoFar();
  }

  /**
   * Does a piece of work while another transaction has done `first` and not ended. It has to wait for it.
   * @returns what the work came to once the other had ended
   */
  async heldUpBy<T>(first: string, parameters: unknown[], work: () => Promise<T>, meanwhile?: () => Promise<void>): Promise<T> {
    const other = this.database.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query(first, parameters);
    let isDone = false;
    const working = work().finally(() => (isDone = true));
    await sleep(300);
    await meanwhile?.();
    expect(isDone).toBe(false);
    await other.commitTransaction();
    await other.release();
    return working;
  } // prettier-ignore
}

/** Half of the people without the campaign. */
export function holdOut(campaignId: string): ExperimentDraft {
  return {
    ...{ name: 'What does it bring?', kind: 'HOLD_OUT', campaignId, measure: 'CLICKS' },
    arms: [{ name: 'Without', share: 0.5, isHeldOut: true }, { name: 'With', share: 0.5 }],
  }; // prettier-ignore
}

/** An arm for each of the creatives. */
export function ofCreatives(campaignId: string, creativeIds: readonly string[]): ExperimentDraft {
  return {
    ...{ name: 'Bold or plain', kind: 'CREATIVES', campaignId },
    arms: creativeIds.map((id, place) => ({ name: `Arm ${place}`, share: 0.5, creativeIds: [id] })),
  };
}

/** Half of the people only while in a segment. */
export function ofAudiences(campaignId: string, segmentId: string): ExperimentDraft {
  return {
    ...{ name: 'For whom', kind: 'AUDIENCES', campaignId },
    arms: [{ name: 'Everybody', share: 0.5 }, { name: 'Lookers', share: 0.5, segmentIds: [segmentId] }],
  }; // prettier-ignore
}
