import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { HandoverDeliveriesRepository } from './deliveries.repository.js';
import { afterTry, type Delivery } from './delivery.js';
import { DeliveryRun } from './delivery-run.js';
import { HandoverMetrics } from './handover.metrics.js';

/** Most deliveries a worker has in hand at once; it is receivers that are waited for. */
const mostInHand = 16;
/** A pause that ends later than this is not worth a timer of its own. */
const soonMs = 60_000;
/** Most of them for one target, so that one that is slow does not hold up the others. */
const mostOfTarget = 4;

/**
 * Hands leads over as they fall due. What stands in the table is the truth: a delivery stays until its receiver has accepted it,
 * whoever dies when, so each is handed over at least once, under one id.
 */
@Injectable()
export class HandoverWork {
  private readonly inHand = new Set<Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private lookAgain: () => void = () => undefined;

  constructor(
    private readonly deliveries: HandoverDeliveriesRepository,
    private readonly run: DeliveryRun,
    private readonly metrics: HandoverMetrics,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Is called whenever something may be due before the next tick: a hand is free again, or a pause is over. */
  onMore(lookAgain: () => void): void {
    this.lookAgain = lookAgain;
  }

  /** Begins with what is due and nobody has in hand, as far as hands are free; does not wait for receivers. */
  async begin(): Promise<void> {
    const free = mostInHand - this.inHand.size;
    if (free <= 0) return;
    // Longer than the longest way of sending may take.
    const seconds = (4 * this.config.handoverPatienceMs) / 1_000;
    const now = new Date(this.clock.now());
    for (const delivery of await this.deliveries.claim(randomUUID(), free, mostOfTarget, seconds, now)) {
      const handing = this.hand(delivery).finally(() => {
        this.inHand.delete(handing);
        this.lookAgain();
      });
      this.inHand.add(handing);
    }
  }

  /** Resolves when everything begun is over. */
  async over(): Promise<void> {
    await Promise.all(this.inHand);
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Whatever goes wrong, the claim lapses and the delivery is tried again. */
  private async hand(delivery: Delivery): Promise<void> {
    try {
      const answer = await this.run.tryOnce(delivery);
      if (!answer) {
        await this.deliveries.remove(delivery);
        return;
      }
      const { handoverRetries } = this.config;
      const after = afterTry(delivery, answer, handoverRetries, this.clock.now(), Math.random());
      await this.deliveries.note(delivery, after);
      this.metrics.tried(delivery, after);
      if (after.status === 'PENDING') this.lookAt(after.dueAt);
    } catch (fault) {
      this.metrics.failed(fault, delivery);
    }
  }

  /** Looks when a pause ends, where that is soon; the ticks find what this process has forgotten. */
  private lookAt(dueAt: Date): void {
    const pause = Math.max(0, dueAt.getTime() - this.clock.now());
    if (pause > soonMs) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.lookAgain();
    }, pause);
    this.timers.add(timer);
  }
}
