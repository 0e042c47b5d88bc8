import type { Rule } from '../../models/segment/rule.js';
import { dealerProblems, listProblems, listsIn, memberProblems } from './references.js';

const [a, b, c] = ['a', 'b', 'c'].map((last) => `00000000-0000-4000-8000-00000000000${last}`);
const member = (of = ''): Rule => ({ all: [{ did: {} }, { not: { member: { of } } }] });
const named = (id = '', name = '', rule: Rule | undefined = { did: {} }) => ({ id, name, rule });

describe('segments that a rule refers to', () => {
  it('may be any active one', () => {
    expect(memberProblems(member(a), null, [named(a, 'A')])).toEqual([]);
    expect(memberProblems(member(a), { id: b ?? '', name: 'B' }, [named(a, 'A', member(c)), named(b, 'B'), named(c, 'C')])).toEqual([]); // prettier-ignore
  });

  it('must be there', () => {
    expect(memberProblems(member(c), null, [named(a, 'A')])).toMatchObject([
      { path: 'rule.all[1].not.member.of', message: 'names no active segment of yours' },
    ]);
  });

  it.each<[string, string | undefined, string]>([
    ['itself', b, 'makes a circle: “B” refers to “B”'],
    ['one that refers to it', a, 'makes a circle: “B” refers to “A” refers to “B”'],
    ['one that does so by another', c, 'makes a circle: “B” refers to “C” refers to “A” refers to “B”'],
  ])('must not lead back: %s', (_words, of, message) => {
    const active = [named(a, 'A', member(b)), named(b, 'B'), named(c, 'C', member(a))];
    expect(memberProblems(member(of), { id: b ?? '', name: 'B' }, active)).toMatchObject([{ message }]);
  });
});

describe('lists that a rule asks for', () => {
  const lists = [
    { id: a ?? '', name: 'Buyers', archivedAt: null },
    { id: b ?? '', name: 'Old buyers', archivedAt: new Date(0) },
  ];
  const asking = (on = ''): Rule => ({ any: [{ not: { listed: { on } } }, { listed: { on } }] });

  it('are each found once', () => {
    expect(listsIn(asking(a))).toEqual([a]);
  });

  it.each<[string | undefined, string[]]>([
    [a, []],
    [b, ['asks for the list “Old buyers”, which is archived']],
    [c, ['is no list of yours']],
  ])('%s', (on, messages) => {
    const problems = listProblems({ not: { listed: { on: on ?? '' } } }, lists);
    expect(problems.map(({ message }) => message)).toEqual(messages);
    for (const { path, remedy } of problems) {
      expect(path).toBe('rule.not.listed.on');
      expect(remedy).toContain('audienceLists');
    }
  });
});

describe('dealers that a rule refers to', () => {
  const dealers = [
    { code: 'LDS', latitude: 53.8, longitude: -1.5 },
    { code: 'YRK', latitude: null, longitude: null },
  ];
  it.each<[string, string[]]>([
    ['LDS', []],
    ['YRK', ['is a dealer whose place is not known']],
    ['lds', ['is the code of no dealer of yours']],
  ])('%s', (code, messages) => {
    const problems = dealerProblems({ near: { dealer: code, withinKm: 5 } }, dealers);
    expect(problems.map(({ message }) => message)).toEqual(messages);
  });
});
