import { useState } from 'react';
import type { Channel } from '@parley/client';
import { Phone } from 'lucide-react';
import { client } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { useCallPlace, useHasCall } from './use-call.js';

/** Calls whom a DM is with. Not with oneself, and not while there is a call, which has a way in of its own. */
export function CallButton({ channel }: { channel: Channel }) {
  const [busy, setBusy] = useState(false);
  const hasCall = useHasCall(channel.id);
  const isHere = useCallPlace() === channel.id;
  const others = (channel.participants ?? []).filter(({ id }) => id !== client.me?.id);
  if (channel.kind !== 'direct' || others.length === 0 || hasCall || isHere) return null;

  async function call(): Promise<void> {
    setBusy(true);
    await callIn(channel.id);
    setBusy(false);
  }

  return (
    <IconButton label={`Call ${channel.name}`} disabled={busy} onClick={() => void call()}>
      <Phone size={18} />
    </IconButton>
  );
}

/** Begins or joins a call, or says why not. What calls need is loaded then. */
export async function callIn(channelId: string): Promise<void> {
  const { joinOrSay } = await import('./calling.js');
  await joinOrSay(channelId);
}
