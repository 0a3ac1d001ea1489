// Whether every entry of the table of defences still fits the code and the tests; `npm run defences` takes the defences out themselves.
import { staleEntries } from './defence-table.mjs';

const problems = await staleEntries();
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
