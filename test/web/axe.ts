import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical in the page as it stands, light and dark: the rule and what breaks it. */
export async function seriousIn(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.evaluate(axe.source); // as the tools of developers do it: the page's policy allows no foreign script
  const light = await run(page, {});
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await run(page, { runOnly: ['color-contrast'] }); // nothing else differs
  return [...light, ...dark.map((found) => `dark: ${found}`)];
}

async function run(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    // Ariakit's focus traps are hidden and take the focus for no longer than it takes to hand it on.
    (how) => axe.run({ exclude: ['[data-focus-trap]'] }, { ...how, resultTypes: ['violations'] }),
    options,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
