import { Epoch } from '../platform/changes/epoch.js';
import type { CliCommand } from './command.js';

export const databaseCommands: readonly CliCommand[] = [
  {
    usage: 'new-epoch',
    help: 'after restoring a backup: makes every client take a fresh snapshot',
    run: async ({ database, terminal }) => {
      terminal.out(`The epoch is now ${await new Epoch(await database()).renew()}.`);
    },
  },
  {
    usage: 'version',
    help: 'names the database that the configuration leads to, migrated',
    run: async ({ database, terminal }) => terminal.out((await database()).version),
  },
];
