import { readFileSync } from 'node:fs';

const data = new URL('../../node_modules/emojibase-data/en/data.json', import.meta.url);

/** What every device of the last years draws. */
const DRAWN_EVERYWHERE = 13;
/** Pieces that others are made of: hair and skin. */
const COMPONENTS = 2;

/** The module of emoji that a device may not draw yet, by the version of Unicode's emoji that brought them. */
export function newerEmoji() {
  const versions = new Map();
  for (const { emoji, group, version } of JSON.parse(readFileSync(data, 'utf8'))) {
    if (version <= DRAWN_EVERYWHERE || group === undefined || group === COMPONENTS) continue;
    versions.set(version, [...(versions.get(version) ?? []), emoji]);
  }
  const byVersion = [...versions].sort(([one], [other]) => one - other).map(([, emoji]) => emoji.join(' '));
  return `// Written by \`npm run generate\` from emojibase-data. Do not edit.

/** A line for each version, the oldest first: emoji that a device may not draw yet. */
export const newerEmoji: readonly string[] = ${JSON.stringify(byVersion)};
`;
}
