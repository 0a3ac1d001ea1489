import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { mailsTo, mailTo } from '../support/mails.js';
import { turnOn } from '../support/second-factor.js';

const addressOf = ({ username }: Person) => `${username}@example.org`;
const say = async (who: Person, channelId: string, body: string): Promise<any> =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const WAITING = /wait for you|mentioned you|wrote to you/;

onEachDatabase(
  (app) => {
    let stage: Cast;
    /** Somebody of the team who is not there. */
    let eve: Person;
    beforeAll(() => person(app().url, 'installer'));
    beforeEach(async () => {
      stage = await cast(app().url);
      eve = await person(app().url, 'eve');
      expectOk(await stage.ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: eve.id }));
    });
    afterEach(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

    const waiting = (who: Person) => mailsTo(app(), addressOf(who)).filter(({ subject }) => WAITING.test(subject));
    const direct = async (from: Person, to: Person, body: string) => {
      const { id } = expectOk(await from.rest('POST', '/dms', { userIds: [to.id] })).channel;
      return { id, message: await say(from, id, body) };
    };

    it('S5-38 whoever is not there gets one mail of all that waits, nothing of it twice, and who is there gets none', async () => {
      const { ada, ben, general } = stage;
      await say(ada, general.id, `secret words @${eve.username} and @${ben.username}`);
      await say(ada, general.id, `more @${eve.username}`);
      await direct(ben, eve, 'secret words in private');
      await direct(ada, ben, 'ben is there');
      const mail = await mailTo(app(), addressOf(eve), WAITING);
      expect(mail.subject).toBe('2 conversations wait for you at Parley');
      expect(mail.text).toMatch(/ada in General \(Team of .*\) +2 mentions/);
      expect(mail.text).toMatch(/ben +1 message\n/);
      expect(mail.text + mail.html).not.toContain('secret words');
      expect(mail.unsubscribe).toEqual(expect.any(String));
      await sleep(1_800);
      expect(waiting(eve)).toHaveLength(1);
      expect(waiting(ben)).toEqual([]);
      expect(mailsTo(app(), addressOf(stage.cy)).filter(({ subject }) => WAITING.test(subject))).toEqual([]);
      await direct(ben, eve, 'and once more');
      const second = await mailTo(app(), addressOf(eve), WAITING, { count: 2 });
      expect(second.subject).toBe('ben wrote to you');
      expect(second.text).toMatch(/ben +1 message\n/);
    });

    it('S5-38 what was read, deleted, muted or is not wanted by mail is not told', async () => {
      const { ada, ben, general, team } = stage;
      const people: Record<string, Person> = {};
      for (const name of ['reader', 'muter', 'refuser', 'spared', 'last']) {
        people[name] = await person(app().url, name);
        expectOk(await ada.rest('POST', `/teams/${team.id}/members`, { userId: people[name].id }));
      }
      const { reader, muter, refuser, spared, last } = people as Record<string, Person>;
      expectOk(await muter!.rest('PUT', `/channels/${general.id}/preferences`, { muted: true }));
      expectOk(await refuser!.rest('PUT', '/me/mail-preferences', { unread: false }));
      const dm = await direct(ben, reader!, 'hello');
      expectOk(await reader!.rest('POST', `/channels/${dm.id}/read`, { seq: dm.message.seq }));
      const gone = await direct(ben, spared!, 'a slip');
      expectOk(await ben.rest('DELETE', `/messages/${gone.message.id}`));
      await say(ada, general.id, [muter, refuser].map((who) => `@${who!.username}`).join(' '));
      await direct(ada, last!, 'this one comes last');
      await mailTo(app(), addressOf(last!), WAITING);
      await sleep(500);
      for (const who of [reader, muter, refuser, spared]) expect([who!.name, waiting(who!)]).toEqual([who!.name, []]);
    });

    it('a team that keeps somebody out until they have a second factor tells them nothing by mail', async () => {
      const { ada, general, team } = stage;
      await turnOn(app(), ada);
      expectOk(await ada.rest('PATCH', `/teams/${team.id}`, { requiresSecondFactor: true }));
      await say(ada, general.id, `@${eve.username} and @channel`);
      await direct(ada, eve, 'what two say to one another is not the team’s');
      const mail = await mailTo(app(), addressOf(eve), WAITING);
      expect(mail.subject).toBe('ada wrote to you');
      expect(mail.text).not.toContain('General');
    });

    it('a mention of everybody reaches those who are away, and not who said it', async () => {
      const { ada, general } = stage;
      await say(ada, general.id, '@channel good morning');
      const mail = await mailTo(app(), addressOf(eve), WAITING);
      expect(mail.subject).toBe('ada mentioned you');
      expect(waiting(ada)).toEqual([]);
    });
  },
  { UNREAD_MAIL_SECONDS: '1' },
);
