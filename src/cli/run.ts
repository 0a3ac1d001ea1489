import { parseArgs } from 'node:util';
import { Database } from '../platform/database/database.js';
import { openDriver } from '../platform/database/database.module.js';
import { Problem } from '../platform/errors/problem.js';
import { startFailure } from '../platform/http/start-failure.js';
import { schema } from '../schema.js';
import { accountCommands } from './accounts.js';
import { channelCommands } from './channels.js';
import { Refused, type CliCommand, type Given, type Place } from './command.js';
import { databaseCommands } from './database.js';
import { deadLetterCommands } from './dead-letters.js';
import { doctorCommands } from './doctor.js';
import { keyCommands } from './keys.js';
import { secondFactorCommands } from './second-factors.js';

const commands: readonly CliCommand[] = [
  ...[...accountCommands, ...secondFactorCommands, ...channelCommands, ...deadLetterCommands],
  ...[...databaseCommands, ...keyCommands, ...doctorCommands],
];

/** How long a command waits for a database that is away: somebody sits before it. */
const PATIENCE_MS = 10_000;

/** Runs one command and answers the exit code: 0 when it was done. Everything it says goes to the terminal. */
export async function runCli(args: string[], { config, terminal }: Omit<Place, 'database'>): Promise<number> {
  const [name = '', ...rest] = args;
  if (['', 'help', '--help', '-h'].includes(name)) {
    if (name !== '') terminal.out(help());
    else terminal.err(help());
    return name === '' ? 1 : 0;
  }
  const command = commands.find(({ usage }) => nameOf(usage) === name);
  if (!command) {
    terminal.err(`There is no command "${name}".\n${help()}`);
    return 1;
  }
  let opened: Promise<Database> | undefined;
  const database = () => (opened ??= open(config));
  try {
    const given = read(command, rest);
    if (given.options.help) terminal.out(`Usage: npm run parley -- ${command.usage}\n${command.help}`);
    else return (await command.run({ config, terminal, database }, given)) ?? 0;
    return 0;
  } catch (error) {
    terminal.err(told(error));
    return 1;
  } finally {
    await (await opened?.catch(() => undefined /* told above */))?.close();
  }
}

const nameOf = (usage: string) => usage.split(' ')[0]!;

function help(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = commands.map(({ usage, help: line }) => `  ${usage.padEnd(width)}  ${line}`);
  return ['Usage: npm run parley -- <command>', ...lines].join('\n');
}

async function open(config: Place['config']): Promise<Database> {
  const database = new Database(await openDriver(config(), schema, { exclusive: false, waitMs: PATIENCE_MS }));
  await database.now();
  return database;
}

/** @throws Refused with the command's usage for too few or too many words, and for options that it does not know. */
function read({ usage, options = {} }: CliCommand, args: string[]): Given {
  const wrong = (why: string) => new Refused(`${why}\nUsage: npm run parley -- ${usage}`);
  const parsed = parse(args, { ...options, help: { type: 'boolean', short: 'h' } }, wrong);
  const needed = usage.match(/ <\w+>/g)?.length ?? 0;
  const most = needed + (usage.match(/ \[\w+[\]|]/g)?.length ?? 0);
  const words = parsed.positionals;
  if (parsed.values.help) return { words, options: { help: true } };
  if (words.length < needed) throw wrong('Something is missing.');
  if (words.length > most) throw wrong('That is too much: put names with blanks in quotation marks.');
  return { words, options: parsed.values };
}

function parse(args: string[], options: NonNullable<CliCommand['options']>, wrong: (why: string) => Refused) {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { values: values as Given['options'], positionals };
  } catch (error) {
    throw wrong((error as Error).message.split('. ')[0]!);
  }
}

function told(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (!(error instanceof Problem)) return startFailure(error);
  const rules = error.fields?.map(({ message }) => message) ?? [];
  return [error.detail ?? error.title, ...rules].join('\n  ');
}
