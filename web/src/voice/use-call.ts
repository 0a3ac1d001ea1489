import { useSyncExternalStore } from 'react';
import type { VoiceParticipant, VoiceRoom, VoiceView } from '@parley/client';
import { client, useParley } from '../session/parley.js';

/** The call that this device is in. */
export const { voice } = client;

const nobody: readonly VoiceParticipant[] = [];

/** The call that this device is in, now and after every change. */
export function useCall(): VoiceView | undefined {
  return useSyncExternalStore(voice.subscribe, () => voice.view);
}

/** Where this device is in a call, for whoever needs to know no more of it. */
export function useCallPlace(): string | undefined {
  return useSyncExternalStore(voice.subscribe, () => voice.view?.channelId);
}

/** Who is in the call of a channel; undefined where there can be none, and of channels that one only visits. */
export function useRoom(channelId: string): VoiceRoom | undefined {
  return useParley(() => client.state.voices[channelId]);
}

/** Whether anybody is in the call of a channel. */
export function useHasCall(channelId: string): boolean {
  return useParley(() => (client.state.voices[channelId]?.participants.length ?? 0) > 0);
}

export function useInside(channelId: string): readonly VoiceParticipant[] {
  return useRoom(channelId)?.participants ?? nobody;
}
