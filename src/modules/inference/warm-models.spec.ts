import { readModelFolders, type ModelFolder } from './model-folders.js';
import { mostSpare, WarmSet } from './warm-models.js';

const none: ReadonlySet<string> = new Set();

describe('WarmSet', () => {
  let one: ModelFolder;
  let set: WarmSet;
  beforeAll(async () => {
    const found = (await readModelFolders('ml-artifacts')).find(({ folder }) => folder === 'lead-score/2026-11-27.1');
    if (found?.kind !== 'complete') throw new Error('the committed model is there');
    one = found;
  }); // prettier-ignore
  beforeEach(() => {
    set = new WarmSet(1);
  });
  afterEach(() => set.close());

  /** The committed model under another name. */
  const named = (name: string | number): ModelFolder => ({ ...one, folder: `lead-score/${name}` });
  const heldOf = (names: readonly (string | number)[]) => names.filter((name) => set.holds(named(name)));
  const several = Array.from({ length: mostSpare + 3 }, (_, n) => n);

  it('holds of what nobody needs only what was used last', async () => {
    for (const name of several) {
      expect(await set.add([named(name)], none)).toEqual(new Map());
      set.runner(named(0)); // asked for again and again, though it came first
    }
    expect(heldOf(several)).toEqual([0, ...several.slice(1 - mostSpare)]);
  });

  it('holds what somebody needs, however many they are and however long it was not used', async () => {
    const needed = new Set(several.map((name) => named(name).folder));
    await set.add(several.map(named), needed);
    for (const name of ['a', 'b']) await set.add([named(name)], needed);
    expect(heldOf(several)).toEqual(several);
  });

  it('lets what is let go finish what it has in hand', async () => {
    await set.add([named('first')], none);
    const run = set.runner(named('first'));
    for (const name of several) await set.add([named(name)], none);
    expect(set.runner(named('first'))).toBeNull();
    expect(run).not.toBeNull();
  });

  it('leaves no thread behind that came while it was closed', async () => {
    const coming = set.add([named('late')], none);
    await set.close();
    await coming;
    expect(set.runner(named('late'))).toBeNull();
  });
});
