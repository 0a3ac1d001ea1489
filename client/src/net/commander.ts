import { routes, type Route } from '../generated/contract.js';
import type { Journal } from '../journal.js';
import { ownError, ParleyError } from '../errors.js';
import type { Session } from '../auth/session.js';
import { withToken } from '../auth/with-token.js';
import type { CommandInput, CommandName, CommandReply } from '../wire.js';
import type { Connection } from './connection.js';
import type { Rest } from './rest.js';

/** POST commands that say how something shall be, or only ask, so that a repeat changes nothing. */
const SETTING: ReadonlySet<CommandName> = new Set<CommandName>([
  'sync',
  'channel.read',
  'channel.join',
  'channel.leave',
  'channel.archive',
  'channel.restore',
  'media.link',
]);

/** Sends commands: by the live connection when it is up, else by REST. */
export class Commander {
  constructor(
    private readonly connection: Connection,
    private readonly rest: Rest,
    private readonly session: Session,
    private readonly journal: Pick<Journal, 'note'>,
  ) {}

  /**
   * @throws ParleyError the server's problem; `client.no_answer` when the connection broke off and a repeat might do it twice; `client.unreachable`.
   */
  async run<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandReply<Name>> {
    try {
      return await this.byEitherRoad(name, input);
    } catch (error) {
      this.journal.note(name, error);
      throw error;
    }
  }

  /**
   * By the live connection alone, for what is meant of this device: what comes by REST comes from none.
   * @throws ParleyError the server's problem; `client.not_connected`, `client.no_answer`.
   */
  async runLive<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandReply<Name>> {
    try {
      return (await this.connection.send(name, input)) as CommandReply<Name>;
    } catch (error) {
      this.journal.note(name, error);
      throw error;
    }
  }

  private async byEitherRoad<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<CommandReply<Name>> {
    const route = routes[name];
    const { userId } = this.session;
    if (this.connection.isUp && route?.socket !== false) {
      try {
        return (await this.connection.send(name, input)) as CommandReply<Name>;
      } catch (error) {
        if (!route || !mayGoByRest(error, name, input)) throw error;
        if (this.session.userId !== userId) throw ownError('client.signed_out'); // or somebody else has signed in
      }
    }
    const bySlug = name === 'channel.open' && !('channelId' in input); // one command, two addresses
    const address = bySlug ? routes['channel.open.by_slug'] : route;
    if (!address) throw ownError('client.not_connected');
    return (await this.byRest(address, input)) as CommandReply<Name>;
  }

  private async byRest(route: Route, input: object): Promise<unknown> {
    const { method } = route;
    const { path, rest } = fill(route.path, input);
    const inQuery = route.query ?? (method === 'GET' || method === 'DELETE');
    const payload = inQuery ? { query: rest } : { body: rest };
    const call = { method, path, ...payload };
    if (this.session.userId === undefined) return this.rest.call(call);
    return withToken(this.session, (token) => this.rest.call({ ...call, token }));
  }
}

/** After no answer a command may have been done: only what may be done twice is sent again. */
function mayGoByRest<Name extends CommandName>(error: unknown, name: Name, input: CommandInput<Name>): boolean {
  if (!(error instanceof ParleyError)) return false;
  return error.code === 'client.not_connected' || (error.code === 'client.no_answer' && isRepeatable(name, input));
}

/**
 * Whether doing it twice is the same as doing it once: reads (GET), changes that name the result (PUT, PATCH), removals (DELETE), POSTs that set
 * something or only ask, and whatever carries a nonce. A repeated removal may hear that there is nothing left to remove.
 */
function isRepeatable(name: CommandName, input: object): boolean {
  const method = routes[name]?.method;
  return 'nonce' in input || SETTING.has(name) || (method !== undefined && method !== 'POST');
}

/** Puts fields of the input where the path names them. */
function fill(path: string, input: object): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    if (typeof value !== 'string') throw new TypeError(`The command needs ${name}.`);
    return encodeURIComponent(value);
  });
  return { path: filled, rest };
}
