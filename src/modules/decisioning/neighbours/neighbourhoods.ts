import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { Ticking } from '../../platform/ticking.js';
import { mostWalks, Neighbourhood } from './neighbourhood.js';
import { WalksRepository } from './walks.repository.js';

/** How often new walks are looked for, of the tenants that are asked for. */
const lookMs = 60_000;
/** Walks read at once: indexing them takes some milliseconds, which no request should wait out. */
const page = 1_000;

interface Known {
  readonly neighbourhood: Neighbourhood;
  readonly last: string;
}

/** Keeps in memory how the shoppers of each tenant went from car to car. Nobody waits for it: it is what an answer can do without. */
@Injectable()
export class Neighbourhoods implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly memory = new TenantMemory<Known>(
    (tenantId, known) => this.follow(tenantId, known),
    (fault) => this.failed(fault),
  );
  private readonly ticking = new Ticking(
    lookMs,
    () => {
      this.memory.heard(null);
      return Promise.resolve();
    },
    () => undefined,
  );

  constructor(
    private readonly repository: WalksRepository,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticking.stop();
  }

  /** As it is known now; null until it was first read, which the first to ask sets going. */
  of(tenantId: string): Neighbourhood | null {
    const known = this.memory.peek(tenantId);
    if (!known) void this.memory.of(tenantId).catch((fault: unknown) => this.failed(fault));
    return known?.neighbourhood ?? null;
  }

  private failed(fault: unknown): void {
    this.log.warnRarely({ err: fault }, 'could not read walks; tried again later');
  }

  private async follow(tenantId: string, known: Known | null): Promise<Known> {
    const { neighbourhood } = known ?? { neighbourhood: new Neighbourhood() };
    const walks = await this.repository.newest(tenantId, known?.last ?? '0', mostWalks);
    for (let from = 0; from < walks.length; from += page) {
      for (const walk of walks.slice(from, from + page)) neighbourhood.add(walk);
      await new Promise(setImmediate);
    }
    return { neighbourhood, last: walks.at(-1)?.number ?? known?.last ?? '0' };
  }
}
