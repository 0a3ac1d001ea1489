import { onEachDatabase, type TestApp } from '../support/app.js';
import { doors } from '../support/people.js';
import { inRoom } from './matrix/prepare.js';
import { Stage } from './matrix/stage.js';
import { roomKinds, roomTables } from './matrix/tables.js';
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

    describe.each(roomKinds)('S3-69 in a %s channel', (kind) => {
      it.each(linesBy(door, roomTables[kind]))('%s', (name, line) =>
        tryLine(stage, door, line, (caller, granted) => inRoom(stage, kind, { name, caller, granted })),
      );
    });
  });
});
