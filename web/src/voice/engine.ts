import { useSyncExternalStore } from 'react';
import type { VoiceParticipant, VoiceRoom } from '@parley/client';
import { client, useParley } from '../session/parley.js';

export type VoiceSource = 'microphone' | 'camera' | 'screen';
export type VoiceQuality = 'good' | 'fair' | 'poor' | 'unknown';
export interface VoicePeer {
  readonly userId: string;
  readonly peerId: string;
  readonly state: 'connecting' | 'connected' | 'reconnecting';
  readonly audio: MediaStream | null;
  readonly camera: MediaStream | null;
  readonly screen: MediaStream | null;
  readonly speaking: boolean;
  readonly quality: VoiceQuality;
}
export interface VoiceView {
  readonly channelId: string;
  readonly state: 'joining' | 'joined' | 'reconnecting';
  readonly muted: boolean;
  readonly deafened: boolean;
  readonly silenced: boolean;
  readonly speaking: boolean;
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  readonly peers: readonly VoicePeer[];
}
export type VoiceEnd = 'left' | 'removed' | 'moved' | 'closed';
interface Voice {
  readonly view: VoiceView | undefined;
  subscribe(listener: () => void): () => void;
  join(channelId: string, how?: { muted?: boolean; deafened?: boolean }): Promise<void>;
  leave(): Promise<void>;
  setMuted(on: boolean): void;
  setDeafened(on: boolean): void;
  setTrack(source: VoiceSource, track: MediaStreamTrack | null): void;
  onEnd(listener: (end: { channelId: string; reason: VoiceEnd }) => void): () => void;
}

/** The call that this device is in. */
export const voice = (client as unknown as { voice: Voice }).voice;

const subscribe = (listener: () => void): (() => void) => voice.subscribe(listener);
const nobody: readonly VoiceParticipant[] = [];

/** The call that this device is in, now and after every change. */
export function useCall(): VoiceView | undefined {
  return useSyncExternalStore(subscribe, () => voice.view);
}

/** Where this device is in a call, for whoever needs to know no more of it. */
export function useCallPlace(): string | undefined {
  return useSyncExternalStore(subscribe, () => voice.view?.channelId);
}

/** Who is in the call of a channel; undefined where there can be none, and of channels that one only visits. */
export function useRoom(channelId: string): VoiceRoom | undefined {
  return useParley(() => client.state.voices[channelId]);
}

export function useInside(channelId: string): readonly VoiceParticipant[] {
  return useRoom(channelId)?.participants ?? nobody;
}
