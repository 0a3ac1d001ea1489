import { recordAct, type InstallationAct } from '../core/audit/installation-audit.js';
import { DeadLetters, type DeadLetter } from '../platform/jobs/dead-letters.js';
import { jobKey } from '../platform/jobs/job-type.js';
import { Refused, type CliCommand } from './command.js';

const SHOWN = 200;

function retried({ id, queue, name }: DeadLetter): InstallationAct {
  return { actorId: null, action: 'dead_letter.retried', detail: { id, queue, name } };
}

export const deadLetterCommands: readonly CliCommand[] = [
  {
    usage: 'dead-letters:list',
    help: 'shows the jobs that were given up, the newest first, with the reason',
    run: async ({ database, terminal }) => {
      const { items, next } = await new DeadLetters(await database()).list({ limit: SHOWN });
      for (const letter of items)
        terminal.out(`${letter.id}  ${letter.failedAt.toISOString()}  ${jobKey(letter)}  ${letter.error}`);
      if (items.length === 0) terminal.out('There are none.');
      if (next) terminal.out(`… and older ones: only the newest ${SHOWN} are shown.`);
    },
  },
  {
    usage: 'dead-letters:retry [id|--all]',
    help: 'has one of them, or all, tried again: the server takes them within seconds',
    options: { all: { type: 'boolean' } },
    run: async ({ database, terminal }, { words: [id], options }) => {
      if ((id === undefined) === !options.all) throw new Refused('Name one dead letter by its id, or say --all.');
      const opened = await database();
      const letters = new DeadLetters(opened);
      if (id === undefined) {
        const count = await letters.putBackAll((tx, letter) => recordAct(tx, retried(letter)));
        terminal.out(`${count} will be tried again.`);
        return;
      }
      const letter = await opened.write([], async (tx) => {
        const found = await letters.putBack(tx, id);
        if (found) await recordAct(tx, retried(found));
        return found;
      });
      if (!letter) throw new Refused(`There is no dead letter ${id}.`);
      terminal.out(`${jobKey(letter)} ${id} will be tried again.`);
    },
  },
];
