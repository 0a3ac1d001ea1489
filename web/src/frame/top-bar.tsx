import type { ReactNode } from 'react';
import { Menu as MenuIcon } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { ConnectionState } from './connection-state.js';
import { useNavigation } from './navigation.js';
import { UnreadBadge } from './unread.js';

interface Props {
  title: string;
  icon?: ReactNode;
  about?: string;
  /** What one can do here: a few icon buttons. */
  children?: ReactNode;
}

/** The line above what is open: where one is, and whether the connection stands. */
export function TopBar({ title, icon, about, children }: Props) {
  const { open, setOpen } = useNavigation();
  const rooms = useParley(() => client.channels());
  const dms = useParley(() => client.dms());
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 md:px-5">
      <span className="-ms-1 flex items-center md:hidden">
        <IconButton
          label="Teams and channels"
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpen(true)}
        >
          <MenuIcon size={20} />
        </IconButton>
        <UnreadBadge channelIds={[...rooms, ...dms].map(({ id }) => id)} />
      </span>
      <div className="flex min-w-0 flex-1 items-center gap-3">
        <h2 className="flex min-w-0 items-center gap-1.5 font-semibold tracking-tight">
          {icon}
          <bdi className="truncate">{title}</bdi>
        </h2>
        {about && (
          <p
            className="hidden min-w-0 flex-1 truncate border-s border-line ps-3 text-sm text-muted sm:block"
            title={about}
          >
            <bdi>{about}</bdi>
          </p>
        )}
      </div>
      {children}
      <ConnectionState />
    </header>
  );
}
