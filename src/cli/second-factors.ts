import { OWNERS_STREAM } from '../core/access/grants.js';
import { Memberships } from '../core/access/memberships.js';
import { recordAct } from '../core/audit/installation-audit.js';
import { UsersService } from '../core/users/users.service.js';
import { newsOf } from '../features/auth/sign-in.mails.js';
import { waysInMail } from '../features/auth/ways-in.mail.js';
import { forgetSecondFactor } from '../features/second-factor/forgetting.js';
import { TeamWithholding } from '../features/teams/team-withholding.js';
import { TeamsBroadcaster } from '../features/teams/teams.broadcaster.js';
import { FactRegistry } from '../platform/changes/facts.js';
import { writeFound } from '../platform/database/write-found.js';
import type { CliCommand, Given, Place } from './command.js';
import { findUser } from './people.js';

export const secondFactorCommands: readonly CliCommand[] = [
  {
    usage: 'second-factor:reset <user>',
    help: 'turns off the second factor of somebody who lost it, or whose account a stranger locked with one',
    run: resetSecondFactor,
  },
];

/** The mail tells who has the address; the audit says that it was done here. */
async function resetSecondFactor(place: Place, { words: [name = ''] }: Given): Promise<void> {
  const database = await place.database();
  const { id: userId, username } = await database.read((reader) => findUser(reader, name));
  const users = new UsersService();
  const withholding = new TeamWithholding(new Memberships(), users, new TeamsBroadcaster(new FactRegistry(), users));
  await writeFound(
    database,
    [OWNERS_STREAM, `user:${userId}`],
    (reader) => withholding.teamsOf(reader, userId),
    async (tx) => {
      await forgetSecondFactor(tx, userId, withholding);
      await recordAct(tx, { actorId: null, action: 'user.second_factor_reset', userId });
      const from = { address: '', addressKey: '', userAgent: 'whoever runs the installation' };
      tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, from), what: 'second_factor_off' });
    },
  );
  place.terminal.out(`${username} signs in without a second factor.`);
}
