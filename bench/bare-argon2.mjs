// node bare-argon2.mjs <KiB> <milliseconds>: how many passwords a process verifies in a second that does nothing else, two at a time as the server
// does (src/features/auth/passwords.ts). Prints the number.
import { hash, verify } from '@node-rs/argon2';

const [memoryCost, ms] = process.argv.slice(2).map(Number);
const AT_ONCE = 2;
const password = 'correct horse battery staple';
const stored = await hash(password, { algorithm: 2, timeCost: 2, parallelism: 1, memoryCost });
const begun = performance.now();
let done = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (performance.now() - begun < ms) {
      if (!(await verify(stored, password))) throw new Error('The password was refused.');
      done += 1;
    }
  }),
);
console.log(done / ((performance.now() - begun) / 1000));
