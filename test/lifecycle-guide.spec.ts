import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { firstLifecycle } from '../src/models/segment/lifecycle-settings.js';
import { aiplStages, journeyStages, lifecycles } from '../src/models/segment/lifecycle.js';
import { changedLifecycle } from '../src/modules/segments/lifecycle/changed-lifecycle.js';
import { mostDays } from '../src/modules/segments/lifecycle/local-days.js';

const guide = readFileSync('docs/guides/lifecycle.md', 'utf8');
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );
const stagesOf = <T extends readonly [string, ...string[]]>(stages: T) =>
  z.array(z.strictObject({ stage: z.enum(stages), rule: z.unknown().optional() })).optional();
const changeSchema = z.strictObject({
  aipl: stagesOf(aiplStages),
  journey: stagesOf(journeyStages),
  expectedVersion: z.number().optional(),
});
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));

describe('the guide to the lifecycle', () => {
  it.each(blocks('graphql'))('asks what the schema has: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it.each(blocks('json'))('gives a change that works: %s', (text) => {
    expect(changedLifecycle(firstLifecycle, changeSchema.parse(JSON.parse(text)))).toHaveProperty('settings');
  });

  it('has examples, and tells of every stage and bound', () => {
    expect([blocks('graphql').length, blocks('json').length]).toEqual([3, 2]);
    for (const stage of [...lifecycles.aipl, ...lifecycles.journey]) expect(guide).toMatch(new RegExp(`^\\| \`${stage}\``, 'm')); // prettier-ignore
    expect(guide).toContain(`Up to ${mostDays} days`);
  });
});
