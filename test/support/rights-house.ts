import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import type { RightsKind, RightsRequestEntity } from '../../src/models/rights/rights-request.entity.js';
import { DecisionsRepository } from '../../src/modules/decisioning/decisions.repository.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import type { AudienceExportEntity } from '../../src/models/export/audience-export.entity.js';
import { ExportStep } from '../../src/modules/exports/export-step.js';
import { ExportWork } from '../../src/modules/exports/export-work.service.js';
import { ExportsRepository } from '../../src/modules/exports/exports.repository.js';
import { ExportsService } from '../../src/modules/exports/exports.service.js';
import { Rejections } from '../../src/modules/events/rejections.js';
import { HandoverTargets } from '../../src/modules/handover/targets/targets.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { Config } from '../../src/modules/platform/config.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { DocumentsRepository } from '../../src/modules/rights/documents.repository.js';
import { Goodbye } from '../../src/modules/rights/goodbye.js';
import { RightsModule } from '../../src/modules/rights/rights.module.js';
import { RightsService } from '../../src/modules/rights/rights.service.js';
import { RightsWork } from '../../src/modules/rights/rights-work.service.js';
import { EvaluationService } from '../../src/modules/segments/evaluation.service.js';
import { DeliveriesService } from '../../src/modules/segments/changes/deliveries.service.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { ListEditor } from '../../src/modules/segments/lists/list-editor.service.js';
import { PeopleOnLists } from '../../src/modules/segments/lists/people-on-lists.service.js';
import { SegmentsService } from '../../src/modules/segments/segments.service.js';
import { createTestTenant, eventually } from './carousel.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, settled, type TestDatabase } from './database.js';
import { anyEvent } from './event-rooms.js';
import { TestShowroom } from './showroom.js';

@Module({ imports: [PlatformModule, RightsModule] })
class RightsHouse {}

/** What a worker that dies leaves to the server: it takes back what was not committed, and lets go of locks. */
const serversOwn = /^rollback|pg_advisory_unlock/i;

/** The household of somebody who lives in the house. */
export function homeOf(name: string): string {
  return `home of ${name}`;
}

/** The car they own, and the one they sold. */
export function carsOf(name: string): { kept: string; sold: string } {
  const vin = (which: string) => createHash('sha256').update(`${which} ${name}`).digest('hex').slice(0, 17).toUpperCase(); // prettier-ignore
  return { kept: vin('kept'), sold: vin('sold') };
}

/** How far a worker gets before it dies. */
interface Life {
  readonly statementsLeft: number;
  used: number;
  /** Statements before which a death leaves something else behind than before the one ahead of them. */
  readonly turns: number[];
  isInTransaction: boolean;
  hasKept: boolean;
}

