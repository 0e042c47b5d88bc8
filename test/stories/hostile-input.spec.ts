import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { z } from 'zod';
import { everyCase } from '../support/foreign-calls.js';
import { aTenantsThings, type Things } from '../support/tenants-things.js';
import { hostileValues, longestEcho } from '../support/hostile.js';
import { Story } from '../support/story.js';
import { operationsOf, wholeQuery, type Operation } from '../support/whole-query.js';

const operations = operationsOf(buildSchema(readFileSync('test/golden/schema.graphql', 'utf8')));

/**
 * Rules are one type, checked in one place: of its thousands of values all are tried at one door, and some at each other. Of
 * all else each door is tried with every third value and the next two with the rest: most types have many doors.
 */
const isRule = /\b(rule|where|did|trait)\b/;
const some = 23;
const doors = 3;
/** Calls in flight at once. */
const abreast = 8;

/** Every argument of every query and mutation, read from the schema, with values nobody should send. */
describe('a hostile value', () => {
  let story: Story;
  let things: Things;
  beforeAll(async () => {
    story = await Story.begin();
    const rows: unknown = await story.database.dataSource.query(`select id from tenants where slug = 'demo'`);
    things = await aTenantsThings(story, z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id);
  });
  afterAll(() => story.end());

  const callsOf = (operation: Operation) => {
    const sound = z.record(z.string(), z.unknown()).parse(everyCase(things)[operation.name]?.[0] ?? {});
    return operation.field.args.flatMap((argument) =>
      hostileValues(argument.type, sound[argument.name], argument.name)
        .filter(({ path }, n) => isTried(operation, path, n))
        .map(({ path, value }) => ({ path, variables: { ...sound, [argument.name]: value } })),
    );
  };

  const isTried = (operation: Operation, path: string, n: number) =>
    isRule.test(path)
      ? operation.name === 'previewSegment' || n % some === 0
      : n % doors === operations.indexOf(operation) % doors;

  it.each(operations)('is refused or harmless anywhere in $name', async (operation) => {
    const failures: string[] = [];
    const calls = callsOf(operation);
    const work = async () => {
      for (let call = calls.pop(); call; call = calls.pop()) {
        const { path, variables } = call;
        const answer = await story.ask(wholeQuery(operation, variables), variables, story.keys.admin);
        const told = JSON.stringify([answer.data, answer.errors]);
        const codes = answer.errors.map(({ extensions }) => extensions['code']);
        if (answer.status >= 500 || codes.includes('INTERNAL') || longestEcho.test(told))
          failures.push(
            `${path}: ${answer.status} ${JSON.stringify(variables).slice(0, 300)} ${told.slice(0, 300)}`,
          );
      }
    };
    await Promise.all(Array.from({ length: abreast }, work));
    expect(failures).toEqual([]);
  });

  it('that was taken trips no worker afterwards', async () => {
    const { workers } = story.carousel;
    expect(workers.map(({ process: { exitCode, signalCode } }) => exitCode ?? signalCode)).toEqual(workers.map(() => null)); // prettier-ignore
    expect(workers.flatMap((worker) => worker.output().split('\n').filter(isFault))).toEqual([]);
    expect((await fetch(`${workers[0]?.url ?? ''}/health/ready`)).status).toBe(200);
  });
});

/** A line of the log at level error or worse. */
function isFault(line: string): boolean {
  return /"level":"(error|fatal)"/.test(line);
}
