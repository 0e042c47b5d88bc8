import { pick } from '../../../src/modules/decisioning/creatives/chances.js';
import { landmark } from '../../../src/modules/decisioning/creatives/creative-sums.js';
import { gamma } from '../../../src/modules/decisioning/creatives/gamma.js';
import { TenantBeliefs } from '../../../src/modules/decisioning/creatives/tenant-beliefs.js';
import type { Random } from '../../simulator/random.js';

/** A way of choosing creatives. */
export interface Policy {
  choose(context: number, random: Random): number;
  /** What came of an impression, told in batches some time later. */
  tell(context: number, creative: number, clicked: boolean): void;
  /** A batch was told. */
  told(random: Random): void;
}

/** The engine's own, on top of a model's click rates by context and creative: as a process that answers has it. */
export function ours(model: readonly (readonly number[])[]): Policy {
  const creatives = (model[0] ?? []).map((_, place) => ({ id: `${place}` }));
  const campaign = { id: 'campaign', creatives };
  const averages = model.map((rates) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length);
  const told = cells(model.length, creatives.length);
  const beliefs = new TenantBeliefs();
  let news = 0;
  const sums = (context: number, place: number, { clicks, shown }: Cell) => ({
    ...{ tenantId: 'tenant', campaignId: campaign.id, creativeId: creatives[place]?.id ?? '', context: `${context}`, news },
    ...{ shown, clicked: clicks, clicks, expected: shown * (model[context]?.[place] ?? 0), average: shown * (averages[context] ?? 0) },
  });
  return {
    choose: (context, random) => {
      const { table } = beliefs.table(campaign, `${context}`, landmark);
      return pick(table.chances(model[context] ?? []), () => random.uniform());
    },
    tell: (context, creative, clicked) => note(told, context, creative, clicked),
    told: () => {
      news++;
      beliefs.take(told.flatMap((row, context) => row.map((cell, place) => sums(context, place, cell))));
    },
  };
} // prettier-ignore

interface Cell {
  clicks: number;
  shown: number;
}

function cells(contexts: number, creatives: number): Cell[][] {
  return Array.from({ length: contexts }, () =>
    Array.from({ length: creatives }, () => ({ clicks: 0, shown: 0 })),
  );
}

function counting(table: Cell[][], choose: Policy['choose']): Policy {
  return {
    choose,
    tell: (context, creative, clicked) => note(table, context, creative, clicked),
    told: () => undefined,
  };
}

function note(table: Cell[][], context: number, creative: number, clicked: boolean): void {
  const cell = table[context]?.[creative];
  if (!cell) return;
  cell.shown++;
  if (clicked) cell.clicks++;
}

/** Thompson sampling from Beta(1, 1), a creative in a context each by itself. */
export function betaThompson(contexts: number, creatives: number): Policy {
  const table = cells(contexts, creatives);
  return counting(table, (context, random) =>
    best(table[context] ?? [], ({ clicks, shown }) => {
      const won = gamma(1 + clicks, () => random.uniform());
      return won / (won + gamma(1 + shown - clicks, () => random.uniform()));
    }),
  );
}

/** The best so far, or any of them in one of ten. */
export function epsilonGreedy(contexts: number, creatives: number, epsilon: number): Policy {
  const table = cells(contexts, creatives);
  return counting(table, (context, random) =>
    random.chance(epsilon)
      ? random.whole(creatives)
      : best(table[context] ?? [], ({ clicks, shown }) => (clicks + 1) / (shown + 20)),
  );
}

/** LinUCB (Li et al., WWW 2010), disjoint, on an indicator of the context: a ridge mean and α of its deviation. */
export function linUcb(contexts: number, creatives: number, alpha: number): Policy {
  const table = cells(contexts, creatives);
  return counting(table, (context) =>
    best(
      table[context] ?? [],
      ({ clicks, shown }) => clicks / (1 + shown) + alpha * Math.sqrt(1 / (1 + shown)),
    ),
  );
}

function best(row: readonly Cell[], worth: (cell: Cell) => number): number {
  let [place, most] = [0, -Infinity];
  for (const [each, cell] of row.entries()) {
    const value = worth(cell);
    if (value > most) [place, most] = [each, value];
  }
  return place;
}
