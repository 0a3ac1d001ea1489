import { Suspense, useState } from 'react';
import { LogOut, ServerCog, Settings, Smile } from 'lucide-react';
import { useLocation } from 'wouter';
import { availabilities, setAvailability, type Availability } from '../people/availability.js';
import { StatusEmoji } from '../people/status-line.js';
import { useStanding } from '../people/status.js';
import { PresenceDot } from '../presence/presence-dot.js';
import { client, quietly, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { lazily } from '../ui/lazily.js';
import type { Action } from '../ui/menu.js';
import { MenuButton } from '../ui/menu-button.js';
import { logOut, unsentMessages } from './log-out.js';

const StatusDialog = lazily(() => import('../settings/status-dialog.js'));
const LeaveDialog = lazily(() => import('./leave-dialog.js'));

/** Oneself: what one says of oneself just now, one's settings, and the way out. */
export function AccountMenu() {
  const me = useParley(() => client.me);
  const status = useStanding(me?.status ?? null);
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState<'status' | 'leave'>();
  const close = () => setAsking(undefined);
  if (!me) return null;

  // Whoever is next at this machine does not land where this person was.
  const leave = () => logOut().finally(() => navigate('/login', { replace: true }));
  const actions: Action[] = [
    {
      label: status ? 'Change status' : 'Set a status',
      icon: <Smile size={17} />,
      onSelect: () => setAsking('status'),
    },
    ...Object.entries(availabilities).map(([value, { label, dot }], index) => ({
      label,
      icon: <span className={`mx-[3.5px] size-2.5 rounded-full ${dot}`} />,
      checked: me.availability === value,
      isApart: index === 0,
      onSelect: () => quietly(setAvailability(value as Availability)),
    })),
    { label: 'Settings', icon: <Settings size={17} />, isApart: true, onSelect: () => navigate('/settings') },
    ...(me.isOwner
      ? [{ label: 'Administration', icon: <ServerCog size={17} />, onSelect: () => navigate('/admin') }]
      : []),
    {
      label: 'Log out',
      icon: <LogOut size={17} />,
      onSelect: () => (unsentMessages() > 0 ? setAsking('leave') : quietly(leave())),
    },
  ];
  return (
    <div className="border-t border-line p-2">
      <MenuButton
        label="Your account"
        actions={actions}
        placement="top-start"
        className="flex w-full items-center gap-2.5 rounded-lg p-2 text-start hover:bg-hover"
      >
        <span className="relative">
          <Avatar user={me} />
          <PresenceDot userId={me.id} className="ring-panel" />
        </span>
        <span className="grid min-w-0 leading-tight">
          <span className="flex items-center gap-1.5">
            <bdi className="truncate font-medium">{me.displayName}</bdi>
            <StatusEmoji status={me.status} />
          </span>
          <span className="truncate text-sm text-muted">{status?.text || `@${me.username}`}</span>
        </span>
        <span className="sr-only">: account</span>
      </MenuButton>
      <Suspense>
        {asking === 'status' && <StatusDialog onClose={close} />}
        {asking === 'leave' && <LeaveDialog onLeave={leave} onClose={close} />}
      </Suspense>
    </div>
  );
}
