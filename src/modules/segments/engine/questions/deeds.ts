import type { EventType } from '../../../../models/event/event-type.js';
import type { DeedCounts } from '../../../../models/segment/shard-answer.js';
import { often, purchase } from '../../../../models/segment/suggestion.js';
import { isOfType, type EventFacts } from '../../meaning/deed-fits.js';
import { modelOf } from '../../meaning/model-of.js';

type Deed = Pick<DeedCounts, 'type' | 'bodyStyle' | 'model'>;

/** What says nothing by itself, or is the purchase. */
const tellsNothing: ReadonlySet<EventType> = new Set(['IDENTIFIED', 'CUSTOM', purchase]);

/** What can be done, each with a number: by type alone, by type and shape of car, by type and model. */
export class Deeds {
  readonly list: Deed[] = [];
  private readonly numbers = new Map<string, number>();
  /** Of each kind of events which deeds it is. */
  private readonly ofKind: (readonly number[])[] = [];

  /** How many kinds were taken up. */
  get kinds(): number {
    return this.ofKind.length;
  }

  /** Takes up the next kind. */
  learn({ type, vehicle }: EventFacts): void {
    const deeds: number[] = [];
    if (isOfType({}, type) && !tellsNothing.has(type)) {
      const { bodyStyle = null, make = null, model } = vehicle ?? {};
      deeds.push(this.numberOf(type, { type, bodyStyle: null, model: null }));
      if (bodyStyle !== null) deeds.push(this.numberOf(`${type} of ${bodyStyle}`, { type, bodyStyle, model: null })); // prettier-ignore
      const name = modelOf(vehicle);
      if (name !== undefined && model !== undefined)
        deeds.push(this.numberOf(`${type} with ${name.toLowerCase()}`, { type, bodyStyle, model: { make, name: model } })); // prettier-ignore
    }
    this.ofKind.push(deeds);
  }

  /** Which deeds an event of a kind is. */
  of(kind: number): readonly number[] {
    return this.ofKind[kind] ?? [];
  }

  private numberOf(key: string, deed: Deed): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    return this.list.push(deed) - 1;
  }
}

/** How many people did each deed at least so often. */
export class Often {
  private readonly people: number[][] = [];
  private readonly counts: number[] = [];
  private touched: number[] = [];

  /** The person at hand did it once more. */
  add(deed: number): void {
    const count = this.counts[deed] ?? 0;
    if (count === 0) this.touched.push(deed);
    this.counts[deed] = count + 1;
  }

  /** That was all the person at hand did. */
  next(): void {
    for (const deed of this.touched) {
      const people = (this.people[deed] ??= often.map(() => 0));
      often.forEach((least, n) => {
        if ((this.counts[deed] ?? 0) >= least) people[n] = (people[n] ?? 0) + 1;
      });
      this.counts[deed] = 0;
    }
    this.touched = [];
  }

  of(deed: number): [number, number, number, number] {
    const [one = 0, two = 0, three = 0, five = 0] = this.people[deed] ?? [];
    return [one, two, three, five];
  }
}
