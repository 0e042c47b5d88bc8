import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { MembersService } from '../segments/members.service.js';
import { ExportWakeUps } from './export-wake-ups.js';
import { ExportsRepository, type ExportKey } from './exports.repository.js';
import { JudgedStep } from './judged-step.js';

/** How long a file lies ready. */
const keptMs = 7 * 86_400_000;
/** How soon to look again whether a segment was applied to everyone. */
const againMs = 1_000;

/** Works on exports until their files are made. What stands in an export's row is the truth; jobs only wake. */
@Injectable()
export class ExportWork {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly step: JudgedStep,
    private readonly members: MembersService,
    private readonly wakeUps: ExportWakeUps,
    private readonly clock: Clock,
  ) {}

  /** Makes the file of one export, from where it is, if nobody else is at it. */
  async take(key: ExportKey): Promise<void> {
    const isMade = await this.repository.alone(key, () => this.make(key));
    if (isMade === false) await this.wakeUps.wake(key, againMs);
  }

  /** Every export that is not done: what lost its wake-up, or its worker. */
  async takeAll(): Promise<void> {
    for (const key of await this.repository.unfinished()) await this.take(key);
  }

  /** False when it has to wait for its segment. A segment can be changed meanwhile, so it is judged before every step. */
  private async make(key: ExportKey): Promise<boolean> {
    const asked = await this.repository.find(key);
    if (asked?.status === 'WAITING') {
      if (!(await this.members.isSettled(key.tenantId, asked.segmentId))) return false;
      await this.repository.begin(key, await this.members.size(key.tenantId, asked.segmentId));
    }
    for (;;) {
      const audience = await this.repository.find(key);
      if (audience?.status !== 'RUNNING') return true;
      if (await this.step.advance(audience)) continue;
      const now = this.clock.now();
      await this.repository.complete(audience, new Date(now), new Date(now + keptMs));
    }
  }
}
