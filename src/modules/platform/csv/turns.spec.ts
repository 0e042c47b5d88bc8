import { Turns } from './turns.js';

describe('turns', () => {
  it('are bounded in all and for each owner, and go to who waits in order', async () => {
    const turns = new Turns({ most: 3, mostOfOne: 2 });
    const held = [turns.tryTake('ann'), turns.tryTake('ann')];
    expect(turns.tryTake('ann')).toBeNull();
    const bob = turns.tryTake('bob');
    expect(turns.tryTake('bob')).toBeNull();

    const order: string[] = [];
    const wait = async (owner: string, name: string) => {
      const release = await turns.take(owner);
      order.push(name);
      return release;
    };
    const [third, carl] = [wait('ann', 'ann again'), wait('carl', 'carl')];
    // Bob's place is none for Ann, who has two: it goes to Carl.
    bob?.();
    const carlGivesBack = await carl;
    expect(order).toEqual(['carl']);
    held[0]?.();
    const thirdGivesBack = await third;
    expect(order).toEqual(['carl', 'ann again']);
    for (const giveBack of [held[1], carlGivesBack, thirdGivesBack]) giveBack?.();
    expect(['ann', 'ann', 'bob', 'bob'].map((owner) => turns.tryTake(owner) !== null)).toEqual([true, true, true, false]); // prettier-ignore
  });
});
