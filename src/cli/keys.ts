import { randomBytes } from 'node:crypto';
import type { CliCommand } from './command.js';

/** Settings that hold a secret of one's own making. 384 random bits: more than any of them asks for. */
const MADE = ['JWT_SECRET', 'METRICS_TOKEN'];

export const keyCommands: readonly CliCommand[] = [
  {
    usage: 'keys',
    help: 'prints fresh secrets for production, as lines of an .env file; stores nothing',
    run: ({ terminal }) => {
      for (const name of MADE) terminal.out(`${name}=${randomBytes(48).toString('base64url')}`);
      return Promise.resolve();
    },
  },
];
