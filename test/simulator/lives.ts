import { departureOf } from './departure.js';
import { earlierClaim, partnerOf } from './household.js';
import { Journey, type Life } from './journey.js';
import { Random } from './random.js';
import type { World } from './world.js';

/** Plays the life of shopper `index` of a world. The same world and index give the same life. */
export function liveOf(world: World, index: number): Life {
  if (!livesWithSomebody(world, index)) return new Journey(world, index).play();
  return liveTogether(world, index & ~1)[index % 2 === 0 ? 0 : 1];
}

/** The lives of shoppers `from` up to, not including, `to`, in order; a household is played once. */
export function* livesOf(world: World, from: number, to: number): Generator<Life> {
  for (let index = from; index < to; index++) {
    const isWhole = index % 2 === 0 && index + 1 < to && livesWithSomebody(world, index);
    if (!isWhole) yield liveOf(world, index);
    else {
      yield* liveTogether(world, index);
      index += 1;
    }
  }
}

function livesWithSomebody({ ways, seed }: World, index: number): boolean {
  return ways.households && partnerOf(seed, index) !== null;
}

/**
 * Both of a household. Each is played as if alone with their enquiries; then whoever's came second is played again, as
 * somebody whose household has decided. Up to that moment the second life is what it was the first time.
 */
function liveTogether(world: World, index: number): [Life, Life] {
  const first = departureOf(world, Random.of(world.seed, index), null);
  const [one, other] = [
    new Journey(world, index).play(),
    new Journey(world, index + 1, { first, claim: null }).play(),
  ];
  const decided = earlierClaim([one.claim, other.claim]);
  if (decided === null) return [one, other];
  const { by, claim } = decided;
  if (by === 0) return [one, new Journey(world, index + 1, { first, claim }).play()];
  return [new Journey(world, index, { first: null, claim }).play(), other];
}
