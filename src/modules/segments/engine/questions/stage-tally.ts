import { aiplStages, journeyStages } from '../../../../models/segment/lifecycle.js';
import type { DimensionCounts } from '../../../../models/segment/shard-answer.js';
import { Cells, type Group, type Tally } from './tally.js';

/** Counts people by the stages they are at. */
export class StageTally implements Tally {
  private readonly outcomes = new Cells();
  private size = 0;

  /**
   * @param rulesOf places of the rules that people of an outcome are in
   * @param first place of the rule of the lowest stage of AIPL; those of the others follow, then those of the journey
   */
  constructor(
    private readonly rulesOf: (outcome: number) => number[],
    private readonly first: number,
  ) {}

  add(_person: number, outcome: number, group: Group): void {
    this.outcomes.add(outcome, group);
    if (outcome >= this.size) this.size = outcome + 1;
  }

  told(): DimensionCounts[] {
    return [
      { dimension: 'STAGE', trait: null, values: this.of(aiplStages, this.first) },
      {
        dimension: 'BUYER_STAGE',
        trait: null,
        values: this.of(journeyStages, this.first + aiplStages.length),
      },
    ];
  }

  private of(stages: readonly string[], first: number): [string, number, number, number][] {
    const counts = stages.map((stage): [string, number, number, number] => [stage, 0, 0, 0]);
    for (let outcome = 0; outcome < this.size; outcome++) {
      const found = this.outcomes.of(outcome);
      for (const rule of this.rulesOf(outcome)) {
        const entry = counts[rule - first];
        if (!entry) continue;
        entry[1] += found[0];
        entry[2] += found[1];
        entry[3] += found[2];
      }
    }
    return counts.filter(([, one, other]) => one + other > 0);
  }
}
