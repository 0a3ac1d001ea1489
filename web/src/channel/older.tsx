import { lazy, Suspense, useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { Channel } from '@parley/client';
import { Hash } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { loadOlder } from './open-channels.js';

// Only who may ask people in needs it.
const FirstSteps = lazy(() => import('../team/first-steps.js'));

/** Loads a page whenever the top of the list comes near, before it is reached. */
export function Older({ channelId, scroller }: { channelId: string; scroller: RefObject<HTMLDivElement | null> }) {
  const mark = useRef<HTMLDivElement>(null);
  const loading = useRef(false);
  const [problem, setProblem] = useState<string>();
  const first = useParley(() => client.messages(channelId)[0]?.seq);

  const load = useCallback(async () => {
    if (loading.current) return;
    loading.current = true;
    setProblem(undefined);
    setProblem(await loadOlder(channelId));
    loading.current = false;
  }, [channelId]);

  // Begun again after each page: an observer tells of its first look, so a screen that one page does not fill asks for the next.
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void load(), {
      root: scroller.current,
      rootMargin: '1000px 0px 0px 0px',
    });
    if (mark.current) observer.observe(mark.current);
    return () => observer.disconnect();
  }, [first, load, scroller]);

  return (
    <div ref={mark} className="flex min-h-12 items-center justify-center gap-2 text-sm text-muted">
      {problem === undefined ? (
        'Loading older messages…'
      ) : (
        <>
          {problem}
          <Button look="quiet" onClick={() => void load()}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}

/** What stands before the first message. */
export function Beginning({ channel }: { channel: Channel }) {
  const invites = useParley(() => channel.isGeneral && client.may.inTeam(channel.teamId ?? '', 'invitation.create'));
  return (
    <div className="grid gap-2 px-4 pt-8 pb-4 md:px-5">
      <span className="grid size-12 place-content-center rounded-2xl bg-accent-soft text-accent">
        <Hash size={24} aria-hidden="true" />
      </span>
      <h3 className="text-xl font-semibold tracking-tight text-balance">
        This is the beginning of <bdi>{channel.name}</bdi>
      </h3>
      <p className="text-muted text-pretty">
        {channel.kind === 'direct'
          ? 'Nobody else reads what is said here.'
          : channel.isGeneral
            ? 'Everybody in the team is here.'
            : channel.topic || 'Say what it is for.'}
      </p>
      {invites && (
        <Suspense>
          <FirstSteps channel={channel} />
        </Suspense>
      )}
    </div>
  );
}
