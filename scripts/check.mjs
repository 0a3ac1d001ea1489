// `npm run check [step …]`: everything that can be said about the code without running it. All steps run, also after a failure.
import { capture, prepare, run, Sorry } from './prepare.mjs';

const node = process.execPath;
const bin = (path, ...args) => [node, `node_modules/${path}`, ...args];

const steps = [
  {
    name: 'types of server and tests',
    key: 'types',
    command: bin('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  },
  {
    name: 'types of client',
    key: 'client-types',
    command: bin('typescript/bin/tsc', '--noEmit', '-p', 'client/tsconfig.json'),
  },
  { name: 'types of web', key: 'web-types', command: bin('typescript/bin/tsc', '--noEmit', '-p', 'web/tsconfig.json') },
  {
    name: 'types of service worker',
    key: 'worker-types',
    command: bin('typescript/bin/tsc', '--noEmit', '-p', 'web/src/worker/tsconfig.json'),
  },
  {
    name: 'types of browser tests',
    key: 'browser-types',
    command: bin('typescript/bin/tsc', '--noEmit', '-p', 'test/web/tsconfig.json'),
  },
  { name: 'lint', key: 'lint', command: bin('oxlint/bin/oxlint', '--deny-warnings') },
  { name: 'format', key: 'format', command: bin('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn') },
  {
    name: 'import edges',
    key: 'imports',
    command: bin(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      'src',
      'migrations',
      'client/src',
      'web/src',
    ),
  },
  { name: 'dead code', key: 'dead', command: bin('knip/bin/knip.js', '--no-progress') },
  { name: 'sizes', key: 'sizes', command: [node, 'scripts/check-sizes.mjs'], speaks: true },
  { name: 'house rules', key: 'house', command: [node, 'scripts/check-house.mjs'] },
  { name: 'table of defences fits', key: 'defences', command: [node, 'scripts/check-defences.mjs'] },
  { name: 'row ids in test titles', key: 'rows', command: [node, 'scripts/rows.mjs', '--quiet'] },
  { name: 'picture of imports is fresh', key: 'edges', command: [node, 'scripts/edges.mjs', '--check'] },
  {
    name: 'generated files are fresh',
    key: 'generated',
    command: [node, 'scripts/generate.mjs', '--check'],
    builds: true,
  },
];

/** Two at a time: most steps use one core, and a laptop has more than one. */
const lanes = 2;

run(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((key) => !steps.some((step) => step.key === key));
  if (unknown.length)
    throw new Sorry(
      `There is no step ${unknown.join(', ')}; the steps are ${steps.map((step) => step.key).join(', ')}.`,
    );
  const chosen = wanted.length ? steps.filter((step) => wanted.includes(step.key)) : steps;

  await prepare({ build: ['client'] }); // tests and the web app take its types from the build
  const waiting = [...chosen];
  const results = [];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await check(step));
    }),
  );

  const failed = results.filter((result) => !result.ok);
  const seconds = (results.reduce((sum, result) => sum + result.ms, 0) / 1000).toFixed(1);
  console.log(
    failed.length
      ? `\n${failed.length} of ${results.length} checks failed: ${failed.map((one) => one.step.key).join(', ')} (again alone: npm run check -- ${failed.map((one) => one.step.key).join(' ')}).`
      : `\nAll ${results.length} checks passed (${seconds} s of work).`,
  );
  process.exit(failed.length ? 1 : 0);
});

async function check(step) {
  const begun = performance.now();
  const result = await runStep(step);
  const ms = performance.now() - begun;
  const ok = result.code === 0;
  console.log(`${ok ? '✓' : '✗'} ${step.name} (${(ms / 1000).toFixed(1)} s)`);
  if (!ok || step.speaks) console.log(indent(result.output));
  return { step, ok, ms };
}

async function runStep(step) {
  try {
    if (step.builds) await prepare({ build: ['server'], log: () => {} });
  } catch (error) {
    return { code: 1, output: error.message };
  }
  return capture(step.command);
}

function indent(output) {
  return output
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
