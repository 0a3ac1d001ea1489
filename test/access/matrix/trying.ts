import type { Answer, Door } from '../../support/people.js';
import type { Caller } from './actors.js';
import { call } from './call.js';
import { linesOf } from './lines.js';
import { operations } from './operations.js';
import type { Tried } from './prepare.js';
import type { Stage } from './stage.js';
import { outcomes, type Operation, type Outcome } from './types.js';

/** A line of a table. */
export interface Line {
  operation: string;
  cells: [Caller, Outcome][];
}

/** The lines of a table that this door can be asked. */
export const linesBy = (door: Door, table: string): [string, Line][] =>
  (linesOf(table) as Line[])
    .filter(({ operation: name }) => {
      const { rest, command } = operations[name]!;
      return door === 'rest' ? rest.length > 0 : command !== undefined;
    })
    .map((line) => [line.operation, line]);

/** The cell's outcome as the matrix spells it, or what was answered instead. */
function told(answer: Answer, permissions: string[]): string {
  if (answer.ok) return 'ok';
  const { code, status } = answer.error;
  const match = Object.entries(outcomes).find(([, problem]) => problem?.code === code && problem.status === status);
  const named = String(answer.error.permission);
  const names = code === 'access.denied' && !permissions.includes(named) ? ` of ${named}` : '';
  return `${match ? match[0] : `${status} ${code}`}${names}`;
}

/** Asks everybody of a line: who may, each with things of their own where the line uses them up, and then all others at once, of which nothing may come. */
export async function tryLine(
  stage: Stage,
  door: Door,
  { operation: name, cells }: Line,
  prepare: (caller: Caller, granted: boolean) => Promise<Tried>,
): Promise<void> {
  const operation: Operation = operations[name]!;
  const permissions = operation.permission ?? [name.split(' ')[0]!];
  const expected = cells.filter(([caller]) => door === 'rest' || caller !== 'anon');
  const found: Partial<Record<Caller, string>> = {};
  const tryCell = async (caller: Caller, { who, ids }: Tried) => {
    const answers = await call(door, operation, ids, who, stage.app.url);
    found[caller] = [...new Set(answers.map((answer) => told(answer, permissions)))].join(' and ');
  };
  const granted = expected.filter(([, outcome]) => outcome === 'ok').map(([caller]) => caller);
  const tryGranted = async (caller: Caller) => tryCell(caller, await prepare(caller, true));
  // In a team's lines one person stands in for all who come and go.
  if (name.match(/^team\.member/)) for (const caller of granted) await tryGranted(caller);
  else await Promise.all(granted.map(tryGranted));
  const refused: [Caller, Tried][] = [];
  for (const [caller, outcome] of expected) if (outcome !== 'ok') refused.push([caller, await prepare(caller, false)]);
  const before = await stage.fingerprint();
  await Promise.all(refused.map(([caller, tried]) => tryCell(caller, tried)));
  expect(found).toEqual(Object.fromEntries(expected));
  expect(await stage.fingerprint()).toBe(before); // what was refused changed nothing
}
