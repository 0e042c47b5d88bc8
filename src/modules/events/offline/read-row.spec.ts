import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { noWords } from '../../../models/event/event-mapping.js';
import { resolveImport, type ImportMapping } from './import-columns.js';
import { readRow } from './read-row.js';

const plain: ImportMapping = { columns: {}, defaults: {}, events: {} };
const now = Date.parse('2026-11-22T12:00:00Z');

function read(cells: Record<string, string>, mapping: Partial<ImportMapping> = {}) {
  const columns = resolveImport(Object.keys(cells), { ...plain, ...mapping });
  const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
  return readRow(cells, { columns, words: noWords, timeZone: 'Europe/London', timeFormat: mapping.timeFormat, now, digest }); // prettier-ignore
}

const visit = { Event: 'Walk-in', Date: '2026-11-20 10:15', Phone: '+44 20 7946 0018', 'First name': 'Ann', Dealer: 'LDN-01' }; // prettier-ignore

describe('readRow', () => {
  it('makes an event of the time it happened, of a person known by what they left', () => {
    const read1 = read(visit);
    expect(read1).toMatchObject({
      event: {
        type: 'SHOWROOM_VISITED',
        name: 'Walk-in',
        occurredAt: Date.parse('2026-11-20T10:15:00Z'),
        traits: { phone: '+44 20 7946 0018', firstName: 'Ann' },
        otherIds: [{ kind: 'phone', value: '+44 20 7946 0018', isVerified: false }],
        properties: { Dealer: 'LDN-01', dealer: 'LDN-01' },
      },
    });
    const spaced = read({ ...visit, Phone: '+442079460018', Date: '2026-11-21 10:15' });
    expect('event' in spaced && 'event' in read1 && spaced.event.anonymousId === read1.event.anonymousId).toBe(true); // prettier-ignore
    expect(JSON.stringify(read1)).not.toContain('"properties":{"Phone"');
  });

  it('gives a row its own id, or else one of all it says, in whatever order', () => {
    const idOf = (cells: Record<string, string>) => {
      const row = read(cells);
      return 'event' in row ? row.event.messageId : null;
    };
    expect(idOf({ ...visit, ID: '4711' })).toBe('row-4711');
    expect(idOf(visit)).toBe(idOf(Object.fromEntries(Object.entries(visit).toReversed())));
    expect(idOf(visit)).not.toBe(idOf({ ...visit, Dealer: 'LDN-02' }));
  });

  it('takes contacts into a lead, and believes an address where the file says so', () => {
    expect(read({ event: 'Lead', date: '2026-11-20', email: 'a@b.co', verified: 'yes' })).toMatchObject({
      event: { type: 'LEAD_SUBMITTED', properties: { email: 'a@b.co' }, otherIds: [{ isVerified: true }] },
    });
  });

  it.each([
    ['Event', { ...visit, Event: ' ' }],
    ['Date', { ...visit, Date: 'last week' }],
    ['Date', { ...visit, Date: '2027-11-20' }],
    ['Date', { ...visit, Date: '0026-11-20' }],
    ['Phone', { ...visit, Phone: '' }],
    ['Phone', { ...visit, Phone: '+44' }],
    ['E-Mail', { ...visit, Phone: '+44', 'E-Mail': 'ann@' }],
    ['owned_vin', { ...visit, Phone: '', owned_vin: '1M8GDM9AXKP' }],
    ['Verified', { ...visit, Verified: 'maybe' }],
    ['', { ...visit, Event: 'Vehicle Sold' }],
  ])('says what is wrong in column "%s", and never the value', (column, cells) => {
    const row = read(cells);
    expect(row).toMatchObject({ remark: { column } });
    expect(JSON.stringify(row)).not.toMatch(/last week|7946/);
  });

  it('names columns of the file where it names nobody, and what could be columns where there are none', () => {
    expect(read({ ...visit, Phone: '', CRM: '', 'CRM ID': '' })).toMatchObject({
      remark: { column: 'CRM ID, Phone', reason: 'names nobody', remedy: 'fill in an id of the person in one of these columns' },
    }); // prettier-ignore
    const { Phone: _phone, ...nameless } = visit;
    expect(read(nameless)).toMatchObject({ remark: { column: '', reason: 'names nobody' } });
    expect(JSON.stringify(read(nameless))).toContain('map one: userId, anonymousId, crmId');
  });

  it('goes by an id that is one where another is none, and by any number of the file', () => {
    const named = read({ ...visit, email: 'ann@' });
    expect(named).toMatchObject({ event: { traits: { phone: '+44 20 7946 0018' } } });
    expect('event' in read({ ...visit, Phone: '', 'CRM ID': '7' })).toBe(true);
  });

  it.each(['no', 'N', 'false', '0', 'Nein', ''])(
    'believes no address that the file says is verified: %j',
    (verified) => {
      expect(read({ ...visit, verified })).toMatchObject({ event: { otherIds: [{ isVerified: false }] } });
    },
  );

  it('reads any cells as an event or a remark', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('Walk-in', 'Vehicle Sold', '2026-11-20', 'a@b.co', '$1', '__proto__')); // prettier-ignore
    const names = fc.oneof(fc.constantFrom('event', 'date', 'time', 'email', 'id', 'amount', '__proto__'), fc.string()); // prettier-ignore
    fc.assert(
      fc.property(fc.dictionary(names, cell), (cells) => {
        const row = read({ event: '', date: '', ...cells });
        expect('event' in row || row.remark.remedy !== '').toBe(true);
      }),
    );
  });
});

describe('resolveImport', () => {
  it.each([
    [{}, ['a', 'b'], 'No column says event'],
    [{ defaults: { event: 'Walk-in' } }, ['a'], 'No column says occurredAt'],
    [{ columns: { nonsense: 'a' } }, ['a'], 'no field nonsense'],
    [{ columns: { event: 'z' } }, ['a'], 'no column z'],
    [{ events: { a: 'PROFILE_MERGED' } }, ['event', 'date'], 'can be PROFILE_MERGED'],
  ] as const)('refuses %j of %j', (mapping, header, why) => {
    expect(() => resolveImport([...header], { ...plain, ...mapping })).toThrow(why);
  });
});
