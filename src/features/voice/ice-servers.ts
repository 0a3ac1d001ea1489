import { createHmac } from 'node:crypto';
import type { VoiceSettings } from '../../platform/config/voice.settings.js';
import type { IceServer, IceServers } from './voice.wire.js';

/**
 * How the devices of a person find those of others. Credentials for the relay are good for a while: the name is the time when they end and whose they
 * are, the password its HMAC (draft-uberti-behave-turn-rest-00, as coturn's `use-auth-secret` reads it: SHA-1, base64).
 */
export function iceServers({ stunUrls, turn, relayOnly }: VoiceSettings, userId: string, now: Date): IceServers {
  const stun: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  const iceTransportPolicy = relayOnly ? ('relay' as const) : ('all' as const);
  if (!turn) return { iceServers: stun, iceTransportPolicy, expiresAt: null };
  const end = Math.floor(now.getTime() / 1000) + turn.seconds;
  const username = `${end}:${userId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return {
    iceServers: [...stun, { urls: [...turn.urls], username, credential }],
    ...{ iceTransportPolicy, expiresAt: new Date(end * 1000).toISOString() },
  };
}
