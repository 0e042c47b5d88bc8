import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import { viewerStateSchema, type ViewerState } from '../../src/models/decision/viewer-state.js';
import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import { identityKinds, type IdentityKind } from '../../src/models/profile/identity.entity.js';
import { EventsModule } from '../../src/modules/events/events.module.js';
import { EventsService, type RecordOutcome } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { PersonalConsentService } from '../../src/modules/events/permission/personal-consent.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { Config } from '../../src/modules/platform/config.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { ViewerStore } from '../../src/modules/platform/viewer-store/viewer-store.js';
import { CarsService } from '../../src/modules/profiles/cars.service.js';
import { HouseholdsService } from '../../src/modules/profiles/households.service.js';
import { IdentityPoliciesService } from '../../src/modules/profiles/identity-policies.service.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import type { Disagreement } from '../../src/modules/segments/audit/compare.js';
import { AudienceService } from '../../src/modules/segments/audience.service.js';
import { EvaluationService } from '../../src/modules/segments/evaluation.service.js';
import { EvaluationStep } from '../../src/modules/segments/evaluation-step.js';
import { HeldSegments } from '../../src/modules/segments/held-segments.js';
import { PreviewService } from '../../src/modules/segments/previews/preview.service.js';
import { RemovalFollower } from '../../src/modules/segments/removal-follower.js';
import { Overtaken } from '../../src/modules/segments/resident/shard-ownership.js';
import { SegmentsModule } from '../../src/modules/segments/segments.module.js';
import { SegmentsService } from '../../src/modules/segments/segments.service.js';
import { StoreKeeper } from '../../src/modules/segments/store-keeper.js';
import { VerificationService, type Verification } from '../../src/modules/segments/verification.service.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { createTestTenant } from './carousel.js';
import { testDataKeys } from './data-keys.js';

@Module({ imports: [PlatformModule, EventsModule, SegmentsModule] })
class SegmentsHouse {}

const start = Date.parse('2026-11-22T09:00:00Z');

/** One process's worth of segments on a database of the test's own, with a clock that the test moves. */
export class TestSegments {
  private constructor(
    private readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
    readonly caller: Caller,
    private readonly clock: { at: number },
    private readonly house: Type,
  ) {}

  /** @param house the rooms it is to have, these and perhaps others */
  static async start(house: Type = SegmentsHouse): Promise<TestSegments> {
    const database = await createTestDatabase();
    const tenant = await createTestTenant(database.dataSource, 'demo');
    const app = await open(database.url, house);
    const clock = { at: start };
    app.get(Clock).now = () => clock.at;
    return new TestSegments(
      database,
      app,
      { tenantId: tenant.id, role: 'admin', keyId: 'test' },
      clock,
      house,
    );
  }

  get segments(): SegmentsService {
    return this.app.get(SegmentsService);
  }
  get audience(): AudienceService {
    return this.app.get(AudienceService);
  }
  get previews(): PreviewService {
    return this.app.get(PreviewService);
  }
  get evaluation(): EvaluationService {
    return this.app.get(EvaluationService);
  }
  /** One transaction of evaluation, without what follows it. */
  get step(): EvaluationStep {
    return this.app.get(EvaluationStep);
  }
  get keeper(): StoreKeeper {
    return this.app.get(StoreKeeper);
  }
  get held(): HeldSegments {
    return this.app.get(HeldSegments);
  }
  get removals(): RemovalFollower {
    return this.app.get(RemovalFollower);
  }
  get dataSource(): DataSource {
    return this.database.dataSource;
  }
  get profiles(): ProfilesService {
    return this.app.get(ProfilesService);
  }
  get merging(): MergingService {
    return this.app.get(MergingService);
  }
  get cars(): CarsService {
    return this.app.get(CarsService);
  }
  get policies(): IdentityPoliciesService {
    return this.app.get(IdentityPoliciesService);
  }
  get households(): HouseholdsService {
    return this.app.get(HouseholdsService);
  }
  get consent(): PersonalConsentService {
    return this.app.get(PersonalConsentService);
  }
  get now(): number {
    return this.clock.at;
  }
  get store(): ViewerStore {
    return this.app.get(ViewerStore);
  }

