/** Parley's SDK. Begin with `createClient`; the README has the whole tour. */
export { createClient, ParleyClient } from './client.js';
export type { Auth, LinkInput, LoginInput, RegisterInput } from './auth/auth.js';
export type { Diagnosis } from './diagnosis.js';
export { ParleyError, type BrokenRule, type OwnCode } from './errors.js';
export type { Listener, Place } from './events.js';
export type { JournalEntry } from './journal.js';
export { memoryStorage, type ClientLocks, type ClientOptions, type ClientStorage, type Timing } from './options.js';
export type { MediaClient, MediaView, UploadOptions } from './media/media-client.js';
export type { Outgoing, Sending } from './outbox.js';
export type { Pages } from './pages.js';
export { outranks, Permissions, type ChannelPermission, type TeamPermission } from './permissions.js';
export type { Status } from './status.js';
export { applyAnswer, applySync, beginEpoch } from './store/answer.js';
export { reduce } from './store/reduce.js';
export { Selectors } from './store/selectors.js';
export { emptyState, type PendingMessage, type State } from './store/state.js';
export type { Voice, VoiceOptions } from './voice/voice.js';
export type { VoiceEnd, VoicePeer, VoiceQuality, VoiceSource, VoiceView } from './voice/view.js';
export type { Timeline, Window } from './store/timeline.js';
export type {
  ChangesFrame,
  Channel,
  ChannelMember,
  ChannelPreferences,
  CommandInput,
  CommandName,
  CommandReply,
  EventMap,
  Fact,
  FactType,
  Heads,
  Me,
  Media,
  Message,
  MessagePage,
  ReadMark,
  StreamAnswer,
  StreamId,
  SyncAnswer,
  Team,
  TeamMember,
  Thread,
  User,
  VoiceCall,
  VoiceEntry,
  VoiceParticipant,
  VoiceRoom,
} from './wire.js';
export { routes, type Commands, type Facts, type PassingEvents, type Schemas } from './generated/contract.js';
