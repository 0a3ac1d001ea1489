import { ApiProperty } from '@nestjs/swagger';
import { VoiceRoom } from '../channels/voice-room.wire.js';

/** What peers tell each other: a description that is offered, its answer, or a way to be reached. */
export const signalTypes = ['offer', 'answer', 'ice'] as const;
export type SignalType = (typeof signalTypes)[number];

/**
 * Why somebody is not in a call any more: they `left`, went on to another call (`moved`), were taken out or may not be in it (`removed`), or their
 * device was not heard of any more (`lost`).
 */
const departures = ['left', 'moved', 'removed', 'lost'] as const;
export type Departure = (typeof departures)[number];

/** Somebody who is not in a call any more. */
export class VoiceParticipantGone {
  channelId: string;
  userId: string;
  @ApiProperty({ enum: departures, enumName: 'VoiceDeparture' })
  reason: Departure;
  version: number;
}

/** Somebody speaks, or does not any more. Passing: whoever comes later hears it by themselves. */
export class VoiceSpeaking {
  channelId: string;
  userId: string;
  peerId: string;
  speaking: boolean;
}

/** What a peer says to this device, for the two to connect. */
export class VoiceSignal {
  channelId: string;
  /** Who says it, by the server's word. */
  userId: string;
  /** The `peerId` of who says it. */
  from: string;
  /** The `peerId` that it is for: one's own. */
  to: string;
  @ApiProperty({ enum: signalTypes, enumName: 'SignalType' })
  signalType: SignalType;
  data: VoiceSignalData;
}

/** The members of a WebRTC `RTCSessionDescription` (`sdp`) or `RTCIceCandidate` (the others). */
export class VoiceSignalData {
  @ApiProperty({ type: String, required: false })
  sdp?: string;
  @ApiProperty({ type: String, required: false })
  candidate?: string;
  @ApiProperty({ type: String, nullable: true, required: false })
  sdpMid?: string | null;
  @ApiProperty({ type: 'integer', nullable: true, required: false })
  sdpMLineIndex?: number | null;
  @ApiProperty({ type: String, nullable: true, required: false })
  usernameFragment?: string | null;
}

/** That what one said about oneself in a call was kept. */
export class VoiceStateKept {
  /** Of one's stay. */
  peerId: string;
}

/** That a signal was handed on. */
export class VoiceSignalled {
  /** The `peerId` that it went to. */
  to: string;
}

/** A server that helps two peers to find each other (STUN) or carries what they send (TURN): the members of a WebRTC `RTCIceServer`. */
export class IceServer {
  @ApiProperty({ type: [String], example: ['turn:turn.example.org:3478?transport=udp'] })
  urls: string[];
  @ApiProperty({ type: String, required: false })
  username?: string;
  @ApiProperty({ type: String, required: false })
  credential?: string;
}

/** How peers find each other. */
export class IceServers {
  @ApiProperty({ type: () => [IceServer] })
  iceServers: IceServer[];
  /** `relay`: peers talk through TURN alone and do not learn each other's addresses. The word of WebRTC's `RTCConfiguration`. */
  @ApiProperty({ enum: ['all', 'relay'], enumName: 'IceTransportPolicy' })
  iceTransportPolicy: 'all' | 'relay';
  /** When the credentials run out, RFC 3339; null where there are none. Ask again before. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
}

/** One has stepped into a call. */
export class VoiceEntry {
  /** Of one's stay: another than the one asked for where that has ended. */
  peerId: string;
  room: VoiceRoom;
  ice: IceServers;
}
