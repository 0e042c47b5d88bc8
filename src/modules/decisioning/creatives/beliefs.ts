import { logGamma } from '../../platform/log-gamma.js';
import type { Random } from '../chance.js';
import { gamma } from './gamma.js';

/** What came of impressions. */
export interface Told {
  readonly clicks: number;
  /** Clicks the model had expected of the very same impressions. */
  readonly expected: number;
  /** …and those it would have expected had an average creative of the campaign been shown in their place. */
  readonly average: number;
}

/** How many clicks' worth of trust a prior may get: from a single one's to as good as fixed. */
const strengths = [1, 4, 16, 64, 256, 1_024];
/** A quarter of the variance. */
const sharpness = 4;
const nothing: Told = { clicks: 0, expected: 0, average: 0 };
/** What a creative is thought to do before it was seen: what the model says of it, or what an average one does. */
const priors = ['expected', 'average'] as const;

/** Factors of the creatives in one draw, over the model's word of each or over the average of them all. */
export interface DrawnFactors {
  readonly over: (typeof priors)[number];
  readonly factors: readonly number[];
}

/**
 * What is believed of the creatives of a campaign: by which factor each does better or worse than thought before, in each
 * context. Clicks are Poisson about factor × thought, so the factor's posterior is a gamma; a creative's factor in a context
 * is drawn towards its factor in the others (two levels, as in the hybrid bandit model of Wang et al., "A Hybrid Bandit
 * Model with Visual Priors for Creative Ranking", WWW 2021, arXiv 2102.04033).
 *
 * Whether the model is a good prior is itself learned: it stands beside one that knows nothing of creatives, and each, with
 * each strength it may have, is weighed by how well it foretold all that was seen (Bayesian model averaging). A model
 * that is right is soon trusted, so little is explored; one that is wrong loses its weight with the first clicks, or lack of
 * them, that contradict it, of any creative.
 */
export class Beliefs {
  private readonly told = new Map<string, Map<string, Told>>();
  private thoughts: readonly Thought[] | null = null;

  constructor(private readonly creatives: readonly string[]) {
    for (const creative of creatives) this.told.set(creative, new Map());
  }

  /** Takes in what came of impressions of a creative in a context; clicks may come later than the impressions they belong to. */
  tell(creative: string, context: string, news: Told): void {
    const contexts = this.told.get(creative);
    if (!contexts) return; // archived meanwhile
    contexts.set(context, plus(contexts.get(context) ?? nothing, news));
    this.thoughts = null;
  }

  /** What was told so far counts this much, from 0 to 1, of what it did: tastes change. */
  fade(kept: number): void {
    for (const contexts of this.told.values())
      for (const [context, { clicks, expected, average }] of contexts)
        contexts.set(context, { clicks: clicks * kept, expected: expected * kept, average: average * kept });
    this.thoughts = null;
  }

