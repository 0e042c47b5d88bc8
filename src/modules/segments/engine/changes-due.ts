import { rowSize } from './row.js';

/** When what is found of the people of a row can first change by time alone. */
export class ChangesDue {
  /** By lane: milliseconds since the epoch, Infinity for never. */
  readonly due = new Float64Array(rowSize);

  /** Another row. */
  begin(): void {
    for (let lane = 0; lane < rowSize; lane++) this.due[lane] = Infinity;
  }

  /** Something can be different then for the person of that lane. */
  wake(lane: number, at: number): void {
    if (at < (this.due[lane] ?? 0)) this.due[lane] = at;
  }
}
