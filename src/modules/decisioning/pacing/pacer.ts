import { Landscape, type Bought, type Chance, type LandscapeState, type SeenAt } from './landscape.js';
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
    this.fadeBy(chances.length * weight);
    for (const chance of chances) this.landscape.note(chance, weight);
    this.count(chances.length * weight, traffic);
  }

  /** Takes in what passed as sums: how many chances there were, in how many of them it took part, and what those took that could be won. */
  take({ chances, parts, at }: Taken): void {
    this.fadeBy(parts);
    this.landscape.take(parts, at);
    this.count(chances, 0);
  }

  /** What the pace buys per chance it takes part in, on average. */
  buys({ multiplier }: Pick<Pace, 'multiplier'>): Bought {
    return this.landscape.at(multiplier);
  }

  /** Counts chances and the traffic they came in. */
  count(chances: number, traffic: number): void {
    const kept = Math.exp(-traffic / rateMemoryHours);
    this.chances = this.chances * kept + chances;
    this.traffic = this.traffic * kept + traffic;
  }

  /** The pace is in force as somebody else settled it. */
  settle(pace: Pace): void {
    this.current = pace;
  }

  /** What it knows, to be kept. */
  get state(): PacerState {
    return {
      landscape: this.landscape.state,
      chances: this.chances,
      traffic: this.traffic,
      pace: this.current,
    };
  }

  /** Takes up what `state` told before. */
  static of(state: PacerState): Pacer {
    const pacer = new Pacer();
    pacer.landscape.restore(state.landscape);
    [pacer.chances, pacer.traffic, pacer.current] = [state.chances, state.traffic, state.pace];
    return pacer;
  }

  private fadeBy(passed: number): void {
    const perHour = this.traffic > 0 ? this.chances / this.traffic : 0;
    this.landscape.fade(Math.exp(-passed / Math.max(leastChances, perHour * memoryHours)));
  }

  /** Sets the pace anew for what is left. */
  set({ trafficLeft, ...standing }: Budget): Pace {
    const perHour = this.traffic > 0 ? this.chances / this.traffic : 0;
    this.current = pace(this.landscape, { ...standing, chancesLeft: perHour * trafficLeft }, this.current);
    return this.current;
  }
}

/** How many chances there were, in how many it took part, and what was seen of those. */
export interface Taken {
  readonly chances: number;
  readonly parts: number;
  readonly at: readonly SeenAt[];
}

/** What a pacer knows. */
export interface PacerState {
  readonly landscape: LandscapeState;
  readonly chances: number;
  readonly traffic: number;
  readonly pace: Pace | null;
}
