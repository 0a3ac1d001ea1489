import type { TestApp } from '../../support/app.js';
import { expectOk, nonce, Person, person, rest } from '../../support/people.js';
import { actorNames, actors, extras, type Actor, type Caller, type Extra } from './actors.js';
import { Conversations } from './conversations.js';
import { fingerprint } from './fingerprint.js';
import { Rooms } from './rooms.js';
import type { Room } from './room.js';

/** Well within the ten minutes of a test's tokens: hundreds of lines take longer than that on a busy machine. */
const RENEW_AFTER_MS = 240_000;

/** A team with everybody in it, and the channels that the matrix is tried in. */
export class Stage {
  readonly people = {} as Record<Actor | Extra, Person>;
  teamId: string;
  /** Teams with the same people, that let only some make channels. */
  readonly strict = {} as Record<'moderators' | 'admins', string>;
  general: Room;
  /** A private channel of the host alone. */
  hidden: Room;
  rooms: Rooms;
  conversations: Conversations;

  private renewedAt = Date.now();

  private constructor(readonly app: TestApp) {}

  static async set(app: TestApp): Promise<Stage> {
    const stage = new Stage(app);
    const { people } = stage;
    people.installer = await person(app.url, 'installer'); // alone, so that they are the first
    const rest = [...actorNames, ...(Object.keys(extras) as Extra[])].filter((name) => name !== 'installer');
    await Promise.all(rest.map(async (name) => (people[name] = await person(app.url, name.toLowerCase()))));
    stage.teamId = await stage.foundTeam();
    await stage.fillTeam();
    stage.rooms = await Rooms.make(stage);
    stage.conversations = await Conversations.make(stage);
    await stage.partWays();
    return stage;
  }

  /** Opens everybody’s socket: not before it is asked by, for all of them hear everything. */
  async connect(): Promise<void> {
    await Promise.all(Object.values(this.people).map((who) => who.connect()));
  }

  /** Before each line: nobody's sign-in may run out on the way. */
  async renew(): Promise<void> {
    if (Date.now() - this.renewedAt < RENEW_AFTER_MS) return;
    await Promise.all(Object.values(this.people).map((who) => who.renew()));
    this.renewedAt = Date.now();
  }

  leave(): void {
    for (const who of Object.values(this.people)) who.disconnect();
  }

  /** The person of a line's caller; nobody for `anon`. */
  as(caller: Caller): Person | undefined {
    return caller === 'anon' ? undefined : this.people[caller];
  }

  /** Extra as a member of the team with this role, or out of it and not banned. */
  async placeExtra(role: string | undefined): Promise<string> {
    const { extra, second } = this.people;
    const rows: { state: string }[] = await this.app.database.read((reader) =>
      reader.query('SELECT state FROM team_members WHERE teamId = ? AND userId = ?', [this.teamId, extra.id]),
    );
    const path = `/teams/${this.teamId}`;
    if (rows[0]?.state === 'joined') expectOk(await extra.rest('DELETE', `${path}/members/${extra.id}`));
    if (rows[0]?.state === 'banned') expectOk(await second.rest('DELETE', `${path}/bans/${extra.id}`));
    if (role !== undefined) expectOk(await second.rest('POST', `${path}/members`, { userId: extra.id, role }));
    return extra.id;
  }

  /** One more session of this person. */
  async signIn(who: Person): Promise<{ person: Person; sessionId: string }> {
    const answer = expectOk(
      await rest(this.app.url, 'POST', '/auth/login', { login: who.username, password: who.password }),
    );
    const again = new Person(
      ...([who.url, who.name, who.id, who.username, who.password] as const),
      ...([answer.accessToken, answer.refreshToken] as const),
    );
    const { items } = expectOk(await again.rest('GET', '/auth/sessions'));
    return { person: again, sessionId: items.find((one: { current: boolean }) => one.current).id };
  }

  fingerprint(): Promise<string> {
    return fingerprint(this.app.database);
  }

  /** A team of the owner's with everybody else in it. */
  private async foundTeam(channelCreation = 'members'): Promise<string> {
    const { owner } = this.people;
    const { id } = expectOk(await owner.rest('POST', '/teams', { name: `Where ${channelCreation} may` }));
    expectOk(await owner.rest('PATCH', `/teams/${id}`, { channelCreation }));
    for (const [name, role] of Object.entries({ ...actors, ...extras })) {
      const { id: userId } = this.people[name as Actor | Extra];
      if (role !== undefined && userId !== owner.id)
        expectOk(await owner.rest('POST', `/teams/${id}/members`, { userId, role }));
    }
    return id;
  }

  private async fillTeam(): Promise<void> {
    const { owner, outsider, host, guestIn, barredModerator, barredAdmin } = this.people;
    for (const setting of ['moderators', 'admins'] as const) this.strict[setting] = await this.foundTeam(setting);
    expectOk(await outsider.rest('POST', '/teams', { name: 'Elsewhere' }));
    for (const { id: userId } of [barredModerator, barredAdmin])
      expectOk(await owner.rest('POST', `/teams/${this.teamId}/bans`, { userId }));
    const { channel } = expectOk(await owner.rest('GET', `/teams/${this.teamId}/channels/by-slug/general`));
    this.general = { id: channel.id, slug: channel.slug, messages: {} };
    expectOk(await owner.rest('POST', `/channels/${channel.id}/members`, { userId: guestIn.id }));
    const input = { teamId: this.teamId, name: 'Hidden', visibility: 'private' };
    const hidden = expectOk(await host.rest('POST', '/channels', input));
    const said = await host.rest('POST', `/channels/${hidden.id}/messages`, { body: 'unseen', nonce: nonce() });
    this.hidden = { id: hidden.id, slug: hidden.slug, messages: { host: expectOk(said).id } };
  }

  /** Who was in the team and is not any more. */
  private async partWays(): Promise<void> {
    const { owner, ex, barred } = this.people;
    for (const teamId of [this.teamId, ...Object.values(this.strict)]) {
      expectOk(await owner.rest('DELETE', `/teams/${teamId}/members/${ex.id}`));
      expectOk(await owner.rest('POST', `/teams/${teamId}/bans`, { userId: barred.id, reason: 'a trial' }));
    }
  }
}
