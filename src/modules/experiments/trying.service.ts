import { Injectable } from '@nestjs/common';
import type { Exposure, Tried } from '../../models/experiment/tried.js';
import { ExposureLog } from './trying/exposure-log.js';
import { LiveExperiments } from './trying/live-experiments.js';
import { triedOn } from './trying/tries.js';

/** What is tried on whom: the door to those who decide what people see. */
@Injectable()
export class TryingService {
  constructor(
    private readonly live: LiveExperiments,
    private readonly exposures: ExposureLog,
  ) {}

  /**
   * What the tenant's running experiments do to a viewer: from memory, by hashing.
   *
   * @param unit what their arms are drawn by; see `unitOf`
   * @param now milliseconds since the epoch
   */
  async on(
    tenantId: string,
    unit: string,
    segmentIds: readonly string[],
    now: number,
  ): Promise<readonly Tried[]> {
    const live = await this.live.of(tenantId);
    return live.length === 0 ? [] : triedOn(live, unit, new Set(segmentIds), now);
  }

  /** Notes that experiments mattered to an answer; returns at once. */
  expose(exposures: readonly Exposure[]): void {
    for (const exposure of exposures) this.exposures.remember(exposure);
  }
}
