/** ESM mode: Nest 12 is ESM only, so jest runs with --experimental-vm-modules (scripts/test.mjs sets it). */
const soak = Boolean(process.env.PARLEY_SOAK);

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/client/test', '<rootDir>/web/test'],
  testMatch: ['**/*.spec.ts'],
  // test/soak takes minutes: `npm run soak` runs it and nothing else.
  testPathIgnorePatterns: soak
    ? ['/node_modules/', '<rootDir>/(?!test/soak/)']
    : ['/node_modules/', '<rootDir>/test/soak/'],
  // A build in dist/ or a copy elsewhere must not be taken for a second package of the same name.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/client/dist/', '<rootDir>/web/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@parley/client$': '<rootDir>/client/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  testTimeout: 240_000,
  maxWorkers: 3, // of two cores: many tests wait for something, and more at once make each other miss their times
  workerIdleMemoryLimit: '2GB',
};
