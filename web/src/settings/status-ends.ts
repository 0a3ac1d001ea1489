/** When what one says of oneself stops being true, as it is offered. */
export const ends = {
  never: 'Until I clear it',
  half: 'For 30 minutes',
  hour: 'For an hour',
  four: 'For four hours',
  today: 'Today',
  week: 'This week',
} as const;

export type End = keyof typeof ends;

const MINUTE = 60_000;

/** That moment; null for never. Today and the week, from Monday to Sunday, end with the day where one is. */
export function endOf(end: End, now = new Date()): Date | null {
  const dayAfter = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const left = { half: 30, hour: 60, four: 240 };
  if (end === 'never') return null;
  if (end === 'today') return dayAfter(1);
  if (end === 'week') return dayAfter(7 - ((now.getDay() + 6) % 7));
  return new Date(now.getTime() + left[end] * MINUTE);
}
