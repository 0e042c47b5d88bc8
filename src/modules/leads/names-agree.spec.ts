import { namesAgree } from './names-agree.js';

describe('names', () => {
  it.each([
    ['in another case', ['Ann', 'Smith'], ['ANN', 'smith'], [true, true]],
    ['with a title', ['Mrs', 'Smith'], ['Ann', 'Smith'], [null, true]],
    ['with a title before', ['Mrs. Ann', 'Smith'], ['Ann', 'Dr Smith'], [true, true]],
    ['with an initial', ['A.', 'Smith'], ['Ann', 'Smith'], [true, true]],
    ['with a middle name', ['Ann M.', 'Smith'], ['Ann', 'Smith'], [true, true]],
    ['with an accent', ['Ann', 'Smíth'], ['Ann', 'Smith'], [true, true]],
    ['with an umlaut', ['Jörg', 'Müller'], ['Joerg', 'Mueller'], [true, true]],
    ['with the umlaut left off', ['Jorg', 'Muller'], ['Jörg', 'Müller'], [true, true]],
    ['with a hyphen', ['Ann', 'Lee-Smith'], ['Ann', 'Lee Smith'], [true, true]],
    ['in letters of another script', ['Анна', 'Ким'], ['анна', 'КИМ'], [true, true]],
    ['that one does not say', [undefined, 'Smith'], ['Ann', undefined], [null, null]],
    ['with another initial', ['B.', 'Smith'], ['Ann', 'Smith'], [false, true]],
    ['that are others', ['Bob', 'Smith'], ['Ann', 'Jones'], [false, false]],
    ['that begin alike', ['Anna', 'Smith'], ['Ann', 'Smithson'], [false, false]],
  ] as const)('%s', (_what, one, other, expected) => {
    const [a, b] = [one, other].map(([firstName, lastName]) => ({ ...(firstName ? { firstName } : {}), ...(lastName ? { lastName } : {}) })); // prettier-ignore
    expect([namesAgree(a ?? {}, b ?? {}), namesAgree(b ?? {}, a ?? {})]).toEqual([expected, expected]);
  });
});
