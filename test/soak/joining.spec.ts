import { onEachDatabase } from '../support/app.js';
import { joinWhileOthersWrite } from '../support/joining.js';

onEachDatabase((app) => {
  it('500 times a person joins while others write and sees no hole and no double', async () => {
    expect(await joinWhileOthersWrite(app().url, 500)).toBe(0);
  }, 900_000);
});
