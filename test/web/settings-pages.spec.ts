import type { Page } from 'playwright-core';
import { seriousIn } from './axe.js';
import { describeInBrowser } from './browser.js';
import { openStage } from './stage.js';

const sections = ['profile', 'status', 'account', 'two-step', 'devices', 'notifications', 'appearance'];
const around = ['login', 'register', 'forgot', 'reset', 'verify', 'change-email', 'disown', 'unsubscribe'];

describeInBrowser('pages about oneself', () => {
  const stage = openStage();

  const overflowOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const narrow = { viewport: { width: 360, height: 740 } };

  it('S1-27 every section of the settings can be used by everybody, on a narrow screen too', async () => {
    const ada = await stage.visitor(narrow);
    const { page } = ada;
    await ada.begin();
    for (const section of sections) {
      await ada.goto(`/settings/${section}`);
      await ada.is('online');
      const found = { overflow: await overflowOf(page), serious: await seriousIn(page) };
      expect({ section, ...found }).toEqual({ section, overflow: 0, serious: [] });
    }
    await page.getByRole('link', { name: 'All of Settings' }).click();
    await page.getByRole('link', { name: 'Profile' }).waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    expect(await seriousIn(page)).toEqual([]);
    expect(ada.complaints).toEqual([]);
    await ada.context.close();
  });

  it('S1-27 so can the pages around signing in, where a new password is measured and may be seen', async () => {
    const stranger = await stage.visitor(narrow);
    const { page } = stranger;
    for (const path of around) {
      await stranger.goto(`/${path}#token=any`); // without one they say that the link is not whole
      await page.getByRole('button').first().waitFor();
      const found = { overflow: await overflowOf(page), serious: await seriousIn(page) };
      expect({ path, ...found }).toEqual({ path, overflow: 0, serious: [] });
    }
    const password = page.getByLabel('New password');
    await stranger.goto('/reset#token=any');
    await password.fill('ten chars!');
    await page.getByText('15 or more characters are better').waitFor();
    expect(await password.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show characters' }).click();
    expect(await password.getAttribute('type')).toBe('text');
    await stranger.context.close();
  });
});
