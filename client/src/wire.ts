import type { Commands, Facts, PassingEvents, Schemas } from './generated/contract.js';

export type User = Schemas['User'];
export type Me = Schemas['Me'];
export type Team = Schemas['Team'];
export type TeamMember = Schemas['TeamMember'];
export type Channel = Schemas['Channel'];
export type ChannelMember = Schemas['ChannelMember'];
export type ReadMark = Schemas['ReadMark'];
export type ChannelPreferences = Schemas['ChannelPreferences'];
export type Thread = Schemas['Thread'];
export type Media = Schemas['Media'];
export type ListedMedia = Schemas['ListedMedia'];
export type Message = Schemas['Message'];
export type MessagePage = Schemas['MessagePage'];
export type VoiceRoom = Schemas['VoiceRoom'];
export type VoiceParticipant = Schemas['VoiceParticipant'];
export type VoiceCall = Schemas['VoiceCall'];
export type VoiceEntry = Schemas['VoiceEntry'];
export type VoiceSignal = Schemas['VoiceSignal'];
export type IceServers = Schemas['IceServers'];

/** The name of a command: at once the permission, the socket command and the REST operation. Signing in and out goes by `client.auth`. */
export type CommandName = Exclude<keyof Commands, `auth.${string}` | 'session.logout' | 'session.refresh'>;
/** What a command takes. */
export type CommandInput<Name extends CommandName> = Commands[Name]['input'];
/** What a command answers. */
export type CommandReply<Name extends CommandName> = Commands[Name]['reply'];

/** The name of a durable fact, for example `message.created`. */
export type FactType = keyof Facts;
/** Everything that can be listened to: durable facts and passing events. */
export type EventMap = Facts & PassingEvents;

/** The name of a stream: `user:<id>`, `team:<id>` or `channel:<id>`. */
export type StreamId = string;

/** One durable fact: what happened, in which stream, as which number. */
export type Fact = {
  [Type in FactType]: { stream: StreamId; position: number; type: Type; data: Facts[Type] };
}[FactType];

/** What a commit wrote to one stream, as it comes over the socket. */
export interface ChangesFrame {
  stream: StreamId;
  /** Position of the first event. */
  from: number;
  /** Position of the last event. */
  to: number;
  events: { position: number; type: string; data: object }[];
}

/** Where the streams of a node's sockets stand; told every few seconds. */
export interface Heads {
  epoch: string;
  positions: Record<StreamId, number>;
}

/** What `sync` says about one stream. */
export type StreamAnswer =
  | { status: 'changes'; position: number; events: ChangesFrame['events'] }
  | { status: 'snapshot'; position: number; data: object }
  | { status: 'gone' };

/** What `sync` answers: from one consistent state of the database. */
export interface SyncAnswer {
  /** Which life of the database this is. Another than before: forget everything. */
  epoch: string;
  streams: Record<StreamId, StreamAnswer>;
}

/** The part of a stream's name before the colon. */
export function kindOf(stream: StreamId): string {
  return stream.slice(0, stream.indexOf(':'));
}

/** The part of a stream's name after the colon. */
export function subjectOf(stream: StreamId): string {
  return stream.slice(stream.indexOf(':') + 1);
}
