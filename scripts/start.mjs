// `npm start`, `npm run worker` and `npm run parley -- <command>`: makes the checkout runnable, then becomes the program.
// The program runs in this very process: signals, exit code and memory are its own, and no parent can outlive it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root, run } from './prepare.mjs';

const programs = { worker: 'worker', parley: 'cli' };

run(async () => {
  const program = programs[process.argv[2]] ?? 'main';
  await prepare();
  process.setSourceMapsEnabled(true);
  if (program !== 'main') process.argv.splice(2, 1); // its own name is no argument of the program
  await import(pathToFileURL(join(root, 'dist/src', `${program}.js`)).href);
});
