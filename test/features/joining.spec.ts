import { onEachDatabase } from '../support/app.js';
import { joinWhileOthersWrite } from '../support/joining.js';

onEachDatabase((app) => {
  it('S3-32 S5-30 a person who joins while others write sees no hole and no double', async () => {
    expect(await joinWhileOthersWrite(app().url, 20)).toBe(0);
  }, 300_000);
});
