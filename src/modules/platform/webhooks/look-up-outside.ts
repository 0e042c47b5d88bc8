import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isInside } from './receiver-address.js';

/** A name leads into a network that we must not be led into. */
export class LeadsInside extends Error {}

/** Finds every address a name leads to. */
export type Find = (
  hostname: string,
  options: { readonly all: true },
  found: (fault: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * How a connection finds where a name leads: as ever, but it is refused where any of the addresses is inside. Looked up once
 * for each connection, so what was looked at is what is connected to.
 */
export function lookUpOutside(find: Find = lookup): LookupFunction {
  return (hostname, options, callback) => {
    find(hostname, { ...options, all: true }, (fault, addresses) => {
      const [first] = fault ? [] : addresses;
      if (!first) callback(fault ?? new Error('nothing found'), '');
      else if (addresses.some(({ address }) => isInside(address))) callback(new LeadsInside(), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
