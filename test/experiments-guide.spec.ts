import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, validate } from 'graphql';

describe('the guide to experiments', () => {
  const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));
  const guide = readFileSync('docs/guides/experiments.md', 'utf8');
  const blocks = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it('asks for nothing that the schema does not know', () => {
    expect(blocks.length).toBeGreaterThan(1);
    for (const definition of blocks.flatMap((text) => parse(text).definitions))
      expect(validate(schema, { kind: Kind.DOCUMENT, definitions: [definition] })).toEqual([]);
  });

  it('says of every kind, measure, verdict, reach and deed what it means', () => {
    for (const name of [
      'ExperimentKind',
      'ExperimentMeasure',
      'ExperimentVerdictKind',
      'ExperimentReachKind',
      'ExperimentDeed',
    ]) {
      const type = schema.getType(name);
      const values = type && 'getValues' in type ? type.getValues().map((value) => value.name) : [];
      expect(values.length).toBeGreaterThan(2);
      expect(values.filter((value) => !guide.includes(`\`${value}\``))).toEqual([]);
    }
  });
});
