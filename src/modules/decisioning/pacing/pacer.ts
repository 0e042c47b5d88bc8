import { Landscape, type Chance } from './landscape.js';
import { pace, type Pace, type Standing } from './pace.js';

/** Average hours after which a chance counts e times less: a day, so that a rival who comes or goes is soon noticed. */
const memoryHours = 24;
/** …but never fewer chances than this, however few a day has. */
const leastChances = 1_000;
/** Average hours of traffic after which what was counted counts e times less. */
const rateMemoryHours = 48;

/** What is left of a campaign's money and time when its pace is set. */
export type Budget = Omit<Standing, 'chancesLeft'> & {
  /** Traffic to come while it may be spent, in average hours of the tenant's shape. */
  readonly trafficLeft: number;
};

/** Follows one campaign: what it takes to win, how many chances come, and the pace that follows from both. */
export class Pacer {
  private readonly landscape = new Landscape();
  private chances = 0;
  private traffic = 0;
  private current: Pace | null = null;

  /** The pace in force; null before the first. */
  get pace(): Pace | null {
    return this.current;
  }

  /** Takes in what passed since it was told last: chances by what they took, each standing for `weight`, and the traffic they came in. */
  see(chances: readonly Chance[], weight: number, traffic: number): void {
    const passed = chances.length * weight;
    const perHour = this.traffic > 0 ? this.chances / this.traffic : 0;
    this.landscape.fade(Math.exp(-passed / Math.max(leastChances, perHour * memoryHours)));
    for (const chance of chances) this.landscape.note(chance, weight);
    const kept = Math.exp(-traffic / rateMemoryHours);
    this.chances = this.chances * kept + passed;
    this.traffic = this.traffic * kept + traffic;
  }

  /** Sets the pace anew for what is left. */
  set({ trafficLeft, ...standing }: Budget): Pace {
    const perHour = this.traffic > 0 ? this.chances / this.traffic : 0;
    this.current = pace(this.landscape, { ...standing, chancesLeft: perHour * trafficLeft }, this.current);
    return this.current;
  }
}
