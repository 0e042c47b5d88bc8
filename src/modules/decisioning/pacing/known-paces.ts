import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { pacingTopic } from './pacing.queue.js';
import { PacingRepository } from './pacing.repository.js';
import type { HeldBack } from './taking-part.js';

/** A request waits no longer for the first paces of a tenant. */
const patienceMs = 1_000;

/** The paces of a tenant's campaigns as they were set last. */
export interface Known {
  /** Milliseconds since the epoch. */
  readonly pacedAt: number;
  readonly paces: ReadonlyMap<string, HeldBack>;
}

/** Paces in the memory of a process: read when a tenant is first asked for, and again when it is heard that they were set. */
@Injectable()
export class KnownPaces {
  private readonly memory = new TenantMemory<Known>(
    (tenantId) => this.read(tenantId),
    (fault) => this.failed(fault),
  );

  constructor(
    private readonly repository: PacingRepository,
    private readonly clock: Clock,
    private readonly log: Log,
    changes: Changes,
  ) {
    changes.listen(pacingTopic, this.memory.heard);
  }

  /** Null where they cannot be read soon. Waits only the first time, and never fails. */
  async of(tenantId: string): Promise<Known | null> {
    return this.memory.peek(tenantId) ?? this.first(tenantId);
  }

  private async first(tenantId: string): Promise<Known | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), patienceMs)));
    const read = this.memory.of(tenantId).catch((fault: unknown) => this.failed(fault));
    try {
      return await Promise.race([read, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Where nothing was set ever, the first paces are on their way: as long as others go on. */
  private async read(tenantId: string): Promise<Known> {
    const { pacedAt, rows } = await this.repository.paces(tenantId);
    const paces = new Map(
      rows.map(({ campaignId, multiplier, share }) => [campaignId, { multiplier, share }]),
    );
    return { pacedAt: pacedAt ?? this.clock.now(), paces };
  }

  private failed(fault: unknown): null {
    this.log.warnRarely({ err: fault }, 'paces of campaigns could not be read; tried again later');
    return null;
  }
}
