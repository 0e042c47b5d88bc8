import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { financeProblemCodes } from '../src/models/finance/finance-problem.js';
import { jurisdictions } from '../src/models/finance/jurisdiction.js';
import { rateRulesOf } from '../src/modules/finance/jurisdictions.js';
import { rateColumns } from '../src/modules/finance/tables/rate-columns.js';
import { readRateRow } from '../src/modules/finance/tables/read-rate-row.js';

const guide = readFileSync('docs/guides/finance.md', 'utf8');
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));

describe('the guide to finance', () => {
  it.each(blocks('graphql'))('asks what the schema has: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('shows a table that can be published', () => {
    const [header = '', ...lines] = (blocks('csv')[0] ?? '').trim().split('\n');
    const columns = header.split(',');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const cells = Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell]));
      expect(readRateRow(cells, rateColumns(columns, {}), 2)).toHaveProperty('row');
    }
  });

  it('tells of every problem, jurisdiction and name of a rate', () => {
    expect(blocks('graphql')).toHaveLength(3);
    for (const code of financeProblemCodes) expect(guide).toMatch(new RegExp(`^\\| \`${code}\``, 'm'));
    for (const jurisdiction of jurisdictions) {
      const row = new RegExp(`^\\| \`${jurisdiction}\` .*$`, 'm').exec(guide)?.[0];
      for (const product of ['LOAN', 'LEASE'] as const) expect(row).toContain(rateRulesOf(jurisdiction, product).label); // prettier-ignore
    }
  });
});
