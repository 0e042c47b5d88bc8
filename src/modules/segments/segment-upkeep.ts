import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { HeldSegments } from './held-segments.js';
import { RemovalFollower } from './removal-follower.js';
import { StoreKeeper } from './store-keeper.js';
import { WorkFinder } from './work-finder.js';

/** Finds what nobody woke anybody for, and puts right what was lost or removed elsewhere. */
@Injectable()
export class SegmentUpkeep {
  constructor(
    private readonly held: HeldSegments,
    private readonly removals: RemovalFollower,
    private readonly keeper: StoreKeeper,
    private readonly finder: WorkFinder,
    private readonly clock: Clock,
  ) {}

  async tick(): Promise<void> {
    await this.held.letGo();
    await this.removals.follow();
    await this.keeper.watch(this.clock.now());
    await this.finder.wake();
  }
}
