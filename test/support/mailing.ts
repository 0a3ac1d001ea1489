import { setTimeout as sleep } from 'node:timers/promises';
import type { MailSink } from './mail-sink.js';
import { tokenIn } from './mails.js';
import { shownBy } from './second-factor.js';
import { expectOk, nonce, person, rest, type Person } from './people.js';

export const addressOf = ({ username }: Pick<Person, 'username'>) => `${username}@example.org`;

/** A mail that is to come: of which kind of job, to whom, and what its subject says. */
export interface Due {
  kind: string;
  to: string;
  subject: string;
  /** Nobody has to take it, so it says how it is ended. */
  canBeEnded?: boolean;
}

/** Makes every kind of mail happen, each through what people do; in turns at one node and another. Answers which mails are to come of it. */
export async function causeEveryKind([here, there]: [string, string], sink: MailSink): Promise<Due[]> {
  const due: Due[] = [];
  const tell = (kind: string, to: string, subject: string, canBeEnded = false) =>
    due.push({ kind, to, subject, canBeEnded });
  const comes = async (name: string) => {
    const who = await person(here, name);
    tell('verification', addressOf(who), 'Is this your email address?');
    return who;
  };
  const [, ada, ben, cy, eve] = [await comes('owner'), await comes('ada'), await comes('ben'), await comes('cy'), await comes('eve')]; // prettier-ignore
  const home = addressOf(ada);
  const auth = async (path: string, body: object, token?: string) =>
    expectOk(await rest(there, 'POST', `/auth/${path}`, body, token));
  const entersWith = async (password: string): Promise<string> => {
    tell('login', home, 'You signed in to Parley');
    return (await auth('login', { login: ada.username, password })).accessToken;
  };

  await auth('verify-email', { token: tokenIn(await sink.mailTo(home, /Is this/), '/verify') }, ada.accessToken);
  expectOk(await rest(here, 'POST', '/auth/logout', undefined, await entersWith(ada.password)));
  tell('logout', home, 'You signed out of Parley', true);

  await auth('password/forgot', { email: home });
  tell('password-forgotten', home, 'A new password for Parley');
  await auth('password/forgot', { email: `nobody-${ada.username}@example.org` });
  const token = tokenIn(await sink.mailTo(home, /A new password/), '/reset');
  await auth('password/reset', { token, password: 'eleven purple giraffes' });
  tell('password-changed', home, 'Your Parley password was changed');
  ada.accessToken = await entersWith('eleven purple giraffes');

  const team = expectOk(await ada.rest('POST', '/teams', { name: 'Mail' }));
  for (const { id: userId } of [ben, cy]) expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId }));
  const stranger = `stranger-${ada.username}@example.org`;
  expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, { email: stranger }));
  tell('invitation', stranger, 'ada invites you to Mail', true);

  const { channel } = expectOk(await ada.rest('GET', `/teams/${team.id}/channels/by-slug/general`));
  const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [cy.id] })).channel;
  const say = async (channelId: string, body: string) =>
    expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  await say(channel.id, `hello @${ben.username}`);
  tell('unread', addressOf(ben), 'ada mentioned you', true);
  await say(dm.id, 'hello');
  tell('unread', addressOf(cy), 'ada wrote to you', true);

  const elsewhere = `new-${home}`;
  const moveTo = async (email: string) =>
    expectOk(await ada.rest('POST', '/me/email', { email, password: 'eleven purple giraffes' }));
  await moveTo(addressOf(ben));
  tell('email-change', addressOf(ben), 'Your email address at Parley'); // which is taken: its owner is told
  await moveTo(elsewhere);
  tell('email-change', elsewhere, 'Your email address at Parley');
  const confirmed = tokenIn(await sink.mailTo(elsewhere, /Your email address/), '/change-email');
  await auth('email/confirm', { token: confirmed }, ada.accessToken);
  tell('email-changed', home, 'Your Parley account has another email address');

  const { secret } = expectOk(await eve.rest('POST', '/me/second-factor', { password: eve.password }));
  expectOk(await eve.rest('POST', '/me/second-factor/confirm', { code: shownBy(secret) }));
  tell('ways-in', addressOf(eve), 'Signing in to Parley now takes a second factor');
  await sink.mailTo(addressOf(eve), /takes a second factor/); // no mail goes out to who is gone

  expectOk(await eve.rest('POST', '/me/delete', { password: eve.password, messages: 'keep' }));
  tell('account-deleted', addressOf(eve), 'Your Parley account was deleted');
  return due;
}

const asLine = ({ to, subject }: { to: string; subject: string }) => `${subject} → ${to}`;

/** What came against what was to come, when it is there or after 15 s: `[as it is, as it should be]`, both in one order. */
export async function cameAndDue(sink: MailSink, due: Due[]): Promise<[string[], string[]]> {
  for (const end = Date.now() + 15_000; sink.arrived.length < due.length && Date.now() < end;) await sleep(20);
  await sleep(1_500); // and nothing comes after it
  return [sink.arrived.map(asLine).toSorted(), due.map(asLine).toSorted()];
}

/** Signs in so many times, ten at once, at the nodes in turns. Each sign-in calls itself otherwise, and its mail says how. */
export async function signIn(urls: string[], people: Person[], count: number, name: string): Promise<void> {
  const one = async (n: number) => {
    const { username: login, password } = people[n % people.length]!;
    const response = await fetch(`${urls[n % urls.length]}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': `${name}-${n}.` },
      body: JSON.stringify({ login, password }),
    });
    if (!response.ok) throw new Error(`sign-in ${n} answered ${response.status}: ${await response.text()}`);
  };
  const lane = async (first: number) => {
    for (let n = first; n < count; n += 10) await one(n);
  };
  await Promise.all(Array.from({ length: 10 }, (_, first) => lane(first)));
}

/** The mails of those sign-ins: of each that was told of, the Message-ID of every copy. */
export function toldOf(sink: MailSink, name: string): Map<string, string[]> {
  const said = new RegExp(`${name}-\\d+\\.`);
  const told = new Map<string, string[]>();
  for (const { text, messageId } of sink.arrived) {
    const [signIn] = said.exec(text) ?? [];
    if (signIn) told.set(signIn, [...(told.get(signIn) ?? []), messageId]);
  }
  return told;
}
