import { parentPort } from 'node:worker_threads';
import type { Ask } from './asks.js';
import { Holder } from './holder.js';

/**
 * Runs a holder where it is started: as a thread, or as a process of its own that holds nothing else. Answers what it is
 * asked, one after another.
 */
let holder: Holder | undefined;

async function answerTo(ask: Ask): Promise<unknown> {
  if (ask.kind === 'hold') holder = new Holder(ask, ask.part, ask.of);
  if (ask.kind === 'takeUp') holder = new Holder(ask, 0, 1);
  if (!holder) throw new Error('There is nobody held yet.');
  switch (ask.kind) {
    case 'hold':
      return holder.hold();
    case 'full':
      return holder.full(ask.variants);
    case 'preview':
      return holder.preview();
    case 'touch':
      return holder.touch(ask.rounds, ask.events);
    case 'wait':
      return holder.wait(ask.seconds);
    case 'day':
      return holder.day(ask.events);
    case 'members':
      return holder.members();
    case 'write':
      return holder.write(ask.file);
    case 'takeUp':
      return holder.takeUp(ask.now, ask.file);
    case 'memory':
      return { peakMb: process.resourceUsage().maxRSS / 1_024, nowMb: process.memoryUsage.rss() / 1_048_576 };
  }
}

function answer(ask: Ask, tell: (answer: unknown) => void): void {
  // What goes wrong ends it, and whoever asked is told by that.
  void answerTo(ask).then(tell);
}

if (parentPort) {
  const port = parentPort;
  port.on('message', (ask: Ask) => answer(ask, (told) => port.postMessage(told)));
} else {
  // Who asked may be gone when the answer is found.
  process.on('message', (ask: Ask) => answer(ask, (told) => process.send?.(told, undefined, undefined, () => undefined))); // prettier-ignore
  process.on('disconnect', () => process.exit(0));
}
