// `npm test [jest arguments]`: makes the checkout runnable, finds the databases and the browser that are there, runs Jest and ends with one plain line.
// `npm run soak` runs the long suites under test/soak instead.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { prepare, root, run } from './prepare.mjs';
import { findServices, inCi, jestEnv } from './services.mjs';

/** Suites that may be tried again: where more failed, the code is wrong and not the machine busy. */
const MOST_AGAIN = 12;

run(async () => {
  const soak = process.argv.includes('--soak');
  const passedOn = process.argv.slice(2).filter((argument) => argument !== '--soak');
  await prepare();

  const env = jestEnv(await findServices());
  if (soak) env.PARLEY_SOAK = '1';

  const first = await jest(passedOn, env);
  const failed = inCi && !soak ? failedSuites(first.report) : [];
  const again = failed.length > 0 && failed.length <= MOST_AGAIN ? await onceMoreAlone(failed, env) : undefined;

  // Jest counts nothing for --listTests and the like; a run that broke off before its report is still one failure.
  const counts = first.report && count(first.report, again?.report);
  if (counts) console.log(describe(counts));
  else if (first.code !== 0) console.log('0 passed, 1 failed');
  process.exit((again ?? first).code === 0 && !counts?.failed ? 0 : 1);
});

/**
 * Promised times (an ack within a second, a socket silent within another) are missed on a machine that others keep busy. So what failed beside other
 * suites decides alone; what is wrong with the code fails there as well. Both runs are in the output.
 */
async function onceMoreAlone(suites, env) {
  console.log(`\n${suites.length} of the suites failed beside others and run once more, alone: ${suites.join(', ')}`);
  return jest(['--runInBand', '--runTestsByPath', ...suites], env);
}

function failedSuites(report) {
  const failed = report?.testResults.filter(({ status }) => status === 'failed') ?? [];
  return failed.map(({ name }) => relative(root, name));
}

/** Runs Jest and answers its exit code and its report, which is missing for --listTests and the like and when the run broke off. */
async function jest(args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const file = join(folder, 'report.json');
  const command = [join(root, 'node_modules/jest/bin/jest.js'), '--json', `--outputFile=${file}`, ...args];
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });
  return { code, report: typeof report?.numPassedTests === 'number' ? report : undefined };
}

/** Of the suites that ran `again` what they did there. A suite that could not even be loaded counts as one failure: Jest itself counts no test in it. */
function count(report, again) {
  const repeated = new Set(again?.testResults.map(({ name }) => name));
  const tests = [...report.testResults.filter(({ name }) => !repeated.has(name)), ...(again?.testResults ?? [])];
  const statuses = tests.flatMap(({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((one) => one.status === 'failed')
      ? [...assertionResults.map((one) => one.status), 'failed']
      : assertionResults.map((one) => one.status),
  );
  const of = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('pending', 'todo', 'skipped', 'disabled') };
}

function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