/** Rights on a database of the test's own, with workers that die before any statement of theirs, as the test says. */
export class TestRights {
  private readonly lives = new AsyncLocalStorage<Life>();

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
    readonly caller: Caller,
    private readonly clock: { at: number },
    private readonly showroom: TestShowroom,
    private readonly lookers = { segmentId: '', listId: '' },
  ) {
    const source = app.get(DataSource);
    const create = source.createQueryRunner.bind(source);
    source.createQueryRunner = (mode) => {
      const runner = create(mode);
      const query = runner.query.bind(runner);
      const spent = async (text: string, ...rest: unknown[]): Promise<unknown> => {
        this.spend(text);
        const answer: unknown = await Reflect.apply(query, runner, [text, ...rest]);
        return answer;
      };
      Object.defineProperty(runner, 'query', { value: spent });
      return runner;
    };
  }

  static async start(): Promise<TestRights> {
    const database = await createTestDatabase();
    const tenant = await createTestTenant(database.dataSource, 'rights');
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    process.env['SHARDS'] = '3';
    process.env['SEGMENT_THREADS'] = '0';
    const app = await NestFactory.createApplicationContext(RightsHouse, {
      logger: false,
      abortOnError: false,
    });
    const clock = { at: Date.now() };
    app.get(Clock).now = () => clock.at;
    const caller = { tenantId: tenant.id, role: 'admin' as const, keyId: randomUUID() };
    const showroom = await TestShowroom.open(app, caller);
    const house = new TestRights(database, app, caller, clock, showroom);
    const rule = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };
    const made = await app.get(SegmentsService).create(caller, { name: 'lookers', rule });
    if ('segment' in made) house.lookers.segmentId = made.segment.id;
    await app.get(SubscriptionsService).subscribe(caller, { kind: 'QUEUE', receiver: 'OURS' });
    await app.get(HandoverTargets).set(caller, { id: null, dealerId: null, kind: 'WEBHOOK', name: 'CRM', url: 'https://crm.example.com/leads', from: null, to: null, newSecret: false }); // prettier-ignore
    const list = await app.get(ListEditor).create(caller, 'invited');
    if ('list' in list) house.lookers.listId = list.list.id;
    return house;
  }

  get dataSource(): DataSource {
    return this.database.dataSource;
  }
  get events(): EventsService {
    return this.app.get(EventsService);
  }
  get merging(): MergingService {
    return this.app.get(MergingService);
  }

  /** The list on which everybody stands who lives here. */
  get listId(): string {
    return this.lookers.listId;
  }

  /** Any service of its rooms. */
  service<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  /** Has workers do what there is to do, until they wait for another's lock. */
  async stuck(): Promise<void> {
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(
      () => this.dataSource.query<object[]>(waiting),
      (rows) => rows.length > 0,
    );
  }

  /**
   * People who leave a trace in every room, each with two ids, a household, a car and one that they sold; returns their
   * profiles.
   */
  async live(names: readonly string[]): Promise<string[]> {
    const occurredAt = this.clock.at - 60_000;
    for (const name of names) {
      const both = { userId: `user-${name}`, anonymousId: `browser-${name}`, occurredAt };
      const { kept, sold } = carsOf(name);
      const delivered = {
        userId: both.userId,
        type: 'VEHICLE_DELIVERED',
        name: 'delivered',
        occurredAt,
      } as const;
      await this.events.record(this.caller, [
        anyEvent({ ...both, type: 'IDENTIFIED', name: 'identify', household: homeOf(name), traits: { city: `town of ${name}` } }), // prettier-ignore
        anyEvent({ ...both, type: 'VEHICLE_VIEWED', name: 'view', consent: { context: { ad_storage: 'denied' } }, vehicle: { make: 'Kia' } }), // prettier-ignore
        anyEvent({ ...both, type: 'LEAD_SUBMITTED', name: 'lead', properties: { email: `${name}@example.com` } }), // prettier-ignore
        ...[kept, sold].map((vin) => anyEvent({ ...delivered, vehicleNames: [vin] })),
        anyEvent({ ...delivered, userId: 'second-hand', occurredAt: occurredAt + 1, vehicleNames: [sold] }),
      ]);
      const payloads = [{ userId: both.userId }, { event: 'In-Car Mileage', properties: { vin: sold } }];
      await this.app.get(Rejections).keep(this.caller, payloads.map((payload) => ({ code: 'NO_EVENT_NAME', message: 'None.', messageId: null, payload }))); // prettier-ignore
    }
    const invited = names.map((name) => ({ userId: `user-${name}` }));
    await this.app.get(PeopleOnLists).change(this.caller, this.listId, 'ADD', invited);
    await this.readTheLog();
    for (const subscription of await this.app.get(SubscriptionsService).list(this.caller))
      await this.app.get(DeliveriesService).handOver(subscription);
    const profiles: string[] = [];
    for (const name of names) profiles.push((await this.profileOf(name)) ?? '');
    for (const name of names) await this.showroom.drive(`user-${name}`, this.clock.at);
    const model = { name: 'm', version: '1', fallback: null };
    const decision = { tenantId: this.caller.tenantId, placement: 'home', decidedAt: this.clock.at, model, seed: 1, scored: 0, items: [], eliminated: [] }; // prettier-ignore
    await this.app.get(DecisionsRepository).insert(profiles.map((profileId) => ({ ...decision, id: randomUUID(), profileId }))); // prettier-ignore
    return profiles;
  }

  /** Everyone who follows the log reads it to its end. */
  async readTheLog(): Promise<void> {
    await settled(this.dataSource.manager);
    const shards = Array.from({ length: this.app.get(Config).shards }, (_, shard) => shard);
    for (const shard of [...shards, ...shards]) while (!(await this.app.get(EvaluationService).run(shard)));
    await this.app.get(LeadFollower).followAll();
  }

  /** The first step of an erasure, and no more. */
  async sayGoodbye(request: RightsRequestEntity): Promise<void> {
    await this.app.get(Goodbye).say(request);
  }

  /** The time it is here, milliseconds since the epoch. */
  get now(): number {
    return this.clock.at;
  }

  /** Someone who lives here stands in an export that is finished, and in one half made; returns how to look at that. */
  async handOn(name: string): Promise<() => Promise<AudienceExportEntity>> {
    const { caller, app } = this;
    const consent = {
      context: { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' },
    };
    await this.events.record(caller, [
      anyEvent({ userId: `user-${name}`, occurredAt: this.clock.at, type: 'IDENTIFIED', name: 'identify', traits: { email: `${name}@example.com` }, consent }), // prettier-ignore
    ]);
    const exports = app.get(ExportsService);
    const ask = (target: 'GOOGLE_CUSTOMER_MATCH' | 'META_CUSTOM_AUDIENCE') =>
      exports.request(caller, this.lookers.segmentId, target);
    await app.get(ExportWork).take(await ask('GOOGLE_CUSTOMER_MATCH'));
    const { id } = await ask('META_CUSTOM_AUDIENCE');
    await app.get(ExportsRepository).begin({ tenantId: caller.tenantId, id }, 1);
    await app.get(ExportStep).advance(await exports.find(caller, id));
    return () => exports.find(caller, id);
  }

  /** Every part of any export's file. */
  exportParts(): Promise<unknown[]> {
    return this.dataSource.query('select export_id, part from audience_export_parts');
  }

  async profileOf(name: string): Promise<string | null> {
    const found = await this.app.get(ProfilesService).find(this.caller, { userId: `user-${name}` });
    return found?.id ?? null;
  }

  async ask(kind: RightsKind, name: string): Promise<RightsRequestEntity> {
    const mention = { userId: `user-${name}` };
    const request = await this.app.get(RightsService).request(this.caller, kind, mention);
    if (!request) throw new Error(`nobody is known as ${name}`);
    return request;
  }

  /**
   * One worker at it, which dies before that statement; false when it did. `statements` is how many it made. Of those
   * `turns` are all before which a death differs: the end of each transaction, and what comes after something was kept. What is
   * read, and what stands within a transaction, the server takes back as if the worker had died before.
   */
  async work(
    request: RightsRequestEntity,
    diesBefore = Infinity,
  ): Promise<{ hasSurvived: boolean; statements: number; turns: readonly number[] }> {
    const life: Life = { statementsLeft: diesBefore, used: 0, turns: [], isInTransaction: false, hasKept: true }; // prettier-ignore
    try {
      await this.lives.run(life, () => this.app.get(RightsWork).take(request));
      return { hasSurvived: true, statements: life.used, turns: life.turns };
    } catch (fault) {
      if (life.used <= diesBefore) throw fault;
      return { hasSurvived: false, statements: life.used, turns: life.turns };
    }
  }

  /** Time enough for what was under way, and for the next look. */
  pass(): void {
    this.clock.at += 11_000;
  }

  find(request: RightsRequestEntity): Promise<RightsRequestEntity> {
    return this.app.get(RightsService).find(this.caller, request.id);
  }

  /** The document of a request, as its person reads it. */
  async document(request: RightsRequestEntity): Promise<string> {
    let text = '';
    for await (const part of this.app.get(DocumentsRepository).read(request)) text += part;
    return text;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  private spend(statement: string): void {
    const life = this.lives.getStore();
    if (!life || serversOwn.test(statement)) return;
    const isEnd = /^commit/i.test(statement);
    if (isEnd || life.hasKept) life.turns.push(life.used);
    if (/^start transaction/i.test(statement)) life.isInTransaction = true;
    if (isEnd) life.isInTransaction = false;
    life.hasKept = isEnd || (!life.isInTransaction && !/^\s*select/i.test(statement));
    life.used++;
    if (life.used > life.statementsLeft) throw new Error('This worker is dead.');
  }
}
