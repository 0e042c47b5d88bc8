import { fork } from 'node:child_process';
import { once, type EventEmitter } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { answers, type Answer, type Ask } from './asks.js';
import type { SnapshotFile } from '../../../src/modules/segments/resident/snapshot/sealed-file.js';
import type { TownSize } from './town.js';

const script = join(import.meta.dirname, 'held.js');

/** A holder somewhere else: what it is asked goes there, what it answers comes back. */
export class Holding {
  private constructor(
    private readonly other: EventEmitter,
    private readonly send: (ask: Ask) => void,
    readonly stop: () => Promise<void>,
  ) {}

  /** In a process of its own. */
  static inProcess(): Holding {
    const child = fork(script, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      // It may be in the middle of something.
      child.kill();
      await ended;
    };
    return new Holding(child, (ask) => void child.send(ask), stop);
  }

  /** In a thread of this one. */
  static inThread(): Holding {
    const worker = new Worker(script);
    return new Holding(
      worker,
      (ask) => worker.postMessage(ask),
      async () => {
        await worker.terminate();
      },
    );
  }

  async hold({ people, events }: TownSize, part: number, of: number): Promise<Answer<'hold'>> {
    return answers.hold.parse(await this.ask({ kind: 'hold', people, events, part, of }));
  }

  async full(variants: number): Promise<Answer<'full'>> {
    return answers.full.parse(await this.ask({ kind: 'full', variants }));
  }

  async preview(): Promise<Answer<'preview'>> {
    return answers.preview.parse(await this.ask({ kind: 'preview' }));
  }

  async touch(rounds: number, events: number): Promise<Answer<'touch'>> {
    return answers.touch.parse(await this.ask({ kind: 'touch', rounds, events }));
  }

  async day(events: number): Promise<Answer<'day'>> {
    return answers.day.parse(await this.ask({ kind: 'day', events }));
  }

  async wait(seconds: number): Promise<Answer<'wait'>> {
    return answers.wait.parse(await this.ask({ kind: 'wait', seconds }));
  }

  async members(): Promise<Uint32Array> {
    return answers.members.parse(await this.ask({ kind: 'members' })).rules;
  }

  async write(file: SnapshotFile): Promise<Answer<'write'>> {
    return answers.write.parse(await this.ask({ kind: 'write', file }));
  }

  /** @param now instant at which everybody is looked at then: milliseconds since the epoch */
  async takeUp({ people, events }: TownSize, now: number, file: SnapshotFile): Promise<Answer<'takeUp'>> {
    return answers.takeUp.parse(await this.ask({ kind: 'takeUp', people, events, now, file }));
  }

  async memory(): Promise<Answer<'memory'>> {
    return answers.memory.parse(await this.ask({ kind: 'memory' }));
  }

  private async ask(ask: Ask): Promise<unknown> {
    const given = new AbortController();
    const ended = once(this.other, 'exit', { signal: given.signal }).then(() => Promise.reject(new Error(`One who holds people ended when asked to ${ask.kind}.`))); // prettier-ignore
    ended.catch(() => undefined);
    const answered: Promise<unknown[]> = once(this.other, 'message', { signal: given.signal });
    answered.catch(() => undefined);
    this.send(ask);
    const [answer] = await Promise.race([answered, ended]).finally(() => given.abort());
    return answer;
  }
}
