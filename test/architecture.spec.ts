import { cycles, enginesOutOfPlace, impureModels, importsOffTheLadder, importsPastTheDoor } from './architecture/borders.js'; // prettier-ignore
import { crowdedConstructors, longFiles, longRoutines, undocumented } from './architecture/shape.js';
import { houseFiles, sourceFile, type SourceFile } from './architecture/source.js';
import { sqlOutsideRepositories, tablesWithTwoOwners } from './architecture/tables.js';

const lines = (count: number) => 'void 0;\n'.repeat(count);
const entity = "import { Entity } from 'typeorm';\n@Entity('leads')\nexport class LeadEntity {}";

/** The rules of the house. Each comes with a breach it must notice: a rule that notices nothing is a wish. */
const rules: { rule: string; find: (files: SourceFile[]) => string[]; breaches: Record<string, string>[] }[] =
  [
    {
      rule: 'modules look down the ladder only',
      find: importsOffTheLadder,
      breaches: [
        { 'src/modules/events/a.ts': "import { B } from '../leads/leads.service.js';" },
        { 'src/modules/segments/a.ts': "import type { B } from '../campaigns/campaigns.service.js';" },
        { 'src/modules/garage/a.ts': "import { B } from '../platform/clock.js';" },
      ],
    },
    {
      rule: 'modules are entered by the door',
      find: importsPastTheDoor,
      breaches: [
        { 'src/modules/leads/a.ts': "import { b } from '../events/vocabulary.js';" },
        { 'src/commands/a.ts': "export * from '../modules/events/events.repository.js';" },
        { 'src/modules/leads/a.ts': "const m = await import('../../app.module.js');" },
        { 'src/modules/leads/a.ts': "import { a } from '../../../test/factories/a.js';" },
      ],
    },
    {
      rule: 'models are nouns',
      find: impureModels,
      breaches: [
        { 'src/models/a.ts': "import { b } from '../modules/platform/clock.js';" },
        { 'src/models/a.ts': "import { readFile } from 'node:fs';" },
        { 'src/models/a.ts': 'export async function a() {}' },
      ],
    },
    {
      rule: 'engines and the environment have one place',
      find: enginesOutOfPlace,
      breaches: [
        { 'src/modules/inference/a.ts': "import { InferenceSession } from 'onnxruntime-node';" },
        { 'src/modules/events/a.processor.ts': "import { Job } from 'bullmq';" },
        { 'src/modules/events/a.ts': "import { Redis } from 'ioredis';" },
        { 'src/modules/events/a.ts': "const a = process.env['A'];" },
      ],
    },
    {
      rule: 'imports run in no circle',
      find: cycles,
      breaches: [
        {
          'src/models/a.ts': "import { b } from './b.js';",
          'src/models/b.ts': "import type { a } from './a.js';",
        },
      ],
    },
    {
      rule: 'a table has one owner',
      find: tablesWithTwoOwners,
      breaches: [
        {
          'src/models/lead/lead.entity.ts': entity,
          'src/modules/leads/a.ts': "import { LeadEntity } from '../../models/lead/lead.entity.js';",
          'src/modules/reporting/a.repository.ts': 'const a = `select 1 from events e join leads l on true`;',
        },
        {
          'src/models/lead/lead.entity.ts': entity,
          'src/commands/a.ts': "import { LeadEntity } from '../models/lead/lead.entity.js';",
        },
      ],
    },
    {
      rule: 'SQL lives in repositories',
      find: sqlOutsideRepositories,
      breaches: [{ 'src/modules/leads/leads.service.ts': 'const a = `insert into leads values (${1})`;' }],
    },
    { rule: 'files end in time', find: longFiles, breaches: [{ 'test/a.ts': lines(301) }] },
    {
      rule: 'routines end in time, translations sooner',
      find: longRoutines,
      breaches: [
        { 'src/modules/leads/a.ts': `function a() {\n${lines(41)}}` },
        { 'src/modules/leads/a.resolver.ts': `class A {\n  b() {\n${lines(16)}}\n}` },
      ],
    },
    {
      rule: 'a class needs few others',
      find: crowdedConstructors,
      breaches: [
        {
          'src/modules/leads/a.ts':
            '@Injectable() class A { constructor(a: A, b: B, c: C, d: D, e: E, f: F) {} }',
        },
      ],
    },
    {
      rule: 'what is exported is explained',
      find: undocumented,
      breaches: [
        { 'src/modules/leads/a.ts': 'export const a = 1;' },
        { 'src/modules/leads/leads.module.ts': '@Module({})\nexport class LeadsModule {}' },
      ],
    },
  ];

describe('the house', () => {
  const files = houseFiles(process.cwd());

  it.each(rules)('holds: $rule', ({ find }) => expect(find(files)).toEqual([]));

  it.each(rules.flatMap(({ rule, find, breaches }) => breaches.map((breach) => ({ rule, find, breach }))))(
    'notices when not: $rule',
    ({ find, breach }) => {
      expect(find(Object.entries(breach).map(([path, text]) => sourceFile(path, text)))).toHaveLength(1);
    },
  );
});
