// Lint is the first reviewer: no `any`, no assertions, no forgotten promises, no half-handled unions.
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** The ladder of modules, lowest rung first: the file test/architecture.spec.ts reads too. */
const { rungs } = JSON.parse(readFileSync(new URL('test/architecture/ladder.json', import.meta.url), 'utf8'));
const modules = rungs.flat();

/** One importing place per engine, so that it can be replaced in one place. */
const engines = [
  { name: 'onnxruntime-node', only: 'src/modules/inference/model-worker.ts; call inference.service' },
  { name: 'ioredis', only: 'src/modules/platform; use ViewerStore or Changes' },
  { name: 'bullmq', only: 'src/modules/platform; use Queues and Processor' },
];
const engineBorders = engines.map(({ name, only }) => ({
  name,
  message: `${name} is imported in one place: ${only}.`,
}));

/** What a module may not import: engines, modules on its own rung or above, and other modules' insides. */
function bordersOf(module) {
  const rung = rungs.findIndex((names) => names.includes(module));
  const beside = rungs[rung].filter((name) => name !== module);
  const above = rungs.slice(rung + 1).flat();
  const below = rungs.slice(1, rung).flat();
  const into = (names, rest = '') => `^(\\.\\./)+(modules/)?(${names.join('|')})/${rest}`;
  const patterns = [
    [into(beside), beside, `shares the rung of ${module}: let a caller one rung up conduct both.`],
    [
      into(above),
      above,
      `stands above ${module}: move the shared noun to src/models, or turn the call round.`,
    ],
    [
      into(below, '(?!.*\\.(module|service|graphql)\\.js$)'),
      below,
      'is entered by its *.service.ts, *.module.ts or *.graphql.ts only.',
    ],
  ]
    .filter(([, names]) => names.length > 0)
    .map(([regex, , message]) => ({ regex, message: `This module ${message}` }));
  return {
    files: [`src/modules/${module}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { paths: module === 'platform' ? [] : engineBorders, patterns }],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.data', 'coverage', 'ml-artifacts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // GraphQL types are plain data classes without methods; `toX()` functions build them from literals.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/modules/platform/config.ts', 'src/**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: engineBorders }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only platform/config.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['src/models/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!typeorm$|zod$|\\.)|/modules/',
              message: 'Models are nouns: only typeorm, zod and each other. The verb belongs in src/modules.',
            },
          ],
        },
      ],
    },
  },
  ...modules.map(bordersOf),
  { files: ['src/modules/inference/model-worker.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    // TypeORM fills these fields; they have no constructor.
    files: ['src/models/**/*.entity.ts', 'src/**/*.graphql.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'error' },
  },
  {
    files: ['src/commands/**/*.ts', 'test/**/*.ts', 'bin/*.mjs', '.ci/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
