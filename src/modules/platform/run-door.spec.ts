import { ConfigError } from './config.js';
import { sentenceFor } from './run-door.js';

const failure = (code: string, message = 'connect to postgres://carousel:hunter2@db failed') =>
  Object.assign(new Error(message), { code });

describe('a failed start', () => {
  it.each([
    [failure('ECONNREFUSED'), /nothing answers at the address in DATABASE_URL/],
    [failure('ENOTFOUND'), /nothing answers at the address in DATABASE_URL/],
    [failure('28P01'), /user or password in DATABASE_URL is refused/],
    [failure('3D000'), /database named in DATABASE_URL does not exist/],
    [failure('EADDRINUSE', 'listen EADDRINUSE 127.0.0.1:3000'), /port is in use.*3000.*set PORT/],
    [new ConfigError('The configuration has 1 fault(s)'), /^The configuration has 1 fault/],
    ['nothing much', /for a reason it did not give/],
  ])('is one sentence with a remedy', (fault, sentence) => {
    expect(sentenceFor(fault)).toMatch(sentence);
    expect(sentenceFor(fault)).not.toContain('hunter2');
  });
});
