// `npm run defences [name …]`: takes one defence after the other out of a copy of the checkout and requires that a test goes red each time: a test that
// stays green without what it is about guards nothing. The table is in test/defences. Two at a time, each in a copy of its own; the checkout stays as it is.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defences, partsOf, staleEntries } from './defence-table.mjs';
import { capture, prepare, root, run, Sorry } from './prepare.mjs';
import { findServices, inCi, jestEnv } from './services.mjs';

const lanes = 2;
/** Milliseconds for a suite with its app; a test that waits for what never comes must not hold up the others. */
const ENTRY_MS = 180_000;
const TEST_MS = 60_000;
/** Ends the suites that run when the command is broken off. */
const broken = new AbortController();

run(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !defences.some((defence) => defence.name === name));
  if (unknown.length) throw new Sorry(`There is no defence ${unknown.join(', ')}; the names are in test/defences.`);
  await prepare({ build: [] });
  const stale = await staleEntries();
  if (stale.length) throw new Sorry(stale.join('\n'));
  // On SQLite alone, where a suite runs on both: the defences are the same code, and it is twice as fast.
  const env = jestEnv({ ...(await findServices(['Redis'])), PARLEY_TEST_MYSQL: '' });

  const asked = wanted.length ? defences.filter(({ name }) => wanted.includes(name)) : defences;
  const chosen = asked.filter(({ needs }) => !needs || env.PARLEY_TEST_REDIS);
  for (const { name } of asked.filter((one) => !chosen.includes(one))) console.log(`- ${name}: left out without Redis`);
  const copies = Array.from({ length: lanes }, copyOfCheckout);
  const gone = () => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true }));
  process.once('exit', gone);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      broken.abort();
      process.exit(1);
    });

  const results = await inLanes(copies, chosen, env);
  const seen = results.filter(({ problem }) => problem === undefined).length;
  const rest = results.length - seen;
  const left = asked.length - chosen.length;
  console.log(
    `\n${seen} of ${results.length} defences are missed by a test when they are gone${rest ? `, ${rest} are not` : ''}${left ? `, ${left} left out` : ''}.`,
  );
  process.exit(rest > 0 || (left > 0 && inCi) ? 1 : 0);
});

/** Takes each defence out and says whether a test missed it. */
function inLanes(copies, entries, env) {
  const whole = new Map();
  return each(copies, entries, async (copy, entry) => {
    const begun = performance.now();
    const key = `${entry.suite} ${entry.test}`;
    if (!whole.has(key)) whole.set(key, asItIs(copy, entry, env));
    const why = (await whole.get(key)) ?? (await without(copy, entry, env));
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    console.log(why ? `✗ ${entry.name}: ${why}` : `✓ ${entry.name}: ${entry.attack} (${seconds} s)`);
    return { problem: why };
  });
}

/** The test must pass, and by itself, while the defence is there: else its failing says nothing. */
async function asItIs(copy, { suite, test }, env) {
  let outcome = await jest(copy, suite, test, env);
  // Promised times are missed on a machine that others keep busy; what is wrong with the code fails again.
  if (outcome.problem || outcome.failed.length) outcome = await jest(copy, suite, test, env);
  return outcome.failed.length ? `${suite} is red as it is: ${outcome.failed[0].title}` : outcome.problem;
}

/** What is wrong, or nothing when the test goes red because of what it asserts. */
async function without(copy, defence, env) {
  const { suite, test } = defence;
  const before = [];
  for (const { file, find, replace } of partsOf(defence)) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    before.unshift([path, text]);
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }
  try {
    const { failed, problem } = await jest(copy, suite, test, env);
    if (problem) return problem;
    if (failed.length === 0) return `${suite} stays green without it.`;
    if (!failed.some(({ messages }) => messages.some((message) => asserts(copy, message))))
      return `${suite} fails, but not by what it asserts: ${failed[0].messages[0].split('\n')[0]}`;
    return undefined;
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}

/** Whether a failure is the test's own word: said in a test file, and no server error nor a test that waited in vain. */
function asserts(copy, message) {
  const [, place = ''] = message.split(`${copy}/`);
  return place.startsWith('test/') && !/Received: +5\d\d$|"code": ?"internal"|Exceeded timeout/m.test(message);
}

/** Runs the test, or the table of tests, of this title in a copy. `problem` when they could not be run at all. */
async function jest(copy, suite, test, env) {
  const file = join(copy, 'report.json');
  rmSync(file, { force: true });
  const { output } = await capture(
    [
      ...[process.execPath, 'node_modules/jest/bin/jest.js', '--runInBand', '--forceExit', '--json'],
      ...[`--outputFile=${file}`, `--testTimeout=${TEST_MS}`, `--cacheDirectory=${join(copy, '.jest')}`],
      ...['-t', `(^|\\s)${asPattern(test)}`, '--runTestsByPath', suite],
    ],
    { cwd: copy, env, timeout: ENTRY_MS, killSignal: 'SIGKILL', signal: broken.signal },
  );
  if (!existsSync(file))
    return { failed: [], problem: `took longer than ${ENTRY_MS / 1000} s, or broke off: ${lastLine(output)}` };
  const [{ assertionResults, message }] = JSON.parse(readFileSync(file, 'utf8')).testResults;
  const ran = assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.length === 0) return { failed: [], problem: `no test of ${suite} ran: ${message.trim().slice(0, 300)}` };
  const failed = ran.filter(({ status }) => status === 'failed');
  return { failed: failed.map(({ fullName, failureMessages }) => ({ title: fullName, messages: failureMessages })) };
}

/** A title as it is written, whatever a table of cases puts in the place of `%s`. */
function asPattern(title) {
  return title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%[sj]/g, '.*');
}

/** All that Git knows or would add, with the packages of the checkout itself. */
function copyOfCheckout() {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), 'parley-defences-'));
  const options = { cwd: root, encoding: 'utf8' };
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], options);
  for (const file of listed.split('\0').filter((name) => name && existsSync(join(root, name))))
    cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Does the work for each item, one at a time in each place; answers in the order of the items. */
async function each(places, items, work) {
  const waiting = [...items.entries()];
  const results = [];
  await Promise.all(
    places.map(async (place) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(place, next[1]);
    }),
  );
  return results;
}

function lastLine(output) {
  return output.trim().split('\n').at(-1);
}
