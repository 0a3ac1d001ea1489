import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase, startApp, type TestApp } from '../support/app.js';
import { cast, doors, expectOk, person, rest, type Cast, type Person } from '../support/people.js';
import { mailsTo, mailTo } from '../support/mails.js';

const addressOf = ({ username }: Person) => `${username}@example.org`;
let count = 0;
const stranger = () => `stranger-${process.pid}-${(count += 1)}@example.org`;

onEachDatabase((app) => {
  let stage: Cast;
  beforeAll(async () => {
    stage = await cast(app().url);
  });
  afterAll(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  const invite = (door: 'rest' | 'socket', input: object) =>
    door === 'rest'
      ? stage.ada.rest('POST', `/teams/${stage.team.id}/invitations`, input)
      : stage.ada.command('invitation.create', { teamId: stage.team.id, ...input });

  describe.each(doors)('an invitation with an address, through %s', (door) => {
    it('goes there once, and its link lets one person in', async () => {
      const email = stranger();
      const invitation = expectOk(await invite(door, { email: email.toUpperCase() }));
      expect(invitation).toMatchObject({ maxUses: 1, state: 'open' });
      expect(JSON.stringify(invitation)).not.toContain(email);
      const mail = await mailTo(app(), email, /invites you to/);
      expect(mail.subject).toMatch(/^ada invites you to Team of /);
      expect(mail.text).toContain(invitation.url);
      expect(mail.unsubscribe).toEqual(expect.any(String));
      await sleep(150);
      expect(mailsTo(app(), email)).toHaveLength(1);
      const [first, second] = [await person(app().url, 'first'), await person(app().url, 'second')];
      expectOk(await first.rest('POST', `/invitations/${invitation.code}/accept`));
      const late = await second.rest('POST', `/invitations/${invitation.code}/accept`);
      expect(late.error.code).toBe('invitation.used_up');
    });
  });

  it('is answered the same whether the address has an account, and goes to nobody who is in the team', async () => {
    const answers = [];
    for (const email of [stranger(), addressOf(stage.ben), addressOf(stage.cy)])
      answers.push(expectOk(await invite('rest', { email })));
    const shape = (one: object) => Object.keys(one).toSorted();
    for (const answer of answers) expect(shape(answer)).toEqual(shape(answers[0]!));
    await mailTo(app(), addressOf(stage.cy), /invites you to/);
    await sleep(150);
    expect(mailsTo(app(), addressOf(stage.ben)).filter(({ subject }) => /invites/.test(subject))).toEqual([]);
  });

  it('does not go to who wants none: with an account or without', async () => {
    const email = stranger();
    expectOk(await invite('rest', { email }));
    const { unsubscribe } = await mailTo(app(), email, /invites you to/);
    expect((await fetch(app().url + new URL(unsubscribe!).pathname, { method: 'POST' })).status).toBe(204);
    const eve = await person(app().url, 'eve');
    expectOk(await eve.rest('PUT', '/me/mail-preferences', { invitations: false }));
    for (const address of [email, addressOf(eve)]) expectOk(await invite('rest', { email: address }));
    const last = stranger();
    expectOk(await invite('rest', { email: last }));
    await mailTo(app(), last, /invites you to/);
    await sleep(150);
    expect(mailsTo(app(), email)).toHaveLength(1);
    expect(mailsTo(app(), addressOf(eve)).filter(({ subject }) => /invites/.test(subject))).toEqual([]);
  });

  it('is no matter for who may not invite, nor to an address that is none', async () => {
    const path = `/teams/${stage.team.id}/invitations`;
    expect((await stage.ben.rest('POST', path, { email: stranger() })).error.code).toBe('access.denied');
    expect((await stage.cy.rest('POST', path, { email: stranger() })).error.code).toBe('not_found');
    for (const email of ['nobody', 'a@b', 'a@example.org, b@example.org', 'a@example.org\r\nBcc: b@example.org', null])
      expect((await invite('rest', { email })).error.code).toBe('validation.failed');
  });
});

describe('limits', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_MAIL_INVITER: '8/3600' });
  });
  afterAll(() => app.close());

  it('nobody fills a mailbox, nor many', async () => {
    const ada = await person(app.url, 'ada');
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Many' }));
    const invite = (email: string) => ada.rest('POST', `/teams/${team.id}/invitations`, { email });
    const victim = stranger();
    for (let at = 0; at < 5; at += 1) expectOk(await invite(victim));
    expect((await invite(victim)).error).toMatchObject({ code: 'rate.limited', retryAfter: expect.any(Number) });
    expectOk(await invite(stranger()));
    expectOk(await invite(stranger()));
    expect((await invite(stranger())).error.code).toBe('rate.limited');
    expectOk(await ada.rest('POST', `/teams/${team.id}/invitations`, {}));
    expect((await rest(app.url, 'POST', '/auth/password/forgot', { email: victim })).status).toBe(202);
  });
});
