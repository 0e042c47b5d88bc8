import { LeadsInside, lookUpOutside } from './look-up-outside.js';

const looked = (addresses: readonly string[], all: boolean) =>
  new Promise((resolve) => {
    const find = lookUpOutside((_hostname, _options, found) =>
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
    );
    find('crm.example.com', { all }, (fault, address, family) => resolve(fault ?? [address, family]));
  });

describe('where a name leads', () => {
  it('is told where it leads to the internet', async () => {
    expect(await looked(['93.184.216.34'], false)).toEqual(['93.184.216.34', 4]);
    expect(await looked(['93.184.216.34', '2606:2800::1'], true)).toEqual([
      [
        { address: '93.184.216.34', family: 4 },
        { address: '2606:2800::1', family: 6 },
      ],
      undefined,
    ]);
  });

  it.each([[['10.0.0.7']], [['169.254.169.254']], [['93.184.216.34', '::1']]])(
    'is refused where it leads inside, even in part: %j',
    async (addresses) => {
      expect(await looked(addresses, true)).toBeInstanceOf(LeadsInside);
      expect(await looked(addresses, false)).toBeInstanceOf(LeadsInside);
    },
  );

  it('is a fault where it leads nowhere', async () => {
    const fault = await looked([], false);
    expect(fault).toBeInstanceOf(Error);
    expect(fault).not.toBeInstanceOf(LeadsInside);
  });
});
