import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

declare const axe: {
  run(options: object): Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }>;
};

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical in the page as it stands, light and dark: the rule and what breaks it. */
export async function seriousIn(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.evaluate(source); // as the tools of developers do it: the page's policy allows no foreign script
  const light = await run(page, {});
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await run(page, { runOnly: ['color-contrast'] }); // nothing else differs
  return [...light, ...dark.map((found) => `dark: ${found}`)];
}

async function run(page: Page, options: object): Promise<string[]> {
  const { violations } = await page.evaluate((how) => axe.run({ ...how, resultTypes: ['violations'] }), options);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
