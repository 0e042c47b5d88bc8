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

  it('keeps them also where the resolver of a field threw it, which passes no filter', () => {
    const originalError = new AppError('BAD_CURSOR', 'invalid', 'after is no cursor.', { of: 'remarks' });
    const fault = new GraphQLError('after is no cursor.', { originalError, path: ['stockFeed', 'remarks'] });
    const formatted = {
      ...fault.toJSON(),
      extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at here'] },
    };
    expect(withoutInternals(formatted, fault)).toEqual({
      message: 'after is no cursor.',
      path: ['stockFeed', 'remarks'],
      extensions: { code: 'BAD_CURSOR', of: 'remarks' },
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
