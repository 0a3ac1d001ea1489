import { useEffect, useRef } from 'react';
import { AccountMenu } from './account-menu.js';
import { SideBar as CallSideBar } from '../voice/calls-mount.js';
import { ChannelList } from './channel-list.js';
import { useNavigation } from '../frame/navigation.js';
import { TeamRail } from './team-rail.js';
import { useTeam } from '../frame/team-slug.js';

/** Teams, the channels of one, and oneself. On narrow screens it comes over the conversation. */
export function Sidebar() {
  const { open, setOpen } = useNavigation();
  const nav = useRef<HTMLElement>(null);
  const team = useTeam();

  useEffect(() => {
    if (!open) return undefined;
    const before = document.activeElement as HTMLElement | null;
    nav.current?.querySelector<HTMLElement>('a, button')?.focus();
    return () => before?.focus();
  }, [open]);

  return (
    <>
      {open && (
        <button
          type="button"
          aria-label="Close teams and channels"
          onClick={() => setOpen(false)}
          className="fixed inset-0 z-20 bg-black/45 md:hidden"
        />
      )}
      <nav
        ref={nav}
        id="navigation"
        aria-label="Teams and channels"
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        className={`fixed inset-y-0 start-0 z-30 flex w-80 max-w-[85vw] transition-transform md:visible md:static md:z-auto md:w-76 md:translate-none ${
          open ? 'visible shadow-2xl' : 'invisible -translate-x-full rtl:translate-x-full'
        }`}
      >
        <TeamRail current={team} />
        <div className="flex min-w-0 flex-1 flex-col border-e border-line bg-panel">
          {team ? <ChannelList team={team} /> : <div className="flex-1" />}
          <CallSideBar />
          <AccountMenu />
        </div>
      </nav>
    </>
  );
}
