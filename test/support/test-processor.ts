import { setTimeout as sleep } from 'node:timers/promises';
import { Processor, type QueueDefinition } from '../../src/modules/platform/queue/queues.js';

interface Wake {
  shard: number;
}

/** A queue whose work the test holds in its hands. */
export class TestProcessor extends Processor<Wake> {
  readonly begun: number[] = [];
  readonly ended: number[] = [];
  work: (shard: number) => Promise<void> = () => Promise.resolve();

  constructor(readonly queue: QueueDefinition<Wake>) {
    super();
  }

  async handle({ shard }: Wake): Promise<void> {
    this.begun.push(shard);
    await this.work(shard);
    this.ended.push(shard);
  }
}

/** A door to stand in until it is opened. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Waits for it. */
export async function until(holds: () => boolean, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not come to pass');
    await sleep(5);
  }
}
