import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config, environmentOfOthers } from '../../platform/config.js';
import { home } from '../../platform/version.js';
import type { TrainingBounds, TrainingExit } from './exit-meaning.js';

/** What one training may take. */
export const trainingBounds: TrainingBounds = { minutes: 30, memoryMb: 4_096 };

/** What is to be trained. */
export interface TrainingAsk {
  /** Exported leads. */
  readonly csv: string;
  /** Folder in which `lead-score/<version>` is made. */
  readonly out: string;
  readonly version: string;
}

/** Characters of its error output that are looked at: the last. */
const wordsKept = 16_384;

/**
 * Runs the training package as `npm run train` does, in a process of its own that yields to whatever else the machine does. It is given
 * none of our settings, ends when this process does, however that ends, and is ended with all it started.
 */
@Injectable()
export class TrainingProgram {
  constructor(private readonly config: Config) {}

  /** Resolves when it is over; `shutdown` ends it. */
  async run({ csv, out, version }: TrainingAsk, shutdown: AbortSignal): Promise<TrainingExit> {
    const bounds = ['--memory-mb', String(trainingBounds.memoryMb), '--ends-with-stdin'];
    const program = [join(home, 'bin', 'train.mjs'), 'own-leads'];
    const child = spawn(process.execPath, [...program, '--csv', csv, '--out', out, '--version', version, ...bounds], {
      env: environmentOfOthers({ TRAINING_DIR: this.config.trainingDir }),
      // A group of its own, so that what it starts can be ended with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    return outcomeOf(child, shutdown);
  } // prettier-ignore
}

async function outcomeOf(child: ChildProcess, shutdown: AbortSignal): Promise<TrainingExit> {
  let endedBy: TrainingExit['endedBy'] = null;
  const end = (why: 'TIME' | 'SHUTDOWN') => {
    endedBy ??= why;
    endAll(child);
  };
  const onShutdown = () => end('SHUTDOWN');
  const timer = setTimeout(() => end('TIME'), trainingBounds.minutes * 60_000);
  shutdown.addEventListener('abort', onShutdown);
  if (shutdown.aborted) onShutdown();
  yieldToOthers(child);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (said: string) => {
    words = (words + said).slice(-wordsKept);
  });
  try {
    const code: unknown = (await once(child, 'close')).at(0);
    const lastWords = words.trim().split('\n').at(-1) ?? '';
    return { code: typeof code === 'number' ? code : null, endedBy, lastWords };
  } finally {
    clearTimeout(timer);
    shutdown.removeEventListener('abort', onShutdown);
  }
}

function yieldToOthers({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It is over already, or the system does not let us: then it runs as we do.
  }
}

function endAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It is over already.
  }
}
