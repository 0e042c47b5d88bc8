import type {
  Ask,
  AskFor,
  Occurrence,
  Settlement,
  Taken,
} from '../../src/modules/platform/limit-store/limit-store.js';

interface Hold {
  readonly id: string;
  readonly key: string;
  readonly amount: number;
  readonly until: number;
}

interface Happening extends Occurrence {
  readonly viewer: string;
  readonly until: number | null;
  readonly keepUntil: number;
}

/** What a limit store means, written down as plainly as can be: lists that are searched, and nothing that is clever. */
export class PlainLimits {
  private holds: Hold[] = [];
  private happenings: Happening[] = [];
  private readonly spent = new Map<string, number>();

  reserve({ now, viewer, asks }: AskFor): (string | null)[] {
    return asks.map((ask) => {
      const refused =
        ask.counts.find(({ subject, since, most }) => this.count(viewer, subject, since, now) >= most)
          ?.subject ??
        ask.amounts.find(({ key, amount, most }) => this.total(key, now) + amount > most)?.key ??
        null;
      if (refused === null) this.take(ask, viewer, now);
      return refused;
    });
  }

  settle(settlements: readonly Settlement[]): void {
    for (const { id, spent, happened } of settlements) {
      for (const { key, spent: total } of spent) {
        this.holds = this.holds.filter((hold) => hold.id !== id || hold.key !== key);
        this.spent.set(key, Math.max(this.spent.get(key) ?? 0, total));
      }
      if (!happened) continue;
      const known = this.happenings.filter((one) => one.id === id);
      const viewers = new Set([...known.map(({ viewer }) => viewer), ...happened.viewer]);
      const { at, keepUntil, subjects } = known[0] ?? happened;
      this.happenings = this.happenings.filter((one) => one.id !== id);
      for (const viewer of viewers)
        this.happenings.push({ id, viewer, at, until: null, keepUntil, subjects });
    }
  }

  release(ids: readonly string[]): void {
    this.holds = this.holds.filter(({ id }) => !ids.includes(id));
    this.happenings = this.happenings.filter(({ id, until }) => until === null || !ids.includes(id));
  }

  occurrences(viewer: readonly string[], now: number): Occurrence[] {
    const found = new Map<string, Occurrence>();
    for (const one of this.alive(now)) if (viewer.includes(one.viewer)) found.set(one.id, one);
    return [...found.values()].map(({ id, at, subjects }) => ({ id, at, subjects }));
  }

  taken(key: string, now: number): Taken {
    const held = this.holds.filter((hold) => hold.key === key && hold.until > now);
    return { held: held.reduce((sum, { amount }) => sum + amount, 0), spent: this.spent.get(key) ?? 0 };
  }

  private take(ask: Ask, viewer: readonly string[], now: number): void {
    for (const { key, amount, until } of ask.amounts) this.holds.push({ id: ask.id, key, amount, until });
    const { id, subjects, unsettledUntil, keepUntil } = ask;
    if (subjects.length > 0)
      for (const name of new Set(viewer))
        this.happenings.push({ id, viewer: name, at: now, until: unsettledUntil, keepUntil, subjects });
  }

  private alive(now: number): Happening[] {
    return this.happenings.filter(
      ({ until, keepUntil }) => keepUntil > now && (until === null || until > now),
    );
  }

  private count(viewer: readonly string[], subject: string, since: number, now: number): number {
    return this.occurrences(viewer, now).filter(
      ({ at, subjects }) => at > since && subjects.includes(subject),
    ).length;
  }

  private total(key: string, now: number): number {
    const { held, spent } = this.taken(key, now);
    return held + spent;
  }
}
