import type { Media } from '@parley/client';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** So many bytes, as a person would say it: `1.2 MB`. */
export function sizeOf(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const style = { style: 'unit', unit: units[power], unitDisplay: power === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(undefined, { ...style, maximumFractionDigits: 1 }).format(bytes / 1_000 ** power);
}

/** Milliseconds as minutes and seconds: `1:05`. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const failures: Record<NonNullable<Media['reason']>, string> = {
  empty: 'There is nothing in it.',
  broken: 'It is damaged and could not be opened.',
  too_large: 'It is too large to be shown here.',
  too_long: 'It is too long to be played here.',
  unsupported: 'It is of a kind that cannot be shown here.',
  timed_out: 'It took too long to be prepared.',
  kind_refused: 'Files of this kind are not taken here.',
  infected: 'Malware was found in it, and it was removed.',
  too_large_to_scan: 'It is too large to be scanned for malware.',
  lost: 'It is no longer there.',
  given_up: 'It could not be prepared.',
};

/** Why an upload cannot be opened. */
export function failureOf({ reason }: Media): string {
  return failures[reason ?? 'given_up'] ?? failures.given_up; // a newer server may know more reasons
}

/** What an upload is called where its name would tell nothing. */
export function titleOf({ kind, name }: Pick<Media, 'kind' | 'name'>): string {
  return kind === 'voice' ? 'Voice note' : name;
}
