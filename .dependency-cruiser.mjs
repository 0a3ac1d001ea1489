/**
 * What may import what. Imports point down, platform ← core ← features, and a feature reaches another only along an edge of this
 * list. A new edge is added here, with the feature that needs it on the left; `npm run edges` draws the result.
 */
const featureEdges = {
  accounts: ['auth', 'teams', 'messages', 'media'],
  administration: ['auth'],
  google: ['auth'],
  'second-factor': ['auth', 'teams'],
  home: ['channels', 'presence'],
  dms: ['channels', 'messages'],
  reactions: ['messages'],
  search: ['messages'],
  threads: ['channels', 'messages'],
  pictures: ['media', 'teams'],
  pins: ['messages', 'channels'],
  mentions: ['channels', 'messages'],
  'unread-mails': ['presence'],
  users: ['presence', 'reactions'],
  presence: ['messages'],
  messages: ['channels', 'media'],
  'join-requests': ['channels'],
  invitations: ['teams'],
  voice: ['channels'],
  channels: ['teams'],
};

const tests = '(^|/)test/|\\.spec\\.ts$';

const featureRules = Object.entries(featureEdges).map(([feature, others]) => ({
  name: `feature-${feature}-only-its-edges`,
  comment: `features/${feature} may import ${others.join(', ')}; other knowledge goes through a registry or a fact.`,
  severity: 'error',
  from: { path: `^src/features/${feature}/` },
  to: { path: '^src/features/', pathNot: `^src/features/(${[feature, ...others].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A circle has no bottom: move what both need down, or announce it as a fact.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'platform-knows-nothing-of-chat',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'core-knows-no-feature',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/(platform|core)/' },
    },
    {
      name: 'features-import-down',
      comment: 'Only the boot files know the whole program.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/([^/]+$|cli/)' },
    },
    ...featureRules,
    {
      name: 'feature-without-edges',
      comment: 'Edges between features are listed in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: `^src/features/(${Object.keys(featureEdges).join('|')})/` },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'server-imports-neither-client-nor-test',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { path: ['^client/', '^node_modules/@parley/', '^(test|bench|examples|scripts)/'] },
    },
    {
      name: 'client-stands-alone',
      comment: 'The SDK speaks to the server over the wire; the shapes it shares are generated.',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^(src|test|migrations|bench|scripts)/' },
    },
    {
      name: 'client-runs-in-a-browser',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'web-speaks-through-the-sdk',
      comment: 'What the web app needs of the server it asks of @parley/client.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^(src|test|migrations|bench|scripts|client/src)/' },
    },
    {
      name: 'program-uses-no-development-packages',
      severity: 'error',
      from: { path: '^(src|migrations|client/src)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^(src|migrations|client/src)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|client/dist|web/dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
