import { Phone, Volume2, X } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { dmName, dmPath, pathOf } from '../session/places.js';
import { Button, IconButton } from '../ui/button.js';
import { CallState } from './connection.js';
import { Controls, LeaveButton } from './controls.js';
import { closeNotice, useSaid } from './notices.js';
import { turnSoundOn, useIsSilent } from './sounds.js';
import { useCall } from './use-call.js';

/** Where a call is, and the way there. */
function usePlace(channelId: string): { name: string; path: string; isDirect: boolean } {
  const channel = useParley(() => client.state.channels[channelId]);
  const team = useParley(() => client.state.teams[channel?.teamId ?? '']);
  if (!channel) return { name: 'a call', path: '/', isDirect: false };
  if (team) return { name: channel.name, path: pathOf(team, channel), isDirect: false };
  return { name: dmName(channel), path: dmPath(channel), isDirect: true };
}

/** The call that one is in, while one reads anywhere: below the channels, or on a small screen above the conversation. */
export default function CallBar({ isSlim = false }: { isSlim?: boolean }) {
  const view = useCall();
  const [here] = useLocation();
  const { name, path, isDirect } = usePlace(view?.channelId ?? '');
  if (!view || (isSlim && here === path)) return null; // there the call itself has all that is in the bar
  const Icon = isDirect ? Phone : Volume2;
  return (
    <section
      aria-label="Call"
      className={
        isSlim
          ? 'flex items-center gap-2 border-b border-line bg-panel px-3 py-1.5 md:hidden'
          : 'hidden gap-1.5 border-t border-line px-3 py-2.5 md:grid'
      }
    >
      <div className="flex min-w-0 flex-1 items-center justify-between gap-2">
        <div className="grid min-w-0">
          <CallState view={view} isSpoken={!isSlim} />
          <Link
            href={path}
            className="flex min-h-6 min-w-0 items-center gap-1.5 text-sm text-muted hover:text-ink hover:underline"
          >
            <Icon size={14} aria-hidden="true" className="shrink-0" />
            <span className="sr-only">To the call: </span>
            <bdi className="truncate">{name}</bdi>
          </Link>
        </div>
        {!isSlim && <LeaveButton />}
      </div>
      <Silence />
      <Controls view={view} isFew={isSlim} />
      {isSlim && <LeaveButton />}
    </section>
  );
}

/** Browsers let nothing play before the page was touched, as after a reload. */
function Silence() {
  const isSilent = useIsSilent();
  if (!isSilent) return null;
  return (
    <Button look="plain" onClick={turnSoundOn}>
      Turn sound on
    </Button>
  );
}

/** A sentence about a call, until it is closed: above the page, because the call may be over, and be elsewhere. */
export function CallNotice() {
  const { notice, heard } = useSaid();
  return (
    <>
      <p role="status" className="sr-only">
        {heard}
      </p>
      {notice !== undefined && (
        <div
          data-notice
          className="fixed inset-x-3 top-3 z-40 mx-auto flex w-fit max-w-md items-center gap-3 rounded-xl border border-line bg-raised py-1.5 ps-4 pe-1.5 shadow-lg"
        >
          <p aria-hidden="true" className="text-sm text-pretty">
            {notice}
          </p>
          <IconButton label="Close" onClick={closeNotice}>
            <X size={16} />
          </IconButton>
        </div>
      )}
    </>
  );
}
