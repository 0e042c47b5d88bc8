import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DealerTestDrives } from '../../models/test-drive/test-drive-settings.entity.js';
import { Clock } from '../platform/clock.js';
import { BookingsRepository } from './bookings.repository.js';
import { freeSlots, nearest, type FreeSlot } from './free-slots.js';
import { slotsOfDay, type Slot } from './slots-of-day.js';
import { dateAt, datesBetween } from '../platform/wall-clock.js';

const dayMs = 86_400_000;
/** How far ahead slots are told in one answer. */
const longestMs = 35 * dayMs;
/** How far around a slot that is taken others are looked for, and how many are named. */
const around = { ms: 7 * dayMs, most: 5 };

/** What of a dealer's time is free. */
@Injectable()
export class Availability {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly clock: Clock,
  ) {}

  /** The dealer's slots that begin between two instants, not too soon and not too far ahead, of 35 days at most, whoever has booked them. */
  slots(settings: DealerTestDrives, from: number, to: number): Slot[] {
    const earliest = Math.max(from, this.clock.now() + settings.noticeMinutes * 60_000);
    const end = Math.min(to, earliest + longestMs, this.clock.now() + settings.horizonDays * dayMs + 1);
    if (end <= earliest) return [];
    return datesBetween(dateAt(settings.timeZone, earliest), dateAt(settings.timeZone, end))
      .flatMap((date) => slotsOfDay(settings, date))
      .filter(({ startsAt }) => startsAt >= earliest && startsAt < end);
  }

  /** What of these slots is free for these cars; `except` is a booking that would make way. */
  async free(
    manager: EntityManager,
    settings: DealerTestDrives,
    slots: readonly Slot[],
    demonstratorIds: readonly string[],
    except: string | null = null,
  ): Promise<FreeSlot[]> {
    const [first, last] = [slots[0], slots.at(-1)];
    if (!first || !last) return [];
    const [from, to] = [new Date(first.startsAt), new Date(last.heldUntil)];
    const held = await this.bookings.held(manager, settings, from, to, except, this.clock.now());
    return freeSlots(slots, demonstratorIds, settings.staff, held);
  }

  /** Free slots around one that is taken, the nearest first. */
  async nearest(
    manager: EntityManager,
    settings: DealerTestDrives,
    demonstratorIds: readonly string[],
    to: number,
  ): Promise<FreeSlot[]> {
    const slots = this.slots(settings, to - around.ms, to + around.ms);
    return nearest(await this.free(manager, settings, slots, demonstratorIds), to, around.most);
  }
}
