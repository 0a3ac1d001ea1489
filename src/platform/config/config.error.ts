/**
 * The settings cannot be used. `problems` holds one sentence per wrong or missing variable, each beginning with the
 * variable's name; none repeats a secret. Whoever boots a process prints `message` and exits with code 1.
 */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(
      ['Parley cannot start with these settings:', ...problems.map((problem) => `  - ${problem}`)].join('\n') +
        '\nEvery setting is described in docs/configuration.md.',
    );
    this.name = 'ConfigError';
  }
}
