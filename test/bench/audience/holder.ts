import { Audience, type Happening } from '../../../src/modules/segments/engine/audience.js';
import { logStart } from '../../../src/models/event/log-entry.js';
import { beginningBytes, chunkBytes } from '../../../src/modules/segments/resident/snapshot/chunk.js';
import { partsOf, SealedFile, type SnapshotFile } from '../../../src/modules/segments/resident/snapshot/sealed-file.js'; // prettier-ignore
import { ShardCopy } from '../../../src/modules/segments/resident/snapshot/shard-copy.js';
import { TakenUp } from '../../../src/modules/segments/resident/snapshot/taken-up.js';
import type { Answer } from './asks.js';
import { Dice } from './dice.js';
import { rulesOf, surroundings } from './rules.js';
import { idOf, nowSeconds, Town, traitsOf, type TownSize } from './town.js';
import { drawnKind, kinds } from './vocabulary.js';

/** People looked at between two pauses: others would get their turn then. */
const mostAtOnce = 10_000;
const daySeconds = 86_400;

const tenantId = '00000000-0000-4000-8000-000000000000';

/** Holds a part of a town in the engine, as a worker would, and measures what it is asked to do. */
export class Holder {
  private readonly audience = new Audience(surroundings);
  private readonly town: Town;
  private readonly dice = new Dice(7);
  private now = nowSeconds * 1_000;

  /** @param part of so many: people are dealt out in turn */
  constructor(
    size: TownSize,
    private readonly part: number,
    private readonly of: number,
  ) {
    this.town = new Town(size);
  }

  hold(): Answer<'hold'> {
    const began = performance.now();
    const { audience, town } = this;
    this.setRules(1);
    let events = 0;
    for (const person of this.people()) {
      const id = idOf(person);
      audience.tell(id, traitsOf(person));
      const count = town.didBy(person);
      audience.replace(
        id,
        Array.from({ length: count }, (_, n) => happening(town.at[n] ?? 0, town.kind[n] ?? 0)),
      );
      events += count;
    }
    return { events, ms: performance.now() - began };
  }

  full(variants: number): Answer<'full'> {
    const cpu = process.cpuUsage();
    const began = performance.now();
    this.setRules(variants);
    let changes = 0;
    for (let from: number | null = 0; from !== null;) {
      const step = this.audience.lookOn(from, mostAtOnce, this.now);
      changes += step.changes.length;
      from = step.next;
    }
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpuMs: (user + system) / 1_000, changes };
  }

  preview(): Answer<'preview'> {
    const ms: number[] = [];
    const sizes = rulesOf(0).map((rule) => {
      const began = performance.now();
      const question = { kind: 'reach' as const, rule };
      this.audience.asksFor(question);
      let size = 0;
      for (const told of this.audience.answer(question, this.now, mostAtOnce))
        if (told?.answer.kind === 'reach') size = told.answer.size;
      ms.push(performance.now() - began);
      return size;
    });
    return { ms, sizes };
  }

  touch(rounds: number, events: number): Answer<'touch'> {
    const ms = Array.from({ length: rounds }, () => {
      this.now += 1_000;
      const news = Array.from({ length: events }, () => ({ id: idOf(this.town.somebodyBusy(this.dice)), kind: drawnKind(this.dice.roll(), this.dice.roll()) })); // prettier-ignore
      const began = performance.now();
      for (const { id, kind } of news) this.audience.append(id, happening(this.now / 1_000, kind));
      this.audience.look(new Set(news.map(({ id }) => id)), this.now);
      return performance.now() - began;
    });
    return { ms };
  }

  wait(seconds: number): Answer<'wait'> {
    const ms = Array.from({ length: seconds }, () => {
      this.now += 1_000;
      const began = performance.now();
      this.audience.lookAtDue(this.now);
      return performance.now() - began;
    });
    return { ms };
  }

  day(events: number): Answer<'day'> {
    const began = performance.now();
    let changes = 0;
    for (let second = 0, arrived = 0; second < daySeconds; second++) {
      this.now += 1_000;
      const news = new Set<string>();
      for (; arrived * daySeconds < second * events; arrived++) {
        const id = idOf(this.town.somebodyBusy(this.dice));
        // Every tenth has been on its way for up to a month.
        const lateSeconds = this.dice.below(10) === 0 ? this.dice.below(30 * daySeconds) : 0;
        this.audience.append(id, happening(this.now / 1_000 - lateSeconds, drawnKind(this.dice.roll(), this.dice.roll()))); // prettier-ignore
        news.add(id);
      }
      changes += this.audience.look(news, this.now).length + this.audience.lookAtDue(this.now).length;
    }
    const ms = performance.now() - began;
    return { ms, changes, missed: this.full(1).changes };
  }

  async write(snapshot: SnapshotFile): Promise<Answer<'write'>> {
    const began = performance.now();
    const file = await SealedFile.begin(snapshot);
    await file.add(beginningBytes(logStart));
    const copy = new ShardCopy(new Map([[tenantId, { audience: this.audience, properties: [] }]]));
    let pauseMs = 0;
    for (;;) {
      const turn = performance.now();
      const chunk = copy.next(logStart);
      const bytes = chunk && chunkBytes(chunk);
      pauseMs = Math.max(pauseMs, performance.now() - turn);
      if (bytes === null) break;
      await file.add(bytes);
    }
    await file.end();
    return { ms: performance.now() - began, pauseMs, now: this.now };
  }

  /** With the rules set, as a worker has them; what people are called is told afterwards, as there. */
  async takeUp(now: number, snapshot: SnapshotFile): Promise<Answer<'takeUp'>> {
    const { audience } = this;
    this.now = now;
    this.setRules(1);
    const began = performance.now();
    await TakenUp.read(partsOf(snapshot), () => audience);
    const ms = performance.now() - began;
    for (const person of this.people()) audience.tell(idOf(person), traitsOf(person));
    this.full(1);
    return { ms };
  }

  members(): Answer<'members'> {
    const rules = new Uint32Array(this.town.people);
    for (const person of this.people())
      for (const segmentId of this.audience.segmentsOf(idOf(person)))
        rules[person] = (rules[person] ?? 0) | (1 << Number(segmentId));
    return { rules };
  }

  private setRules(variants: number): void {
    const rules = Array.from({ length: variants }, (_, variant) => rulesOf(variant)).flat();
    this.audience.setRules(rules.map((rule, number) => ({ id: String(number), rule })));
  }

  private *people(): Iterable<number> {
    for (let person = this.part; person < this.town.people; person += this.of) yield person;
  }
}

function happening(seconds: number, kind: number): Happening {
  const { facts } = kinds[kind] ?? {};
  if (!facts) throw new Error(`There is no kind ${kind} in this town.`);
  return { at: seconds * 1_000, ...facts };
}
