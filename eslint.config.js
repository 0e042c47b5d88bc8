// Lint is the first reviewer: no `any`, no assertions, no forgotten promises, no half-handled unions.
import tseslint from 'typescript-eslint';

/** One importing place per engine, so that it can be replaced in one place. */
const engines = [
  { name: 'onnxruntime-node', only: 'src/modules/inference/model-worker.ts' },
  { name: 'ioredis', only: 'src/modules/platform' },
  { name: 'bullmq', only: 'src/modules/platform and *.processor.ts' },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.data', 'coverage', 'ml-artifacts', 'bin'] },
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
        { considerDefaultExhaustiveForUnions: true },
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
    ignores: ['src/modules/platform/**', 'src/**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: engines.map(({ name, only }) => ({
            name,
            message: `${name} is imported in one place: ${only}.`,
          })),
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only platform/config.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['src/modules/inference/model-worker.ts', 'src/**/*.processor.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // TypeORM fills these fields; they have no constructor.
    files: ['src/models/**/*.entity.ts', 'src/**/*.graphql.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'error' },
  },
  { files: ['src/commands/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
