import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { zipOf } from '../../../../test/support/zip.js';
import { inflatesTooFar, InflationBound } from './inflation-bound.js';
import { openTable } from './open-table.js';

const csv = 'make,colour\nŠkoda,grün\nCitroën,weiß\n';
const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

describe('a table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-table-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function read(content: string | Buffer) {
    const path = join(folder, 'table');
    writeFileSync(path, content);
    const file = await openTable(path, 'The file');
    const lines: unknown[] = [];
    for await (const line of file.lines) lines.push(line);
    return { shape: file.shape, columns: file.columns, lines, share: file.progress() };
  }
  const cars = [
    { make: 'Škoda', colour: 'grün' },
    { make: 'Citroën', colour: 'weiß' },
  ];

  it.each([
    ['UTF-8', csv],
    ['UTF-8 with a mark', `\ufeff${csv}`],
    ['UTF-16, little end first', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['UTF-16, big end first', utf16be(csv)],
    ['gzip', gzipSync(csv)],
    ['gzip of UTF-16', gzipSync(utf16be(csv))],
    ['zip', zipOf({ 'stock.csv': csv, '__MACOSX/._stock.csv': 'x' })],
    ['zip of UTF-16', zipOf({ 'feeds/': '', 'feeds/stock.csv': Buffer.from(`\ufeff${csv}`, 'utf16le') })],
  ])('is read out of %s', async (_what, content) => {
    const table = await read(content);
    expect(table).toMatchObject({ shape: 'CSV', columns: ['make', 'colour'], share: 1 });
    expect(table.lines).toMatchObject(cars.map((cells, at) => ({ cells, line: at + 2, surplus: 0 })));
  });

  it('is read as Windows writes it in western Europe, and as TSV', async () => {
    expect((await read(Buffer.from('make\tcolour\nCitroën\tgrün\n', 'latin1'))).lines).toMatchObject([{ cells: { make: 'Citroën', colour: 'grün' } }]); // prettier-ignore
    expect((await read('make\tcolour\nA\tB\n')).shape).toBe('TSV');
  });

  it('is read out of XML: paths for what is nested, numbers for what comes again, no namespaces', async () => {
    const listings = `<?xml version="1.0" encoding="UTF-8"?><listings><title>My cars</title>
      <listing><vehicle_id>1</vehicle_id><mileage><value>9000</value><unit>MI</unit></mileage>
        <image><url>https://a.example/1.jpg</url></image><image><url>https://a.example/2.jpg</url></image>
        <title><![CDATA[Fish & chips <van>]]></title></listing>
      <listing><vehicle_id> 2 </vehicle_id><state_of_vehicle>USED</state_of_vehicle><empty/></listing></listings>`;
    const { shape, columns, lines } = await read(listings);
    expect(shape).toBe('XML');
    expect(columns).toEqual(['vehicle_id', 'mileage.value', 'mileage.unit', 'image.url', 'image[1].url', 'title', 'state_of_vehicle']); // prettier-ignore
    expect(lines).toMatchObject([
      { line: 4, cells: { vehicle_id: '1', 'mileage.unit': 'MI', 'image[1].url': 'https://a.example/2.jpg', title: 'Fish & chips <van>' } },
      { line: 5, cells: { vehicle_id: '2', state_of_vehicle: 'USED' } },
    ]); // prettier-ignore
    const rss = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>7</g:id><g:price>9 GBP</g:price></item></channel></rss>'; // prettier-ignore
    expect((await read(gzipSync(rss))).lines).toMatchObject([{ cells: { id: '7', price: '9 GBP' } }]);
  });

  it.each([
    ['XML that breaks off', '<listings><listing><a>1</a></listing>', /no whole XML file: .*unclosed/],
    ['XML of something else', '<html><body>Not found</body></html>', /nothing to import/],
    ['XML with entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><cars><car><a>&a;</a></car></cars>', /entity/], // prettier-ignore
    ['XML without an end of its element', `<cars><car><a>${'x'.repeat(2_100_000)}`, /longer than 2 MB/],
    ['XML whose records share no names', `<cars>${Array.from({ length: 1_001 }, (_, n) => `<car><a${n}>1</a${n}></car>`).join('')}</cars>`, /more than 1000 different elements/], // prettier-ignore
    ['XML as deep as it is long', `<cars><car>${'<a>'.repeat(20_000)}`, /too deep/],
    ['a zip of two tables', zipOf({ 'a.csv': csv, 'b.csv': csv }), /several files; zip one table/],
    ['a zip of none', zipOf({}), /no zip file that can be read|no file/],
    ['a zip that was cut', zipOf({ 'a.csv': csv }).subarray(0, 60), /no zip file that can be read/],
    [
      'a zip that would inflate to a gigabyte',
      zipOf({ 'a.csv': csv }, 1_073_741_824),
      /inflates to far more/,
    ],
    ['a zip that inflates to more than it says', zipOf({ 'a.csv': csv.repeat(9) }, 20), /cannot be read|breaks off/], // prettier-ignore
  ])('is not read out of %s', async (_what, content, why) => {
    await expect(read(content)).rejects.toThrow(why);
  });

  it('may inflate to a hundred times what it was packed in, but not to a thousand times', async () => {
    expect(inflatesTooFar(1_000, 60_000_000)).toBe(false);
    expect(inflatesTooFar(1_000_000, 100_000_000)).toBe(false);
    expect(inflatesTooFar(100_000, 100_000_000)).toBe(true);
    const zeros = Buffer.alloc(1_048_576);
    const bomb = Readable.from((function* () { for (let mb = 0; mb < 80; mb++) yield zeros; })()); // prettier-ignore
    const bound = new InflationBound(() => 80_000);
    await expect(pipeline(bomb, bound, async (bytes: AsyncIterable<Buffer>) => { for await (const _ of bytes); })).rejects.toThrow(/far more/); // prettier-ignore
    expect(bound.passed).toBeLessThan(66 * 1_048_576);
  });
});
