import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the built programs are: beside this one (`dist/programs`). */
const programs = dirname(fileURLToPath(import.meta.url));

/** Most often a process is started again within a minute before we give up on it. */
const mostRestarts = 5;

/**
 * Runs our programs as children: each in its own process group, so that Ctrl-C reaches us alone and we stop them in
 * order; each ends by itself when we die, as its channel to us closes.
 */
export class Supervisor {
  private readonly kept: { name: string; child: ChildProcess }[] = [];
  private stopping = false;

  /** @param gaveUp is told when a program keeps ending */
  constructor(
    private readonly logs: string,
    private readonly gaveUp: () => void,
  ) {
    mkdirSync(logs, { recursive: true });
  }

  /** Runs a program to its end, on our own screen. @throws when it fails */
  async run(name: string, program: string, args: string[], env: Record<string, string>): Promise<void> {
    const child = fork(join(programs, program), args, {
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    const complaint = collect(child);
    this.kept.push({ name, child });
    await once(child, 'exit');
    if (child.exitCode !== 0) throw new Error(complaint() || `${name} ended without a reason`);
  }

  /** Starts a program, resolves when it says it is ready, and starts it again when it dies. @throws when it cannot start */
  async keep(name: string, program: string, env: Record<string, string>): Promise<void> {
    await this.launch(name, program, env, []);
  }

  /** Ends every program, last started first, each finishing its work in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const { child } of this.kept.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  }

  private async launch(
    name: string,
    program: string,
    env: Record<string, string>,
    starts: number[],
  ): Promise<void> {
    const log = openSync(join(this.logs, `${name}.log`), 'a');
    const child = fork(join(programs, program), {
      env,
      detached: true,
      stdio: ['ignore', log, 'pipe', 'ipc'],
    });
    const complaint = collect(child);
    this.kept.push({ name, child });
    const ready = once(child, 'message');
    const ended = once(child, 'exit').then(() =>
      Promise.reject(
        new Error(complaint() || `${name} ended without a reason; see ${this.logs}/${name}.log`),
      ),
    );
    await Promise.race([ready, ended]).finally(() => {
      if (child.exitCode !== null || child.signalCode !== null) this.forget(child);
    });
    ended.catch(() => {
      this.forget(child);
      process.stderr.write(
        this.stopping
          ? ''
          : `${name} ended (${child.signalCode ?? `exit ${child.exitCode ?? '?'}`}); starting it again.\n`,
      );
      return this.again(name, program, env, [...starts, Date.now()]);
    });
  }

  /** Starts a program once more, and again while that fails: the database may be away for a moment. */
  private async again(
    name: string,
    program: string,
    env: Record<string, string>,
    starts: number[],
  ): Promise<void> {
    if (this.stopping) return;
    const recent = starts.filter((at) => at > Date.now() - 60_000);
    if (recent.length > mostRestarts) {
      process.stderr.write(
        `${name} keeps ending, so everything is stopped. Its log is ${this.logs}/${name}.log\n`,
      );
      this.gaveUp();
      return;
    }
    await sleep(200 * recent.length);
    await this.launch(name, program, env, recent).catch((fault: unknown) => {
      process.stderr.write(`${String(fault)}\n`);
      return this.again(name, program, env, [...recent, Date.now()]);
    });
  }

  private forget(dead: ChildProcess): void {
    const at = this.kept.findIndex(({ child }) => child === dead);
    if (at >= 0) this.kept.splice(at, 1);
  }
}

/** What a child says on stderr, kept short; also passed on to ours is not: it would tear the screen. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4_000)));
  return () => text.trim();
}
