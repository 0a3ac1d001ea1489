import { useState } from 'react';
import type { CommandReply } from '@parley/client';
import { CircleCheck, CircleSlash, Crown, UserRound } from 'lucide-react';
import { client } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import type { Action } from '../ui/menu.js';
import { MoreMenu } from '../ui/more-menu.js';
import { agoOf } from '../ui/time.js';

type Account = CommandReply<'installation.user.list'>['items'][number];

/** What can be done to an account. */
const deeds = {
  disable: {
    label: 'Shut out…',
    icon: <CircleSlash size={16} />,
    dangerous: true,
    title: (name: string) => `Shut ${name} out?`,
    action: 'Shut out',
    about: 'They are logged out everywhere and cannot log in any more, until you let them. What they wrote stays.',
    run: (id: string) => client.administration.disable(id),
  },
  enable: {
    label: 'Let log in again…',
    icon: <CircleCheck size={16} />,
    dangerous: false,
    title: (name: string) => `Let ${name} log in again?`,
    action: 'Let in',
    about: 'They can log in with the password that they had.',
    run: (id: string) => client.administration.enable(id),
  },
  promote: {
    label: 'Make an owner…',
    icon: <Crown size={16} />,
    dangerous: false,
    title: (name: string) => `Make ${name} an owner?`,
    action: 'Make an owner',
    about: 'They will be able to do everything you can here, also to remove you as an owner.',
    run: (id: string) => client.administration.addOwner(id),
  },
  demote: {
    label: 'Remove as owner…',
    icon: <UserRound size={16} />,
    dangerous: true,
    title: (name: string) => `Remove ${name} as owner?`,
    action: 'Remove as owner',
    about: 'They keep their account, and this page is closed to them.',
    run: (id: string) => client.administration.removeOwner(id),
  },
};

interface Props {
  account: Account;
  onChanged: (account: Account) => void;
}

/** An account, and what can be done to it. */
export function AccountRow({ account, onChanged }: Props) {
  const { id, displayName, username, email, isOwner, disabledAt, lastLoginAt } = account;
  const [asking, setAsking] = useState<keyof typeof deeds>();
  const possible = [
    isOwner ? ('demote' as const) : disabledAt === null && ('promote' as const),
    disabledAt === null ? ('disable' as const) : ('enable' as const),
  ].filter((one) => one !== false);
  const actions: Action[] = possible.map((key) => ({ ...deeds[key], onSelect: () => setAsking(key) }));
  const deed = asking && deeds[asking];
  return (
    <li className="flex min-h-14 items-center gap-3 py-1">
      <Avatar user={{ id, displayName, avatarId: null }} className={`size-9 ${disabledAt ? 'grayscale' : ''}`} />
      <div className="grid min-w-0 flex-1 leading-tight">
        <p className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium">{displayName}</bdi>
          {isOwner && <Badge>Owner</Badge>}
          {disabledAt && <Badge isBad>Shut out</Badge>}
        </p>
        <p className="truncate text-sm text-muted">
          @{username} · {email}
        </p>
        <p className="truncate text-sm text-muted">
          {lastLoginAt ? `Logged in ${agoOf(lastLoginAt)}` : 'Never logged in'}
        </p>
      </div>
      <MoreMenu label={`What to do with ${displayName}`} actions={actions} />
      {deed && (
        <ConfirmDialog
          title={deed.title(displayName)}
          action={deed.action}
          dangerous={deed.dangerous}
          onConfirm={async () => onChanged(await deed.run(id))}
          onClose={() => setAsking(undefined)}
        >
          <p>{deed.about}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function Badge({ isBad = false, children }: { isBad?: boolean; children: string }) {
  const look = isBad ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-accent';
  return <span className={`shrink-0 rounded-full px-2 text-xs leading-5 font-medium ${look}`}>{children}</span>;
}
