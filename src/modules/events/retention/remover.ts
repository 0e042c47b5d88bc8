import { Injectable } from '@nestjs/common';
import { eventClasses, type EventClass } from '../../../models/event/event-class.js';
import { Config } from '../../platform/config.js';
import { Log } from '../../platform/log.js';
import { EventMetrics } from '../event.metrics.js';
import { LogBaseRepository } from '../log-base.repository.js';
import { monthKeptFrom } from './month-kept-from.js';
import { RetentionRepository, type Month } from './retention.repository.js';

/** Writers hold an event for seconds before they write it; clocks of processes may differ a little. */
const writtenWithinMs = 2 * 86_400_000;
/** A clock further off than that would remove what it should not. */
const mostSecondsApart = 3_600;

/**
 * Removes events whose days are over: a month of a class at once by dropping its table, and row by row what lies in no
 * month. Never what a consumer of the log has not read. What cannot be done now is done the next time; several processes
 * may try at once.
 */
@Injectable()
export class Remover {
  constructor(
    private readonly repository: RetentionRepository,
    private readonly logBase: LogBaseRepository,
    private readonly metrics: EventMetrics,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  async remove(now: number): Promise<void> {
    const seconds = await this.logBase.clockDifference(new Date(now - this.config.clockOffsetMs));
    if (seconds > mostSecondsApart) {
      this.log.warn({ seconds }, "no events are removed: set this machine's clock, it is not PostgreSQL's");
      return;
    }
    await this.logBase.raise(new Date(now - writtenWithinMs));
    await this.logBase.takeUpTheIdle(this.config.shards);
    for (const eventClass of eventClasses) {
      const days = this.config.retentionDays[eventClass];
      if (days === null) continue;
      const until = await this.repository.settledUntil(monthKeptFrom(now, days));
      if (until === null) return;
      if (await this.dropMonths(eventClass, until)) await this.removeStray(eventClass, until);
    }
    const oldest = await this.repository.settledUntil(new Date(now));
    if (oldest) await this.repository.dropEmptyMonths(oldest);
  }

  /** The oldest first, so that what is kept has one beginning. False when a month had to stay. */
  private async dropMonths(eventClass: EventClass, until: Date): Promise<boolean> {
    for (const month of await this.repository.monthsUntil(eventClass, until))
      if (!(await this.dropMonth(eventClass, month))) return false;
    return true;
  }

  private async dropMonth(eventClass: EventClass, month: Month): Promise<boolean> {
    const outcome = await this.repository.dropMonth(eventClass, month, this.config.shards);
    const about = { class: eventClass, partition: month.leaf, rows: month.rows };
    if (outcome === 'removed') {
      this.metrics.removed(eventClass, month.rows);
      this.log.log(about, 'a month of events was dropped, its days being over');
      return true;
    }
    if (outcome === 'gone') return true;
    if (outcome === 'busy') this.log.log(about, 'a month of events is in use; it is dropped another day');
    else this.warn(eventClass, outcome.unreadBy, about);
    return false;
  }

  private async removeStray(eventClass: EventClass, until: Date): Promise<void> {
    const { shards } = this.config;
    const rows = await this.repository.removeStray(eventClass, until, shards);
    if (rows > 0) {
      this.metrics.removed(eventClass, rows);
      this.log.log({ class: eventClass, rows }, 'events that lay in no month were removed');
    }
    const unreadBy = await this.repository.strayUnreadBy(eventClass, until, shards);
    if (unreadBy.length > 0) this.warn(eventClass, unreadBy, {});
  }

  private warn(eventClass: EventClass, unreadBy: readonly string[], about: object): void {
    this.log.warn(
      { class: eventClass, unreadBy, ...about },
      'events stay although their days are over, as not everyone has read them: let the worker run and catch up',
    );
  }
}
