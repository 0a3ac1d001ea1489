import { randomBytes } from 'node:crypto';
import { OWNERS_STREAM } from '../core/access/grants.js';
import { recordAct } from '../core/audit/installation-audit.js';
import { UserEntity } from '../core/users/user.entity.js';
import { disableAccount, enableAccount, makeOwner, replacePassword } from '../features/administration/account-power.js';
import { RegisterDto } from '../features/auth/auth.dto.js';
import { createAccount, takenName } from '../features/auth/new-account.js';
import { Passwords } from '../features/auth/passwords.js';
import { newId } from '../platform/database/ids.js';
import { InputPipe } from '../platform/errors/input.pipe.js';
import { Refused, type CliCommand, type Given, type Place } from './command.js';
import { withUser } from './people.js';

/** Nobody but the command line did it. */
const actorId = null;
const passwordOption = { 'password-stdin': { type: 'boolean' } } as const;

export const accountCommands: readonly CliCommand[] = [
  {
    usage: 'admin:create <username> <mail> [--password-stdin] [--existing]',
    help: 'makes an owner of the installation, or makes one of somebody who has an account',
    options: { ...passwordOption, existing: { type: 'boolean' } },
    run: createAdmin,
  },
  {
    usage: 'password:reset <user> [--password-stdin]',
    help: 'gives somebody a new password and ends all their sessions',
    options: passwordOption,
    run: resetPassword,
  },
  {
    usage: 'user:disable <user>',
    help: 'shuts somebody out: sessions end, sockets close, nobody signs in',
    run: async ({ database, terminal }, { words: [name = ''] }) => {
      const { username } = await withUser(await database(), name, (tx, { id: userId }) =>
        disableAccount(tx, { actorId, userId }),
      );
      terminal.out(`${username} is disabled.`);
    },
  },
  {
    usage: 'user:enable <user>',
    help: 'lets somebody in again',
    run: async ({ database, terminal }, { words: [name = ''] }) => {
      const { username } = await withUser(await database(), name, (tx, { id: userId }) =>
        enableAccount(tx, { actorId, userId }),
      );
      terminal.out(`${username} may sign in.`);
    },
  },
];

async function createAdmin(place: Place, { words: [username = '', email = ''], options }: Given): Promise<void> {
  const database = await place.database();
  const names = { username: username.toLowerCase(), email: email.toLowerCase() };
  const found = await database.read((reader) =>
    reader.findBy(UserEntity, [{ username: names.username }, { email: names.email }]),
  );
  const [present] = found;
  if (!present) return makeAdmin(place, names, options);
  if (present.username !== names.username || present.email !== names.email)
    throw new Refused('The username and the email address belong to different accounts. Name both of the same one.');
  if (present.disabledAt) throw new Refused(`${present.username} is disabled: see why, and use user:enable first.`);
  if (!present.emailVerifiedAt && !options.existing)
    throw new Refused(
      `There is an account ${present.username} since ${present.createdAt.toISOString()}, whose address nobody has confirmed: anybody may have made it. Say --existing if it is the right one.`,
    );
  await withUser(database, present.username, async (tx, { id: userId }) => {
    await makeOwner(tx, { actorId, userId });
  });
  place.terminal.out(`${present.username} owns the installation; the password is as it was.`);
}

async function makeAdmin(place: Place, names: { username: string; email: string }, options: Given['options']) {
  const database = await place.database();
  const { password, made } = await choosePassword(place, options);
  const input = (await new InputPipe().transform(
    { ...names, password },
    { type: 'body', metatype: RegisterDto },
  )) as RegisterDto;
  const { username, email } = input;
  const account = { id: newId(), username, displayName: username, email };
  const passwordHash = await new Passwords(place.config()).choose(password, account);
  try {
    await database.write([OWNERS_STREAM], async (tx) => {
      await createAccount(tx, { ...account, passwordHash }, { owner: true });
      await recordAct(tx, { actorId, action: 'user.created', userId: account.id });
      await recordAct(tx, { actorId, action: 'owner.added', userId: account.id });
    });
  } catch (error) {
    throw takenName(error);
  }
  place.terminal.out(`${input.username} owns the installation.`);
  if (made) place.terminal.out(`The password, told only now: ${password}`);
}

async function resetPassword(place: Place, { words: [name = ''], options }: Given): Promise<void> {
  const database = await place.database();
  const { password, made } = await choosePassword(place, options);
  const user = await withUser(database, name, () => Promise.resolve()); // a wrong name is told before the work of hashing
  const passwordHash = await new Passwords(place.config()).choose(password, user);
  const { username } = await withUser(database, name, (tx, { id: userId }) =>
    replacePassword(tx, { actorId, userId }, passwordHash),
  );
  place.terminal.out(`${username} has a new password and is signed out everywhere.`);
  if (made) place.terminal.out(`The password, told only now: ${password}`);
}

/** From standard input where that is asked for, else a new one of 144 random bits. */
async function choosePassword(
  { terminal }: Place,
  options: Given['options'],
): Promise<{ password: string; made: boolean }> {
  if (!options['password-stdin']) return { password: randomBytes(18).toString('base64url'), made: true };
  const password = await terminal.secret('Password: ');
  if (password.length < 10 || password.length > 128) throw new Refused('A password has 10 to 128 characters.');
  return { password, made: false };
}
