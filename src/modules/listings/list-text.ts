import { element, writeXml } from '../platform/write-xml.js';
import type { ListFormat } from './list-format.js';
import type { ListedCar } from './listed-car.js';

/** How a list is written down. */
export const listShapes = ['csv', 'tsv', 'xml'] as const;
export type ListShape = (typeof listShapes)[number];

/** Cars written together: few large pieces travel faster than many small ones. */
const pieceRows = 500;

/** A list as text, piece by piece, so that a hundred thousand cars need no room. */
export function* listText(
  format: ListFormat,
  shape: ListShape,
  cars: Iterable<ListedCar>,
): Generator<string> {
  const { columns, cellsOf } = format;
  if (shape === 'xml') yield '<?xml version="1.0" encoding="UTF-8"?>\n<listings>\n';
  else yield row(columns, shape);
  let piece: string[] = [];
  for (const car of cars) {
    const cells = cellsOf(car);
    piece.push(shape === 'xml' ? listing(format, cells) : row(columns.map((column) => cells[column] ?? ''), shape)); // prettier-ignore
    if (piece.length < pieceRows) continue;
    yield piece.join('');
    piece = [];
  }
  yield piece.join('');
  if (shape === 'xml') yield '</listings>\n';
}

/** RFC 4180 with commas; tab-separated values have no quotes, so what would part cells becomes a space. */
function row(cells: readonly string[], shape: 'csv' | 'tsv'): string {
  if (shape === 'tsv') return `${cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')}\n`;
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** Columns are paths, `mileage.value` or `image[0].url`: elements within elements. */
function listing(
  { columns, inXml = {} }: ListFormat,
  cells: Readonly<Record<string, string | null>>,
): string {
  const nodes = new Map<string, ReturnType<typeof element>[]>();
  for (const column of columns) {
    const cell = cells[column];
    if (cell === null || cell === undefined || cell === '') continue;
    const [name = column, inner] = column.replaceAll(/\[\d+\]/g, '').split('.');
    const leaf = inXml[column]?.(cell) ?? element(inner ?? name, cell);
    nodes.set(name, [...(nodes.get(name) ?? []), leaf]);
  }
  const inside = [...nodes].map(([name, leaves]) => (leaves[0]?.name === name && leaves.length === 1 ? leaves[0] : element(name, leaves))); // prettier-ignore
  return `${writeXml(element('listing', inside), ' ')}\n`;
}
