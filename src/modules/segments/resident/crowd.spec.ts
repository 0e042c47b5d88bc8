import { ByteTexts } from '../../platform/byte-texts.js';
import { CopiedRow } from '../../platform/copied-rows.js';
import { Owners, TenantCrowd } from './crowd.js';
import { unknownTenant } from './tenant.js';

/** A row of one column, the uuid of an identity. */
function rowOf(identity: number): CopiedRow {
  const row = new CopiedRow();
  row.bytes = Buffer.alloc(16);
  row.view = new DataView(row.bytes.buffer, row.bytes.byteOffset, 16);
  row.view.setUint32(12, identity);
  row.starts[0] = 0;
  row.lengths[0] = 16;
  return row;
}

const { audience } = unknownTenant('00000000-0000-4000-8000-000000000000');

describe('owners of identities', () => {
  it('are told apart, however many tenants there are in however many shards', () => {
    const owners = new Owners();
    const last = 70_000;
    for (let crowd = 0; crowd <= last; crowd++) owners.add(rowOf(crowd), 0, crowd, crowd % 7);
    for (const crowd of [0, 65_535, 65_536, last]) {
      const owner = owners.find(rowOf(crowd), 0);
      expect([owners.crowdOf(owner), owners.personOf(owner)]).toEqual([crowd, crowd % 7]);
    }
    expect(owners.find(rowOf(last + 1), 0)).toBeLessThan(0);
  });
});

describe('a crowd', () => {
  it('reads what a kind is once for each way it is written', () => {
    const crowd = new TenantCrowd(audience, new ByteTexts());
    const kind = { type: 'VEHICLE_VIEWED', name: 'seen', vehicle: null, properties: undefined } as const;
    expect(crowd.kindOf(700)).toBeLessThan(0);
    const number = crowd.learn(700, kind);
    expect([crowd.kindOf(700), crowd.learn(3, kind), crowd.kindOf(3)]).toEqual([number, number, number]);
    expect([crowd.learn(-1, kind), crowd.kindOf(-1)]).toEqual([number, -1]);
  });

  it('has to read people apart of whom two events of one instant came in another order', () => {
    const crowd = new TenantCrowd(audience, new ByteTexts());
    const kind = crowd.learn(0, {
      type: 'VEHICLE_VIEWED',
      name: 'seen',
      vehicle: null,
      properties: undefined,
    });
    const ids = [1, 2].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const [first = 0, second = 0] = ids.map((id) => audience.enrol(id));
    for (const [person, xids] of [[first, [5, 6]], [second, [6, 5]]] as const) for (const xid of xids) crowd.put(person, 1_000, xid, 1, kind); // prettier-ignore
    expect([...crowd.apart]).toEqual([ids[1]]);
  });
});
