/** How fast what was looked at before the last car fades, in steps back. */
const fade = 1.5;
/** How much more a rare car in common says than a popular one: the power of its inverse frequency. */
const rarity = 2;
/** Most neighbours that have a say, and most walks through one car that are looked at, newest first. */
const mostNeighbours = 200;
const mostThroughOne = 300;
/** How far from the car in common another still counts, in steps: what came after it, and what came before. */
const reach = { after: 3, before: 2 };

/** Something that may come next, and how much speaks for it (a number to sort by, of no unit). */
export interface Next<T> {
  readonly item: T;
  readonly score: number;
}

/**
 * Walks of shoppers from one car to the next, the newest of them, and what those who walked alike came to: session-based
 * nearest neighbours (VSKNN, Ludewig and Jannach, "Evaluation of Session-based Recommendation Algorithms", UMUAI 2018, with
 * the decays of STAN, Garg et al., SIGIR 2019, arXiv 1907.00433: of steps in the walk at hand, of age, of distance from the
 * item in common). The constants were chosen on the last twentieth of Diginetica's training sessions; see `npm run bench --
 * sessions`.
 *
 * Items are cars or models, whatever names them. An answer takes time in proportion to the walks through the items of the
 * walk at hand, of which at most `mostThroughOne` each are looked at; what is kept is bounded by `most`.
 */
export class Walks<T> {
  private readonly kept: (readonly T[])[] = [];
  /** Numbers of the walks through an item, oldest first. */
  private readonly through = new Map<T, number[]>();
  /** Similarity to the walk at hand by place in `kept`; all zeros between two calls. */
  private readonly alike: Float64Array;
  private count = 0;

  /** @param most how many walks are kept; the oldest is forgotten for a new one */
  constructor(private readonly most: number) {
    this.alike = new Float64Array(most);
  }

  /** How many walks are kept. */
  get size(): number {
    return Math.min(this.count, this.most);
  }

  /** Takes in a walk, oldest step first; later ones count as newer. A walk of one step leads nowhere and is not kept. */
  add(walk: readonly T[]): void {
    if (walk.length < 2) return;
    const number = this.count++;
    const place = number % this.most;
    for (const item of new Set(this.kept[place])) this.forget(item);
    this.kept[place] = walk;
    for (const item of new Set(walk)) {
      const through = this.through.get(item);
      if (through) through.push(number);
      else this.through.set(item, [number]);
    }
  }

  /**
   * What those came to who walked alike, likeliest first. Items of the walk at hand are among them: people
   * go back to what they looked at.
   * @param walk items, oldest step first
   * @param most how many
   */
  after(walk: readonly T[], most: number): Next<T>[] {
    const weights = weigh(walk);
    const scores = new Map<T, number>();
    for (const { walk: theirs, alike } of this.neighbours(weights)) vote(theirs, alike, weights, scores);
    return [...scores]
      .map(([item, score]) => ({ item, score: score * this.rarityOf(item) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  }

  /** The walks most like the one at hand: those that share its late and its rare items, are short, and are young. */
  private neighbours(weights: ReadonlyMap<T, number>): { walk: readonly T[]; alike: number }[] {
    const { alike, most, count } = this;
    const met: number[] = [];
    for (const [item, weight] of weights) {
      const through = this.through.get(item) ?? [];
      const say = weight * this.rarityOf(item) ** rarity;
      for (let at = Math.max(0, through.length - mostThroughOne); at < through.length; at++) {
        const number = through[at] ?? 0;
        const place = number % most;
        if (alike[place] === 0) met.push(number);
        alike[place] = (alike[place] ?? 0) + say;
      }
    }
    const found = met.map((number) => {
      const place = number % most;
      const walk = this.kept[place] ?? [];
      const age = (count - number) / this.size;
      const likeness = ((alike[place] ?? 0) / Math.sqrt(walk.length)) * Math.exp(-age);
      alike[place] = 0;
      return { walk, alike: likeness, number };
    });
    return found.sort((a, b) => b.alike - a.alike || b.number - a.number).slice(0, mostNeighbours);
  }

  /** The oldest walk through an item is no longer kept. */
  private forget(item: T): void {
    const through = this.through.get(item);
    if (through && through.length > 1) through.shift();
    else this.through.delete(item);
  }

  private rarityOf(item: T): number {
    return Math.log((this.size + 1) / (this.through.get(item)?.length ?? 1));
  }
}

/** What each item of the walk at hand counts: the last step 1, those before ever less. */
function weigh<T>(walk: readonly T[]): Map<T, number> {
  const weights = new Map<T, number>();
  for (const [step, item] of walk.entries()) weights.set(item, Math.exp((step + 1 - walk.length) / fade));
  return weights;
}

/** A neighbour speaks for what is near the item in common that was seen last. */
function vote<T>(
  theirs: readonly T[],
  alike: number,
  weights: ReadonlyMap<T, number>,
  scores: Map<T, number>,
): void {
  let common = 0;
  let latest = 0;
  for (const [step, item] of theirs.entries()) {
    const weight = weights.get(item) ?? 0;
    if (weight < latest || weight === 0) continue;
    latest = weight;
    common = step;
  }
  for (const [step, item] of theirs.entries()) {
    const far = step - common;
    const say = alike * Math.exp(-Math.abs(far) / (far > 0 ? reach.after : reach.before));
    scores.set(item, (scores.get(item) ?? 0) + say);
  }
}
