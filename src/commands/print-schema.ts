import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ApiModule } from '../api.module.js';
import { printSchemaOf } from '../modules/platform/graphql/print-schema.js';

/** `npm run schema`: writes the GraphQL schema where reviewers see its changes. Needs no database. */
const file = 'test/golden/schema.graphql';

mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, await printSchemaOf(ApiModule));
process.stdout.write(`${file} is up to date.\n`);
