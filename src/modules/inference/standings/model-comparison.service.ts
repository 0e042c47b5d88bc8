import { Injectable } from '@nestjs/common';
import type { ModelName } from '../../../models/prediction/model-manifest.js';
import { encodeLead } from '../features/lead-features.js';
import { modelBusy } from '../inference.errors.js';
import { ModelFailure } from '../model-failure.js';
import { ModelRegistry } from '../model-registry.js';
import { readProbabilities } from '../probabilities.js';

export { judge, type LoggedChoice, type PolicyEstimate, type ThinSupport } from '../off-policy.js';

/** Rows that one run takes: some hundred microseconds of a thread that others wait for. */
const batch = 256;

/** Runs versions by their name, whoever is champion: to hold one against another on the same rows. */
@Injectable()
export class ModelComparison {
  constructor(private readonly registry: ModelRegistry) {}

  /** Until when the data goes that a version was taught with; null where it is not installed here. */
  taughtUntil(name: ModelName, version: string): Date | null {
    const found = this.registry.valid().find(({ manifest }) => manifest.name === name && manifest.version === version); // prettier-ignore
    return found ? new Date(found.manifest.data.to) : null;
  }

  /**
   * P(sale) of leads by a version of `lead-score`, in the order of the rows; each row as `leadFeatures` has it.
   * @throws AppError MODEL_BUSY
   */
  async leads(version: string, rows: readonly (readonly number[])[]): Promise<Float32Array> {
    const scores = new Float32Array(rows.length);
    for (let from = 0; from < rows.length; from += batch) {
      const part = rows.slice(from, from + batch);
      scores.set(await this.probabilities(version, part), from);
    }
    return scores;
  }

  private async probabilities(version: string, rows: readonly (readonly number[])[]): Promise<Float32Array> {
    try {
      const outputs = await this.registry.version('lead-score', version).run(() => encodeLead(rows));
      return readProbabilities(['probability'], outputs, rows.length)['probability'] ?? new Float32Array();
    } catch (fault) {
      if (fault instanceof ModelFailure) throw modelBusy('lead-score', version, fault.message);
      throw fault;
    }
  }
}
