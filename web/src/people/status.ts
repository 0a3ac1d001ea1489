import { useEffect, useState } from 'react';
import type { User } from '@parley/client';

type Status = NonNullable<User['status']>;

/** Longer waits overflow a timer, which then fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What somebody says of themselves, as long as it is true: the server does not tell when its time is over. */
export function useStanding(status: User['status']): Status | null {
  const [now, setNow] = useState(Date.now);
  const end = status?.expiresAt ? Date.parse(status.expiresAt) : Infinity;
  useEffect(() => {
    const left = end - Date.now();
    if (left > LONGEST_TIMER) return undefined;
    const timer = setTimeout(() => setNow(end), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [end]);
  return status && end > now ? status : null;
}
