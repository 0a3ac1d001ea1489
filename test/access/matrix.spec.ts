import { onEachDatabase, type TestApp } from '../support/app.js';
import { doors, expectOk } from '../support/people.js';
import { call } from './matrix/call.js';
import { operations } from './matrix/operations.js';
import { inTalk, inTeam, ofInstallation, ownThings, roomIds } from './matrix/prepare.js';
import { Stage } from './matrix/stage.js';
import { talkKinds, talkTables } from './matrix/tables.js';
import { accountTable } from './matrix/tables/account.js';
import { generalTable } from './matrix/tables/general.js';
import { installationTable } from './matrix/tables/installation.js';
import { teamTable } from './matrix/tables/team.js';
import { linesBy, tryLine } from './matrix/trying.js';

onEachDatabase((app: () => TestApp) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.set(app());
  }, 300_000);
  beforeEach(() => stage.renew());
  afterAll(() => stage.leave());

  describe.each(doors)('by %s', (door) => {
    if (door === 'socket') beforeAll(() => stage.connect());

    describe('S3-69 one’s own', () => {
      it.each(linesBy(door, accountTable))('%s', (name, line) =>
        tryLine(stage, door, line, (caller, granted) => ownThings(stage, name, caller, granted)),
      );
    });

    describe('S3-69 over the installation', () => {
      it.each(linesBy(door, installationTable))('%s', (name, line) =>
        tryLine(stage, door, line, (caller, granted) => ofInstallation(stage, name, caller, granted)),
      );
    });

    describe('S1-33 S3-69 in a team', () => {
      it.each(linesBy(door, teamTable))('%s', (name, line) =>
        tryLine(stage, door, line, (caller, granted) => inTeam(stage, name, caller, granted)),
      );
    });

    describe.each(talkKinds)('S2-12 S3-69 in a %s', (kind) => {
      it.each(linesBy(door, talkTables[kind]))('%s', (name, line) =>
        tryLine(stage, door, line, (caller, granted) => inTalk(stage, kind, { name, caller, granted })),
      );
    });

    describe('in the general channel', () => {
      it.each(linesBy(door, generalTable))('%s', (name, line) =>
        tryLine(stage, door, line, (caller) =>
          Promise.resolve({ who: stage.as(caller), ids: roomIds(stage, stage.general, name, caller) }),
        ),
      );
    });

    it('S3-75 the last owner of a team can neither leave nor step down', async () => {
      const { outsider } = stage.people;
      const [{ id: teamId }] = expectOk(await outsider.rest('GET', '/teams')).items.filter(
        ({ name }: { name: string }) => name === 'Elsewhere',
      );
      const ids = { teamId, userId: outsider.id };
      const before = await stage.fingerprint();
      for (const name of ['team.member.remove oneself', 'team.member.update oneself to guest']) {
        const [answer] = await call(door, operations[name]!, ids, outsider, app().url);
        expect(answer!.error).toMatchObject({ code: 'team.last_owner', status: 409 });
      }
      expect(await stage.fingerprint()).toBe(before);
    });
  });
});