  /** Any service of its rooms. */
  service<T>(type: Type<T>): T {
    return this.app.get(type);
  }

  /** Another worker of the same installation, with the same clock. */
  async another(): Promise<{
    evaluation: EvaluationService;
    store: ViewerStore;
    service: <T>(type: Type<T>) => T;
    stop: () => Promise<void>;
  }> {
    // prettier-ignore
    const app = await open(this.database.url, this.house);
    app.get(Clock).now = () => this.clock.at;
    return {
      evaluation: app.get(EvaluationService),
      store: app.get(ViewerStore),
      service: (type) => app.get(type),
      stop: () => app.close(),
    };
  }

  /** Moves the clock without anything happening. */
  pass(ms: number): void {
    this.clock.at += ms;
  }

  /** Records events as a sender would; by default a viewed SUV, now. Says what became of them. */
  async send(
    ...events: (Partial<EventEnvelope> & { anonymousId?: string; userId?: string })[]
  ): Promise<RecordOutcome> {
    return this.app.get(EventsService).record(
      this.caller,
      events.map((event) => ({
        messageId: randomUUID(),
        type: 'VEHICLE_VIEWED',
        name: 'Product Viewed',
        occurredAt: this.clock.at,
        vehicle: { make: 'Kia', model: 'Sportage', bodyStyle: 'SUV' },
        ...event,
      })),
    );
  }

  /** Does all there is to do, as the worker would. */
  async settle(evaluation: EvaluationService = this.evaluation): Promise<void> {
    const { shards } = this.app.get(Config);
    const all = Array.from({ length: shards }, (_, shard) => shard);
    // Twice: one shard may ask another to look at profiles of its own.
    for (const shard of [...all, ...all]) while (!(await ran(evaluation, shard)));
  }

  /** What a decision would read of a viewer. */
  async viewer(name: `${IdentityKind}:${string}`): Promise<ViewerState | null> {
    const kind = identityKinds.find((each) => name.startsWith(`${each}:`)) ?? 'userId';
    const alias = this.profiles.aliasOf(this.caller.tenantId, kind, name.slice(kind.length + 1));
    const bytes = await this.store.read(this.caller.tenantId, alias);
    return bytes ? viewerStateSchema.parse(JSON.parse(bytes.toString())) : null;
  }

  /** Makes a segment and returns its id; the rule must be valid. */
  async make(name: string, rule: unknown): Promise<string> {
    const outcome = await this.segments.create(this.caller, { name, rule });
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.segment.id;
  }

  /** Memberships that differ from a recomputation from the log. */
  async differences(): Promise<readonly Disagreement[]> {
    return (await this.verification()).named;
  }

  /** What a recomputation from the log comes to. */
  verification(): Promise<Verification> {
    const { manager } = this.dataSource;
    return this.app.get(VerificationService).verify(manager, this.caller.tenantId, this.clock.at);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}

/** A turn; one that finds the shard with another worker takes it back in the next. */
function ran(evaluation: EvaluationService, shard: number): Promise<boolean> {
  return evaluation.run(shard).catch((fault: unknown) => {
    if (fault instanceof Overtaken) return false;
    throw fault;
  });
}

function open(databaseUrl: string, house: Type): Promise<INestApplicationContext> {
  process.env['DATABASE_URL'] = databaseUrl;
  process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
  process.env['DATA_KEYS'] = testDataKeys;
  process.env['LOG_LEVEL'] = 'fatal';
  process.env['SHARDS'] = '3';
  // Stories have threads; here one would cost every test a second.
  process.env['SEGMENT_THREADS'] = '0';
  return NestFactory.createApplicationContext(house, { logger: false, abortOnError: false });
}
