import { dayparts, insightMs, mostValues } from '../../../../models/segment/insight.js';
import type { DimensionCounts } from '../../../../models/segment/shard-answer.js';
import { isLooking } from '../../../../models/decision/is-looking.js';
import { daypartsIn, mostlyIn } from '../../meaning/daypart-of.js';
import { isOfType, type EventFacts } from '../../meaning/deed-fits.js';
import { modelOf } from '../../meaning/model-of.js';
import type { Everybody } from '../everybody.js';
import { Cells, type Group, type Tally } from './tally.js';

/** Things that kinds of events are about, each with a number, and who was counted for it last. */
class Things {
  readonly cells = new Cells();
  readonly labels: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly ofKind: number[] = [];
  private readonly lastOf: number[] = [];

  constructor(private readonly labelOf: (facts: EventFacts) => string | undefined) {}

  /** Takes up the next kind. */
  learn(facts: EventFacts): void {
    const label = this.labelOf(facts);
    this.ofKind.push(label === undefined ? -1 : this.numberOf(label));
  }

  /** Counts somebody for what an event of a kind is about: once, however many there are. */
  add(kind: number, person: number, group: Group): void {
    const thing = this.ofKind[kind] ?? -1;
    if (thing === -1 || this.lastOf[thing] === person) return;
    this.lastOf[thing] = person;
    this.cells.add(thing, group);
  }

  told(dimension: 'MODEL' | 'BODY_STYLE'): DimensionCounts {
    const values = this.labels.map((label, thing): [string, number, number, number] => [label, ...this.cells.of(thing)]); // prettier-ignore
    const met = values.filter(([, one, other]) => one + other > 0);
    return { dimension, trait: null, values: met.length > mostValues ? null : met };
  }

  private numberOf(label: string): number {
    const key = label.toLowerCase();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.labels.length);
    return this.labels.push(label) - 1;
  }
}

/** Counts people by what they looked at lately and by when they are mostly active. */
export class RecentTally implements Tally {
  private readonly models = new Things((facts) => looked(facts) && modelOf(facts.vehicle));
  private readonly styles = new Things((facts) => looked(facts) && facts.vehicle?.bodyStyle);
  private readonly isDeed: boolean[] = [];
  private readonly active = new Cells();
  private readonly daypartOf: (at: number) => number;
  private readonly counts = new Uint32Array(dayparts.length);

  constructor(
    private readonly everybody: Everybody,
    private readonly now: number,
  ) {
    this.daypartOf = daypartsIn(everybody.around.zone);
  }

  resume(): void {
    const { kinds } = this.everybody;
    while (this.isDeed.length < kinds.size) {
      const facts = kinds.at(this.isDeed.length);
      this.models.learn(facts);
      this.styles.learn(facts);
      this.isDeed.push(isOfType({}, facts.type));
    }
  }

  add(person: number, group: Group): void {
    const { everybody, now, counts } = this;
    const { at, kind } = everybody.histories.blockOf(person);
    const begin = everybody.histories.beginOf(person);
    counts.fill(0);
    for (let n = begin + everybody.histories.lengthOf(person) - 1; n >= begin; n--) {
      const when = at[n] ?? 0;
      if (when <= now - insightMs) break;
      if (when > now) continue;
      const what = kind[n] ?? 0;
      this.models.add(what, person, group);
      this.styles.add(what, person, group);
      if (!this.isDeed[what]) continue;
      const part = this.daypartOf(when);
      counts[part] = (counts[part] ?? 0) + 1;
    }
    const mostly = mostlyIn(counts);
    if (mostly !== -1) this.active.add(mostly, group);
  }

  told(): DimensionCounts[] {
    const values = dayparts.map((part, n): [string, number, number, number] => [part, ...this.active.of(n)]);
    return [
      this.models.told('MODEL'),
      this.styles.told('BODY_STYLE'),
      { dimension: 'DAYPART', trait: null, values: values.filter(([, one, other]) => one + other > 0) },
    ];
  }
}

/** Undefined where nobody looks at a vehicle by it. */
function looked({ type, vehicle }: EventFacts): true | undefined {
  return vehicle && isLooking(type) ? true : undefined;
}
