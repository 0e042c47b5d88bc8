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

  /** Wakes whoever has work, and has published again what the viewer store lost. */
  async wake(): Promise<void> {
    await this.keeper.watch(this.clock.now());
    await this.finder.wake();
  }

  /** Follows what changed elsewhere: rules that can be read now, events that were removed. */
  async follow(): Promise<void> {
    await this.held.letGo();
    await this.removals.follow();
  }
}
