// The defences that `npm run defences` takes out, and what makes an entry stale: the same for the run and for the check that it can run at all.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import accounts from '../test/defences/accounts.mjs';
import administration from '../test/defences/administration.mjs';
import processing from '../test/defences/processing.mjs';
import google from '../test/defences/google.mjs';
import limits from '../test/defences/limits.mjs';
import pictures from '../test/defences/pictures.mjs';
import media from '../test/defences/media.mjs';
import secondFactor from '../test/defences/second-factor.mjs';
import signingIn from '../test/defences/signing-in.mjs';
import voice from '../test/defences/voice.mjs';
import withholding from '../test/defences/withholding.mjs';
import { root } from './prepare.mjs';

/**
 * @typedef {object} Defence
 * @property {string} name how it is asked for; unique
 * @property {string} attack what an attacker does against it, as a sentence
 * @property {string} file where the defence is
 * @property {string} find the text that is the defence, which stands there once
 * @property {string} replace what is there without it; must still run, but need not be of the right type
 * @property {{file: string, find: string, replace: string}} [also] what stands behind it and would do alone: taken out as well
 * @property {string} suite the suite that must go red
 * @property {string} test the title of the test in it, or the beginning, as it is written there
 * @property {'Redis'} [needs] what the suite needs beside SQLite
 */

/** @type {Defence[]} */
export const defences = [
  ...signingIn,
  ...accounts,
  ...google,
  ...secondFactor,
  ...withholding,
  ...limits,
  ...administration,
  ...processing,
  ...pictures,
  ...media,
  ...voice,
];

/** What an entry takes out. */
export function partsOf({ file, find, replace, also }) {
  return [{ file, find, replace }, ...(also ? [also] : [])];
}

/** What is wrong with the table as the checkout stands, as sentences. */
export async function staleEntries() {
  const problems = [];
  const titles = new Map();
  for (const [at, defence] of defences.entries()) {
    const { name, suite, test } = defence;
    const say = (what) => problems.push(`${name}: ${what}`);
    if (defences.findIndex((other) => other.name === name) !== at) say('another entry has the same name.');
    for (const { file, find, replace } of partsOf(defence)) {
      if (find === replace) say('takes nothing out.');
      const times = occurrences(file, find);
      if (times !== 1) say(`its text stands in ${file} ${times} times instead of once.`);
    }
    if (!existsSync(join(root, suite))) {
      say(`there is no suite ${suite}.`);
      continue;
    }
    if (!titles.has(suite)) titles.set(suite, await titlesIn(suite));
    if (!titles.get(suite).some((title) => title.startsWith(test)))
      say(`no title of a test in ${suite} begins with “${test}”.`);
  }
  return problems;
}

function occurrences(file, text) {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split(text).length - 1 : 0;
}

/** As they are written: with the `%s` of a table of cases. */
async function titlesIn(suite) {
  const { default: ts } = await import('typescript');
  const { visit } = await import('./sources.mjs');
  const titles = [];
  visit(suite, readFileSync(join(root, suite), 'utf8'), (node, _line, source) => {
    if (!ts.isCallExpression(node) || !/^(it|test)\b/.test(node.expression.getText(source))) return;
    const [title] = node.arguments;
    if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
  });
  return titles;
}
