import type { Commander } from './net/commander.js';
import type { CommandInput, CommandReply } from './wire.js';

/**
 * What the owners of the installation do. Everybody else is refused with `access.denied`.
 * @example const { items } = await client.administration.accounts({ query: 'ada' });
 */
export class Administration {
  constructor(private readonly commander: Commander) {}

  /** A page of all accounts, by username. @throws ParleyError `cursor.invalid`. */
  accounts(asked: CommandInput<'installation.user.list'> = {}): Promise<CommandReply<'installation.user.list'>> {
    return this.commander.run('installation.user.list', asked);
  }

  /** Shuts somebody out: their sessions end and their sockets close. @throws ParleyError `not_found`, `installation.last_owner`. */
  disable(userId: string): Promise<CommandReply<'installation.user.disable'>> {
    return this.commander.run('installation.user.disable', { userId });
  }

  /** Lets somebody sign in again. @throws ParleyError `not_found`. */
  enable(userId: string): Promise<CommandReply<'installation.user.enable'>> {
    return this.commander.run('installation.user.enable', { userId });
  }

  /** Makes somebody an owner beside those who are. @throws ParleyError `not_found`, `user.disabled`. */
  addOwner(userId: string): Promise<CommandReply<'installation.owner.add'>> {
    return this.commander.run('installation.owner.add', { userId });
  }

  /** Makes an owner one like everybody else. @throws ParleyError `not_found`, `installation.last_owner`. */
  removeOwner(userId: string): Promise<CommandReply<'installation.owner.remove'>> {
    return this.commander.run('installation.owner.remove', { userId });
  }

  /** How the node is that answers, and what it works with. */
  node(): Promise<CommandReply<'installation.node.open'>> {
    return this.commander.run('installation.node.open', {});
  }

  /** How much room uploads take, by kind and by who takes most. */
  storage(): Promise<CommandReply<'installation.storage.open'>> {
    return this.commander.run('installation.storage.open', {});
  }

  /** How many background jobs wait, run, rest and were given up, by queue. */
  queues(): Promise<CommandReply<'installation.queue.list'>> {
    return this.commander.run('installation.queue.list', {});
  }

  /** A page of the background jobs that were given up, the newest first. @throws ParleyError `cursor.invalid`. */
  deadLetters(
    page: CommandInput<'installation.dead_letter.list'> = {},
  ): Promise<CommandReply<'installation.dead_letter.list'>> {
    return this.commander.run('installation.dead_letter.list', page);
  }

  /** Has one of them tried again, once however often it is asked. @throws ParleyError `not_found` when it is gone. */
  retryDeadLetter(deadLetterId: string): Promise<CommandReply<'installation.dead_letter.retry'>> {
    return this.commander.run('installation.dead_letter.retry', { deadLetterId });
  }

  /** Drops one of them for good. @throws ParleyError `not_found` when it is gone. */
  deleteDeadLetter(deadLetterId: string): Promise<CommandReply<'installation.dead_letter.delete'>> {
    return this.commander.run('installation.dead_letter.delete', { deadLetterId });
  }

  /** A page of what was done with power over the installation, the newest first. @throws ParleyError `cursor.invalid`. */
  audit(page: CommandInput<'installation.audit.list'> = {}): Promise<CommandReply<'installation.audit.list'>> {
    return this.commander.run('installation.audit.list', page);
  }
}
