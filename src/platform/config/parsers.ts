import { EnvError, makeValidator, type RequiredValidatorSpec } from 'envalid';

/** How many (`points`) are allowed in how many `seconds`. Written `points/seconds` in the environment. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/** What a setting says about itself; `docs/configuration.md` is printed from it. */
interface About<T> {
  desc: string;
  /** The default. Left out: the setting is optional and `undefined` when it is not set. */
  default?: T;
  /** The default outside production, where it differs. */
  devDefault?: T;
  /** The default under NODE_ENV=test, where it differs. */
  testDefault?: T;
  example?: string;
  /** In words: what is used when nothing is set and no constant can say it. */
  fallback?: string;
  /** In words: when the setting must be set. (Envalid's own `requiredWhen` is a function without a sentence.) */
  neededWhen?: string;
}

/** An envalid validator that also knows the name of its type, for the documentation. */
export type Described<T> = RequiredValidatorSpec<T> & About<unknown> & { type: string; secret?: boolean };

/** Envalid reads `default: undefined` as "optional", and a missing key as "required": here nothing is required by itself. */
function described<T>(type: string, parse: (text: string) => T, about: About<NonNullable<T>>): Described<T> {
  const spec = makeValidator<T>(parse)({ default: undefined, ...about } as never);
  return { ...spec, ...about, type };
}

/** A whole number of the range, both ends included. */
export function integer(range: { min: number; max: number }, about: About<number>): Described<number> {
  const parse = (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < range.min || value > range.max) {
      throw new EnvError(`must be a whole number from ${range.min} to ${range.max}, not "${text}"`);
    }
    return value;
  };
  return described(`integer ${range.min}–${range.max}`, parse, about);
}

/** Yes or no, in the usual spellings. */
export function flag(about: About<boolean> & { default: boolean }): Described<boolean>;
export function flag(about: About<boolean>): Described<boolean | undefined>;
export function flag(about: About<boolean>): Described<boolean | undefined> {
  const parse = (text: string): boolean => {
    if (['true', '1', 'yes', 'on'].includes(text)) return true;
    if (['false', '0', 'no', 'off'].includes(text)) return false;
    throw new EnvError(`must be true or false, not "${text}"`);
  };
  return described<boolean | undefined>('true or false', parse, about);
}

/** One of these words. */
export function choice<const T extends string>(choices: readonly T[], about: About<T>): Described<T> {
  const parse = (text: string): T => {
    const found = choices.find((candidate) => candidate === text);
    if (found === undefined) throw new EnvError(`must be one of ${choices.join(', ')}, not "${text}"`);
    return found;
  };
  return described(choices.join(', '), parse, about);
}

/** Some of these words, separated by commas. */
export function words<const T extends string>(
  choices: readonly T[],
  about: About<readonly T[]> & { default: readonly T[] },
): Described<readonly T[]> {
  const parse = (text: string): readonly T[] =>
    text.split(',').map((part) => {
      const found = choices.find((candidate) => candidate === part.trim());
      if (found === undefined) throw new EnvError(`must list some of ${choices.join(', ')}, not "${part.trim()}"`);
      return found;
    });
  return described(`some of ${choices.join(', ')}, separated by commas`, parse, about);
}

/** A text, as it is. */
export function text(about: About<string> & { default: string }): Described<string>;
export function text(about: About<string>): Described<string | undefined>;
export function text(about: About<string>): Described<string | undefined> {
  return described<string | undefined>('text', (value) => value, about);
}

/** A text that is never repeated in an error and never gets into `.env.example`. */
export function secret(about: About<string>): Described<string | undefined> {
  return { ...text(about), type: 'secret', secret: true };
}

/** An address with one of `schemes`. It may hold a password, so an error never repeats it. */
export function address(schemes: readonly string[], about: About<string>): Described<string | undefined> {
  const parse = (value: string): string => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || !schemes.includes(url.protocol.slice(0, -1)) || url.hostname === '') {
      throw new EnvError(`must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`);
    }
    return value;
  };
  return described(`address (${schemes.join(', ')})`, parse, about);
}

/** The address of a daemon: `tcp://host:port`, or `unix:` and an absolute path. */
export function daemon(about: About<string>): Described<string | undefined> {
  const parse = (value: string): string => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const there =
      url?.protocol === 'tcp:' ? url.hostname !== '' && /^\/?$/.test(url.pathname) : /^unix:\/[^/]/.test(value);
    if (!there) throw new EnvError('must be tcp://host:port or unix:/path');
    return value;
  };
  return described('address (tcp, unix)', parse, about);
}

/** Addresses of servers that have no page, separated by commas: `turn:host:port?transport=udp`, no slashes. */
export function addresses(
  schemes: readonly string[],
  about: About<readonly string[]>,
): Described<readonly string[] | undefined> {
  const parse = (value: string): readonly string[] =>
    value.split(',').map((part) => {
      const url = part.trim();
      const [, scheme = ''] = /^([a-z]+):[^/?#@\s]+(?:\?transport=(?:udp|tcp))?$/.exec(url) ?? [];
      if (!schemes.includes(scheme))
        throw new EnvError(`must list addresses such as ${schemes[0]}:host.example.org:3478, and "${url}" is none`);
      return url;
    });
  return described(`addresses (${schemes.join(', ')}), separated by commas`, parse, about);
}

/** The address of a page or an endpoint on the web, which always has one. */
export function page(about: About<string> & { default: string }): Described<string> {
  return address(['http', 'https'], about) as Described<string>;
}

/** Web origins, separated by commas: `https://chat.example.org`, no path. `*` is let through here and judged by the rules. */
export function origins(about: About<readonly string[]>): Described<readonly string[] | undefined> {
  const parse = (value: string): readonly string[] =>
    value
      .split(',')
      .map((part) => part.trim().replace(/\/$/, ''))
      .filter((part) => part !== '')
      .map((part) => {
        if (part === '*') return part;
        if (!URL.canParse(part) || new URL(part).origin !== part.toLowerCase()) {
          throw new EnvError(`must list origins such as https://chat.example.org, and "${part}" is none`);
        }
        return part.toLowerCase();
      });
  return described('origins, separated by commas', parse, about);
}

/** So many in so many seconds: `600/60`. */
export function rate(about: About<Rate>): Described<Rate> {
  const parse = (value: string): Rate => {
    const match = /^(\d{1,9})\/(\d{1,7})$/.exec(value);
    const [points, seconds] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || points < 1 || seconds < 1)
      throw new EnvError(`must be points/seconds such as 600/60, not "${value}"`);
    return { points, seconds };
  };
  return described('points/seconds', parse, about);
}
