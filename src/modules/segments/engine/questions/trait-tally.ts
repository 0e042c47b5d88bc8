import { mostValues, type InsightDimension } from '../../../../models/segment/insight.js';
import type { DimensionCounts } from '../../../../models/segment/shard-answer.js';
import { labelsOf } from '../../meaning/labels-of.js';
import type { Column, Facts } from '../facts.js';
import { Cells, type Group, type Tally } from './tally.js';

/** Counts people by what one trait is; of whom it is not known are counted nowhere. */
export class TraitTally implements Tally {
  private readonly columns: readonly { readonly column: Column; cells: Cells; values: Column['values'] }[];
  /** By label, of what was counted before values got other numbers. */
  private readonly counts = new Map<string, [number, number, number]>();

  /** @param names of traits that say the same: the first that is known counts */
  constructor(
    private readonly dimension: InsightDimension,
    private readonly trait: string | null,
    names: readonly string[],
    facts: Facts,
  ) {
    this.columns = names.flatMap((name) => {
      const column = facts.column(name);
      return column ? [{ column, cells: new Cells(), values: column.values }] : [];
    });
  }

  add(person: number, group: Group): void {
    for (const { column, cells } of this.columns) {
      const value = column.numberOf(person);
      if (value === 0) continue;
      cells.add(value, group);
      return;
    }
  }

  resume(): void {
    for (const each of this.columns) {
      if (each.values === each.column.values) continue;
      this.addUp(each);
      each.values = each.column.values;
      each.cells = new Cells();
    }
  }

  told(): DimensionCounts[] {
    const { dimension, trait } = this;
    for (const each of this.columns) this.addUp(each);
    const values = [...this.counts].map(([label, found]): [string, number, number, number] => [label, ...found]); // prettier-ignore
    return [{ dimension, trait, values: values.length > mostValues ? null : values }];
  }

  private addUp({ values, cells }: { readonly values: Column['values']; readonly cells: Cells }): void {
    values.forEach((fact, value) => {
      const found = cells.of(value);
      if (fact === undefined || (found[0] === 0 && found[1] === 0)) return;
      for (const label of labelsOf(fact)) {
        const [one, other, both] = this.counts.get(label) ?? [0, 0, 0];
        this.counts.set(label, [one + found[0], other + found[1], both + found[2]]);
      }
    });
  }
}
