import { operations } from './operations.js';
import { outcomes, type Outcome } from './types.js';

/** A table's lines, each with what its callers are told. Blanks divide cells; an operation's name may have some. */
export function linesOf(table: string): { operation: string; cells: [string, Outcome][] }[] {
  const [head, ...lines] = table.split('\n').filter((line) => line.trim() !== '');
  const callers = head!.trim().split(/\s+/);
  return lines.map((line) => {
    const words = line.trim().split(/\s+/);
    const told = words.slice(-callers.length);
    const operation = words.slice(0, -callers.length).join(' ');
    if (!operations[operation]) throw new Error(`No such operation: ${operation}`);
    const cells = callers.map((caller, index): [string, string] => [caller, told[index]!]);
    const wrong = cells.find(([, outcome]) => outcome !== '.' && !(outcome in outcomes));
    if (wrong) throw new Error(`${operation}: ${wrong.join(' ')} is no outcome.`);
    return { operation, cells: cells.filter(([, outcome]) => outcome !== '.') as [string, Outcome][] };
  });
}