  /**
   * A click rate for each creative, in their order, drawn from what is believed in a context.
   * @param rates what the model says of each here
   */
  draw(context: string, rates: readonly number[], random: Random): number[] {
    const { over, factors } = this.factors(context, random);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length);
    return factors.map((factor, place) => factor * (over === 'expected' ? (rates[place] ?? 0) : mean));
  }

  /** What `draw` multiplies: the factor of each creative, in their order, and over what. The same for whatever the model says of a viewer. */
  factors(context: string, random: Random): DrawnFactors {
    this.thoughts ??= this.think();
    const { prior, outer, inner } = drawn(this.thoughts, ({ weight }) => weight, random);
    const [between, within] = [drawn(outer, ({ weight }) => weight, random).strength, drawn(inner, ({ weight }) => weight, random).strength]; // prettier-ignore
    const factors = this.creatives.map((creative) => {
      const contexts = this.told.get(creative);
      const here = contexts?.get(context) ?? nothing;
      const seen = pooled(contexts, prior, within);
      const parent = sharp(between + seen.clicks, between + seen.thought, random);
      return sharp(within + here.clicks, within / parent + here[prior], random);
    });
    return { over: prior, factors };
  }

  /** How well each prior, with each strength, foretold what was seen: between creatives, and between contexts of a creative. */
  private think(): readonly Thought[] {
    const thoughts = priors.map((prior) => {
      const wholes = [...this.told.values()].map((contexts) => [...contexts.values()].reduce(plus, nothing));
      const parts = [...this.told.values()].flatMap((contexts, place) => {
        const whole = wholes[place] ?? nothing;
        const factor = (whole.clicks + 1) / (whole[prior] + 1);
        return [...contexts.values()].map((told) => [told.clicks, told[prior] * factor] as const);
      });
      const outer = likelihoods(wholes.map((whole) => [whole.clicks, whole[prior]]));
      const inner = likelihoods(parts);
      // What the counts would be of if each impression were told by itself: constant but for the prior's own rates.
      const rates = [...this.told.values()].flatMap((contexts) => [...contexts.values()]).reduce((sum, told) => sum + told.clicks * Math.log(Math.max(told[prior], 1e-9)), 0); // prettier-ignore
      return { prior, outer, inner, log: rates + evidenceOf(outer) };
    });
    const weights = normalised(thoughts.map(({ log }) => log));
    return thoughts.map(({ prior, outer, inner }, place) => ({
      ...{ prior, weight: weights[place] ?? 0 },
      outer: weighed(outer),
      inner: weighed(inner),
    }));
  }
}

/** A prior, what it weighs, and what its strengths do. */
interface Thought {
  readonly prior: (typeof priors)[number];
  readonly weight: number;
  readonly outer: readonly Strength[];
  readonly inner: readonly Strength[];
}

interface Strength {
  readonly strength: number;
  readonly weight: number;
}

/**
 * A draw from the posterior with half its deviation: exploring a little less than belief has it loses less (α = 0.5 of Chapelle
 * & Li, "An Empirical Evaluation of Thompson Sampling", NIPS 2011).
 */
function sharp(shape: number, rate: number, random: Random): number {
  return gamma(sharpness * shape, random) / (sharpness * rate);
}

/** Logarithm of each strength's marginal likelihood of clicks beside what was thought (negative binomial). */
function likelihoods(seen: readonly (readonly [number, number])[]): number[] {
  return strengths.map((strength) =>
    seen.reduce(
      (sum, [clicks, thought]) =>
        sum +
        logGamma(strength + clicks) -
        logGamma(strength) +
        strength * Math.log(strength / (strength + thought)) -
        clicks * Math.log(strength + thought),
      0,
    ),
  );
}

function weighed(logs: readonly number[]): Strength[] {
  const weights = normalised(logs);
  return strengths.map((strength, place) => ({ strength, weight: weights[place] ?? 0 }));
}

/** All strengths together, each as likely beforehand as the others. */
function evidenceOf(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}

/** Made to add up to 1. */
function normalised(logs: readonly number[]): number[] {
  const most = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - most));
  const sum = raw.reduce((total, each) => total + each, 0);
  return raw.map((each) => each / sum);
}

function drawn<T>(from: readonly T[], weightOf: (one: T) => number, random: Random): T {
  let rest = random();
  for (const one of from) {
    rest -= weightOf(one);
    if (rest < 0) return one;
  }
  const last = from.at(-1);
  if (last === undefined) throw new RangeError('There is nothing to draw from.');
  return last;
}

/**
 * What a creative's contexts say of it as a whole: each at most as much as contexts are alike, so that one seen a thousand
 * times does not speak for all.
 */
function pooled(
  contexts: ReadonlyMap<string, Told> | undefined,
  prior: (typeof priors)[number],
  within: number,
): { clicks: number; thought: number } {
  const sum = { clicks: 0, thought: 0 };
  for (const told of contexts?.values() ?? []) {
    const part = within / (within + told[prior]);
    sum.clicks += told.clicks * part;
    sum.thought += told[prior] * part;
  }
  return sum;
}

function plus(left: Told, right: Told): Told {
  return {
    clicks: left.clicks + right.clicks,
    expected: left.expected + right.expected,
    average: left.average + right.average,
  };
}
