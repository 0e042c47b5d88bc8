import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventsService } from '../../events/events.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { Log } from '../../platform/log.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { consumer } from '../segments.queue.js';
import { SegmentRules } from '../segment-rules.js';
import { OwnersRepository } from './owners.repository.js';
import type { TenantRules } from './resident-messages.js';
import { Resident } from './resident.js';
import { ResidentThreads } from './resident-threads.js';

/** The shards that this process holds in memory. */
@Injectable()
export class Residents implements OnModuleDestroy {
  private readonly held = new Map<number, Promise<Resident>>();
  private opened: ResidentThreads | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly owners: OwnersRepository,
    private readonly rules: SegmentRules,
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** A shard, read into memory when it is not there yet: whoever held it before has it no more. */
  of(shard: number): Promise<Resident> {
    const known = this.held.get(shard);
    if (known) return known;
    const loading = this.load(shard);
    this.held.set(shard, loading);
    loading.catch(() => this.held.delete(shard));
    return loading;
  }

  /** Whether this process still is who holds it; within a transaction that holds the fence. */
  isOwner(manager: EntityManager, { shard, epoch }: Resident): Promise<boolean> {
    return this.owners.isOwner(manager, shard, epoch);
  }

  /** Those that are held now and may be asked. */
  async loaded(): Promise<Resident[]> {
    const settled = await Promise.allSettled(this.held.values());
    return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Lets go of a shard: what its memory holds is not to be trusted, or another is to have it. */
  async drop(shard: number): Promise<void> {
    const held = this.held.get(shard);
    this.held.delete(shard);
    const resident = await held?.catch(() => undefined);
    await resident?.release().catch(() => undefined);
  }

  async onModuleDestroy(): Promise<void> {
    await this.opened?.close();
  }

  private async load(shard: number): Promise<Resident> {
    const begun = performance.now();
    const epoch = await this.dataSource.transaction(async (manager) => {
      await this.events.hold(manager, consumer, shard);
      return this.owners.take(manager, shard);
    });
    const resident = new Resident(shard, epoch, this.threads, (tenantId, profileIds) =>
      this.profiles.traitsOf(this.dataSource.manager, tenantId, profileIds),
    );
    const { people } = await resident.load(await this.allRules());
    this.log.log({ shard, people, ms: Math.round(performance.now() - begun) }, 'a shard is in memory');
    return resident;
  }

  /** Of every tenant that has segments. */
  private allRules(): Promise<TenantRules[]> {
    return this.dataSource.transaction(async (manager) => {
      const rules: TenantRules[] = [];
      for (const tenantId of await this.owners.tenantsWithSegments(manager)) {
        const { segments, facts } = await this.rules.inForce(manager, tenantId, new Date(this.clock.now()));
        rules.push({ tenantId, segments, facts });
      }
      return rules;
    });
  }

  private get threads(): ResidentThreads {
    this.opened ??= new ResidentThreads(this.config.segmentThreads, this.config.databaseUrl);
    return this.opened;
  }
}
