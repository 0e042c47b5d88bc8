/** Why a row, or a cell of it, was not taken as it stands. The value itself is not told: it may be anyone's. */
export interface RowRemark {
  readonly column: string;
  /** What kind of value stood there: `empty`, `number`, `text of 12 letters`. */
  readonly valueClass: string;
  readonly reason: string;
  readonly remedy: string;
}

/** One line of an import's report: what was wrong where, and what to do. */
export interface ImportRemark extends RowRemark {
  readonly line: number;
  readonly severity: 'reject' | 'warning';
}

/** What kind of value a cell holds, in place of the value. */
export function classOf(value: string): string {
  if (value === '') return 'empty';
  if (/^-?[\d.,]+$/.test(value)) return value.startsWith('-') ? 'negative number' : 'number';
  return `text of ${value.length} letters`;
}
