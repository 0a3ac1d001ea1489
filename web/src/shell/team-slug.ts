import { useLocation } from 'wouter';
import { useParley } from '../session/parley.js';
import { homePath } from '../session/places.js';

/** The team in the address, or for a conversation beside the teams where one was last; the sidebar stands outside of the routes that name it. */
export function useTeamSlug(): string {
  const [path] = useLocation();
  return useParley(() => (path.startsWith('/dm/') ? (homePath() ?? '') : path).split('/')[1] ?? '');
}
