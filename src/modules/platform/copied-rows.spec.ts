import { EventEmitter } from 'node:events';
import { Client, Connection } from 'pg';
import fc from 'fast-check';
import { copyRows } from './copied-rows.js';

type Row = readonly (string | null)[];

const row = fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 30 })), { minLength: 3, maxLength: 3 });
const copy = fc.record({
  rows: fc.array(row, { maxLength: 12 }),
  isHeaderAlone: fc.boolean(),
  cuts: fc.array(fc.nat(700), { maxLength: 12 }),
});

describe('rows of a binary copy', () => {
  it('are shown whole and in order wherever what comes is cut; what follows is left to the client', async () => {
    await fc.assert(
      fc.asyncProperty(copy, async ({ rows, isHeaderAlone, cuts }) => {
        const [first, ...others] = [...rows.map(written), end];
        const parts = isHeaderAlone
          ? [header, first, ...others]
          : [Buffer.concat([header, first]), ...others];
        const copied = [message('H', int16(0)), message('N', text('by the way')), ...parts.map((part) => message('d', part))]; // prettier-ignore
        const after = Buffer.concat([message('c'), message('C', text('COPY')), message('Z', text('I'))]);
        const { shown, left } = await shownOf(cutAt(cuts, Buffer.concat([...copied, after])));
        expect(shown).toEqual(rows);
        expect(left).toEqual(after);
      }),
    );
  });

  it('are not shown any more once showing one has failed', async () => {
    const all = [message('d', Buffer.concat([header, written(['a'])])), message('d', written(['b'])), message('d', end), message('c')]; // prettier-ignore
    let shown = 0;
    const fault = await shownOf([Buffer.concat(all)], () => {
      shown++;
      throw new Error('not this');
    }).catch((thrown: unknown) => thrown);
    expect(fault).toEqual(new Error('not this'));
    expect(shown).toBe(1);
  });
});

/** What is shown of what a server says, and what is left to the client. */
async function shownOf(
  chunks: readonly Buffer[],
  look?: () => void,
): Promise<{ shown: Row[]; left: Buffer }> {
  const stream = new EventEmitter();
  const left: Buffer[] = [];
  stream.on('data', (bytes: Buffer) => left.push(bytes));
  const connection = Object.assign(new Connection(), { stream, query: () => undefined });
  const client = new Client();
  const shown: Row[] = [];
  let free = (): void => undefined;
  Object.assign(client, {
    query: (asked: { submit(to: Connection): void; handleReadyForQuery(): void }) => {
      asked.submit(connection);
      free = () => asked.handleReadyForQuery();
    },
  });
  const done = copyRows(client, 'select 1', (found) => {
    look?.();
    shown.push(found.starts.map((_, column) => (found.isNull(column) ? null : found.text(column)))); // prettier-ignore
  });
  for (const chunk of chunks) stream.emit('data', chunk);
  free();
  await done;
  return { shown, left: Buffer.concat(left) };
}

const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), int32(0), int32(0)]);
const end = int16(-1);

function written(values: Row): Buffer {
  const columns = values.map((value) => (value === null ? int32(-1) : Buffer.concat([int32(text(value).length), text(value)]))); // prettier-ignore
  return Buffer.concat([int16(values.length), ...columns]);
}

function message(code: string, body: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([text(code), int32(body.length + 4), body]);
}

function cutAt(cuts: readonly number[], bytes: Buffer): Buffer[] {
  const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, n) => bytes.subarray(places[n], to));
}

function text(said: string): Buffer {
  return Buffer.from(said);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
