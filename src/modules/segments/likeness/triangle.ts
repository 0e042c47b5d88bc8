/** Where an entry of a symmetric matrix stands when it is kept as the rows of its lower triangle. */
export function at(row: number, column: number): number {
  return row >= column ? (row * (row + 1)) / 2 + column : (column * (column + 1)) / 2 + row;
}

/** The same of the diagonal. */
export function diagonal(row: number): number {
  return at(row, row);
}
