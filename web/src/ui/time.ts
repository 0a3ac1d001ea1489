const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const withYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

export function timeOf(at: string): string {
  return clock.format(new Date(at));
}

/** The same without a.m. or p.m., for where there is little room. */
export function shortTimeOf(at: string): string {
  const parts = clock.formatToParts(new Date(at)).filter(({ type }) => type !== 'dayPeriod');
  return parts
    .map(({ value }) => value)
    .join('')
    .trim();
}

export function momentOf(at: string): string {
  return whole.format(new Date(at));
}

/** The day as a person would call it on `now`. */
export function dayOf(at: string, now = new Date()): string {
  const date = new Date(at);
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (daysAgo === 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? weekday : withYear).format(date);
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** A time to come: the clock alone on the day of `now`. */
export function untilOf(at: string, now = new Date()): string {
  const day = dayOf(at, now);
  return day === 'Today' ? timeOf(at) : `${day}, ${timeOf(at)}`;
}

const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** How long ago something was, as people say it: to the minute, the hour or the day. */
export function agoOf(at: string, now = new Date()): string {
  const minutes = Math.round((now.getTime() - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return ago.format(-minutes, 'minute');
  if (minutes < 24 * 60) return ago.format(-Math.round(minutes / 60), 'hour');
  const days = Math.round(minutes / (24 * 60));
  return days < 30 ? ago.format(-days, 'day') : withYear.format(new Date(at));
}

/** A day with its year, wherever it lies. */
export function longDayOf(at: string): string {
  return withYear.format(new Date(at));
}
