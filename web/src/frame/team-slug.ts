import type { Team } from '@parley/client';
import { useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { homePath } from '../session/places.js';

/** First parts of addresses beside the teams. */
const beside = new Set(['dm', 'message', 'settings', 'admin', 'new-team']);

/** The team in the address, or beside the teams the one where one was last; the sidebar stands outside of the routes that name it. */
function useTeamSlug(): string {
  const [path] = useLocation();
  const [, first = '', second, third] = path.split('/');
  return useParley(() => {
    if (first === 'settings' && second === 'team' && third) return third;
    return beside.has(first) ? (homePath()?.split('/')[1] ?? '') : first;
  });
}

/** The same team, once it is known. */
export function useTeam(): Team | undefined {
  const slug = useTeamSlug();
  return useParley(() => client.teams().find((one) => one.slug === slug));
}
