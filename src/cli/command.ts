import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../platform/config/config.js';
import type { Database } from '../platform/database/database.js';
import type { Terminal } from './terminal.js';

/** What a command works with. */
export interface Place {
  /** Reads and checks the settings. @throws ConfigError */
  config: () => Config;
  /** Opens the database on the first call, migrated, beside whatever serves it. */
  database: () => Promise<Database>;
  terminal: Terminal;
}

/** What was typed behind a command's name. */
export interface Given {
  /** The words, as many as the command takes. */
  words: string[];
  options: Record<string, string | boolean | undefined>;
}

/** A command. Its usage says which words it takes, `<needed>` or `[optional]`, and is what is shown when it was called wrongly. */
export interface CliCommand {
  usage: string;
  help: string;
  options?: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code, 0 when it answers nothing. */
  run(place: Place, given: Given): Promise<number | void>;
}

/** It was called wrongly, or names what does not exist: a sentence for people. */
export class Refused extends Error {}
