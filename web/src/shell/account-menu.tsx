import { LogOut } from 'lucide-react';
import { useLocation } from 'wouter';
import { forgetDrafts } from '../channel/drafts.js';
import { client, quietly, useParley } from '../session/parley.js';
import { forgetTrays } from '../tray/trays.js';
import { Avatar } from '../ui/avatar.js';
import { Menu } from '../ui/menu.js';

/** Oneself, and the way out. */
export function AccountMenu() {
  const me = useParley(() => client.me);
  const [, navigate] = useLocation();
  if (!me) return null;

  async function logOut(): Promise<void> {
    forgetDrafts();
    forgetTrays();
    // Whoever is next at this machine does not land where this person was.
    await client.auth.logout().finally(() => navigate('/login', { replace: true }));
  }

  const items = [{ label: 'Log out', icon: <LogOut size={17} />, onSelect: () => quietly(logOut()) }];
  return (
    <div className="border-t border-line p-2">
      <Menu label={`${me.displayName}: account`} items={items}>
        <Avatar user={me} />
        <span className="grid min-w-0 leading-tight">
          <bdi className="truncate font-medium">{me.displayName}</bdi>
          <span className="truncate text-sm text-muted">@{me.username}</span>
        </span>
      </Menu>
    </div>
  );
}
