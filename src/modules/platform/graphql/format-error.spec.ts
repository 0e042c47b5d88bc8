import { GraphQLError } from 'graphql';
import { AppError } from '../app-error.js';
import { toGraphQLError } from '../error.filter.js';
import { withoutInternals } from './format-error.js';

describe('a GraphQL error on its way out', () => {
  it('keeps our code, message and details, and no stack', () => {
    const fault = new AppError('NO_SUCH_SEGMENT', 'not-found', 'There is no segment 7.', { id: '7' });
    const formatted = toGraphQLError(fault).toJSON();
    const extensions = { ...formatted.extensions, stacktrace: ['at here'] };
    expect(withoutInternals({ ...formatted, extensions })).toMatchObject({
      message: 'There is no segment 7.',
      extensions: { code: 'NO_SUCH_SEGMENT', id: '7' },
    });
    expect(JSON.stringify(withoutInternals({ ...formatted, extensions }))).not.toContain('at here');
  });

  it('keeps the code of what a field throws, which no filter sees', () => {
    const originalError = new AppError('BAD_CURSOR', 'invalid', 'after is no cursor.');
    const thrown = new GraphQLError(originalError.message, { originalError, path: ['stockFeed', 'remarks'] });
    expect(
      withoutInternals({ ...thrown.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR' } }, thrown),
    ).toEqual({
      message: 'after is no cursor.',
      path: ['stockFeed', 'remarks'],
      extensions: { code: 'BAD_CURSOR' },
    });
  });

  it.each([[{ code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at here'] }], [{}], [undefined]])(
    'says nothing of a defect of ours',
    (extensions) => {
      const answer = withoutInternals({
        message: 'duplicate key value: ann@example.com',
        path: ['createSegment'],
        ...(extensions ? { extensions } : {}),
      });
      expect(answer.extensions).toEqual({ code: 'INTERNAL' });
      expect(answer.path).toEqual(['createSegment']);
      expect(JSON.stringify(answer)).not.toMatch(/ann|at here/);
    },
  );
});
