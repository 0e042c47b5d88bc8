import { settingsProblems } from './settings-problems.js';

describe('settings of how soon leads are answered', () => {
  it.each([
    [30, 120, []],
    [30, null, []],
    [null, null, []],
    [0, 30_000, ['responseMinutes', 'rerouteMinutes']],
    [30, 30, ['rerouteMinutes']],
    [1.5, null, ['responseMinutes']],
    [null, 60, ['rerouteMinutes']],
  ])('%p minutes to answer, %p until another gets it', (responseMinutes, rerouteMinutes, paths) => {
    const problems = settingsProblems({ dealerId: null, responseMinutes, rerouteMinutes });
    expect(problems.map(({ path }) => path)).toEqual(paths);
  });
});
