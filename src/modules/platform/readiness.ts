import { Injectable } from '@nestjs/common';

type Check = () => boolean | Promise<boolean>;
/** What a room tells operators of itself: names and states, nothing secret or personal, as /health needs no key. */
export type RoomReport = Readonly<Record<string, unknown>>;

/** Longest a check may think before it counts as not true. */
const patienceMs = 2_000;

/**
 * What must be true before this process may be sent work. Rooms add their own checks while the process starts
 * (migrations run, models warm); `/health/ready` asks them all each time.
 */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private readonly reports = new Map<string, () => RoomReport>();

  /** Adds a check under a short name fit for an operator: `models`. A check that throws counts as not true. */
  add(name: string, check: Check): void {
    if (this.checks.has(name)) throw new Error(`Two readiness checks are called ${name}.`);
    this.checks.set(name, check);
  }

  /** Lets a room tell of itself at `/health`, under its name. */
  report(name: string, tell: () => RoomReport): void {
    this.reports.set(name, tell);
  }

  /** What the rooms tell of themselves now. */
  told(): Readonly<Record<string, RoomReport>> {
    return Object.fromEntries([...this.reports].map(([name, tell]) => [name, tell()]));
  }

  /** The names of the checks that are not true now; none when ready. */
  async missing(): Promise<string[]> {
    const answers = await Promise.all(
      [...this.checks].map(async ([name, check]) => ({ name, holds: await holds(check) })),
    );
    return answers.filter((answer) => !answer.holds).map(({ name }) => name);
  }
}

async function holds(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
