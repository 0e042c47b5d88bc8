import { IdentityMemory } from './identity-memory.js';

const identity = (value: string) => ({ tenantId: 't', kind: 'anonymousId' as const, value, id: `i-${value}`, profileId: `p-${value}`, since: 0 }); // prettier-ignore

describe('IdentityMemory', () => {
  it('recalls for half a minute, and holds nothing of what is over', () => {
    const memory = new IdentityMemory();
    memory.remember([identity('a'), identity('b')], 0);
    memory.remember([identity('b'), identity('c')], 20_000);
    expect(memory.recall(identity('a'), 29_999)?.id).toBe('i-a');
    expect(memory.recall(identity('a'), 30_000)).toBeUndefined();
    memory.remember([identity('d')], 30_000);
    expect(memory.size).toBe(3);
    expect(memory.recall(identity('b'), 49_999)?.profileId).toBe('p-b');
  });
});
