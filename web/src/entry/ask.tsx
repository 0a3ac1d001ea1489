import { useState, type FormEvent } from 'react';
import type { Channel } from '@parley/client';
import { client } from '../session/parley.js';
import { departureFrom } from '../frame/departures.js';
import { Button } from '../ui/button.js';
import { agoOf } from '../ui/time.js';
import { refusalOf } from './refusal.js';
import { useOwnRequest } from './use-own-request.js';

/** Asks those who lead a channel to be let in, and tells how that stands. */
export function Ask({ channel: { id: channelId, name } }: { channel: Channel }) {
  const [request, setRequest] = useOwnRequest(channelId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isPending = request?.status === 'pending';

  async function ask(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const message = String(new FormData(event.currentTarget).get('note')).trim();
    setBusy(true);
    setProblem(undefined);
    try {
      setRequest(await client.command('join_request.create', { channelId, ...(message && { message }) }));
    } catch (error) {
      setProblem(refusalOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="grid grid-cols-1 gap-3 border-t border-line p-4">
      <p role="status" className="text-muted">
        {isPending
          ? `You asked ${agoOf(request.createdAt)}. Those who lead this channel decide.`
          : request?.status === 'denied'
            ? 'You were not let in. You can ask again.'
            : departureFrom(channelId) === 'removed'
              ? 'You were removed from this channel. You can ask to come back.'
              : 'Only members read what is said here.'}
      </p>
      {!isPending && (
        <form onSubmit={(event) => void ask(event)} className="flex flex-wrap gap-2">
          <input
            name="note"
            maxLength={500}
            autoComplete="off"
            aria-label="A word to those who decide"
            placeholder="A word to those who decide, if you like"
            className="min-h-10 min-w-48 pointer-coarse:min-h-11 flex-1 rounded-lg border border-edge bg-raised px-3 py-2 text-base placeholder:text-muted"
          />
          <Button type="submit" disabled={busy || request === undefined}>
            Ask to join {name}
          </Button>
        </form>
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
