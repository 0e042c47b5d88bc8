import { aiplStages, journeyStages } from '../../../../models/segment/lifecycle.js';
import type { DimensionCounts } from '../../../../models/segment/shard-answer.js';
import { Cells, type Group, type Tally } from './tally.js';

/** Counts people by the stages they are at. */
export class StageTally implements Tally {
  private readonly stages = new Cells();

  /**
   * @param isIn whether somebody is in the rule of that place
   * @param first place of the rule of the lowest stage of AIPL; those of the others follow, then those of the journey
   */
  constructor(
    private readonly isIn: (person: number, rule: number) => boolean,
    private readonly first: number,
  ) {}

  add(person: number, group: Group): void {
    for (let stage = 0; stage < aiplStages.length + journeyStages.length; stage++)
      if (this.isIn(person, this.first + stage)) this.stages.add(stage, group);
  }

  told(): DimensionCounts[] {
    return [
      { dimension: 'STAGE', trait: null, values: this.of(aiplStages, 0) },
      { dimension: 'BUYER_STAGE', trait: null, values: this.of(journeyStages, aiplStages.length) },
    ];
  }

  private of(stages: readonly string[], first: number): [string, number, number, number][] {
    return stages
      .map((stage, n): [string, number, number, number] => [stage, ...this.stages.of(first + n)])
      .filter(([, one, other]) => one + other > 0);
  }
}
