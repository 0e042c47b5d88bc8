import { readFileSync } from 'node:fs';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { ApiModule } from '../src/api.module.js';
import { printSchemaOf, schemaOf } from '../src/modules/platform/graphql/print-schema.js';

describe('the GraphQL schema', () => {
  it('is the one reviewers saw', async () => {
    const committed = readFileSync('test/golden/schema.graphql', 'utf8');
    const printed = await printSchemaOf(ApiModule);
    if (printed !== committed)
      throw new Error(
        `The schema changed:\n${difference(committed, printed)}\nIf that is meant, run "npm run schema" and commit test/golden/schema.graphql.`,
      );
  });

  it('describes every type, field, argument and enum value', async () => {
    expect(undescribed(await schemaOf(ApiModule))).toEqual([]);
  });

  it('says of each query and mutation whose keys may call it', async () => {
    const schema = await schemaOf(ApiModule);
    const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
    const silent = Object.values(fields).filter(
      ({ description }) => !description?.match(/ Keys: admin[a-z, ]*\.$/),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(fields['releaseTestDriveKey']?.description).toMatch(/ Keys: admin, marketer, keybox\.$/);
  });
});

/** Lines in one text and not in the other; enough to see what changed. */
function difference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ].join('\n');
}

function undescribed(schema: GraphQLSchema): string[] {
  const missing: string[] = [];
  const look = (path: string, { description }: { description?: string | null | undefined }) => {
    if (!description?.trim()) missing.push(path);
  };
  const roots = [schema.getQueryType()?.name, schema.getMutationType()?.name];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (!roots.includes(type.name)) look(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      for (const argument of field.args) look(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return missing;
}
