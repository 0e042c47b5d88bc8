/** Three rings: unit specs beside the code, integration on a real PostgreSQL, stories through the doors of the built server. */
const common = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // As Node requires it: jest complains, six times a file, of how its modules import JSON.
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/index.cjs',
  },
  testEnvironment: '<rootDir>/test/support/environment.js',
};

export default {
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/test/*.spec.ts',
        '<rootDir>/test/{bench,simulator}/**/*.spec.ts',
      ],
    },
    { ...common, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.spec.ts'] },
    { ...common, displayName: 'stories', testMatch: ['<rootDir>/test/stories/**/*.spec.ts'] },
  ],
  // More than there are cores: much of the time one waits for another process.
  maxWorkers: 3,
  // Time is never what is tested; this only ends a test that hangs, on a machine however busy.
  testTimeout: 240_000,
};
