import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { BookingRetention } from './booking-retention.service.js';
import { NoteTeller } from './note-teller.service.js';
import { DueDrives } from './programmes/due-drives.service.js';
import { testDrivesQueue } from './test-drives.queue.js';

const tickMs = 15_000;

/** Does what is due of test drives, such as to free one whose deposit was not held; then tells it, with reminders and what nobody could tell; then forgets what is due. */
@Injectable()
export class TestDrivesProcessor extends Processor<object> implements OnApplicationBootstrap {
  readonly queue = testDrivesQueue;

  constructor(
    private readonly due: DueDrives,
    private readonly teller: NoteTeller,
    private readonly retention: BookingRetention,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(testDrivesQueue, 'test-drives:tick', tickMs, {});
  }

  async handle(): Promise<void> {
    await this.due.workAll();
    await this.teller.tellAll();
    await this.retention.tidy();
  }
}
