import { useLocation } from 'wouter';
import { useShortcuts } from '../keys/use-shortcuts.js';
import { client } from '../session/parley.js';
import { isMuted } from '../frame/unread.js';
import { allListed, type Listed } from '../frame/listed.js';
import { neighbour } from './neighbour.js';
import { openDialog } from '../frame/open-dialog.js';
import { useTeam } from '../frame/team-slug.js';

const isUnread = ({ channel: { id } }: Listed): boolean => client.unread(id) > 0 && !isMuted(id);

/** What can be done from everywhere by keyboard. */
export function Shortcuts() {
  const team = useTeam();
  const [path, navigate] = useLocation();

  function go(step: 1 | -1, fits?: (one: Listed) => boolean): void {
    const next = neighbour(allListed(team), path, step, fits);
    if (next) navigate(next.path);
  }

  useShortcuts({
    switcher: () => openDialog('switcher'),
    next: () => go(1),
    previous: () => go(-1),
    nextUnread: () => go(1, isUnread),
    previousUnread: () => go(-1, isUnread),
    newMessage: () => openDialog('new-message'),
    sheet: () => openDialog('shortcuts'),
    debug: () => openDialog('debug'),
  });
  return null;
}
