import { Platform1763600000000 } from '../migrations/1763600000000-platform.js';
import { Spine1763600001000 } from '../migrations/1763600001000-spine.js';
import { Conversations1763700000000 } from '../migrations/1763700000000-conversations.js';
import { Search1763800000000 } from '../migrations/1763800000000-search.js';
import { OneTimeTokens1763900000000 } from '../migrations/1763900000000-one-time-tokens.js';
import { Accounts1763900100000 } from '../migrations/1763900100000-accounts.js';
import { UnreadMails1763900110000 } from '../migrations/1763900110000-unread-mails.js';
import { Administration1763900300000 } from '../migrations/1763900300000-administration.js';
import { Identities1763900200000 } from '../migrations/1763900200000-identities.js';
import { SecondFactor1763900210000 } from '../migrations/1763900210000-second-factor.js';
import { Media1764000000000 } from '../migrations/1764000000000-media.js';
import { ThreadRepliers1764100000000 } from '../migrations/1764100000000-thread-repliers.js';
import { FilesOfChannels1764100100000 } from '../migrations/1764100100000-files-of-channels.js';
import { Voice1764200000000 } from '../migrations/1764200000000-voice.js';
import { ChannelMemberEntity, TeamMemberEntity } from './core/access/member.entities.js';
import { AuditEntity } from './core/audit/audit.entity.js';
import { InstallationAuditEntity } from './core/audit/installation-audit.entity.js';
import { OneTimeTokenEntity } from './core/one-time-tokens/one-time-token.entity.js';
import { MailRefusalEntity } from './core/post/mail-refusal.entity.js';
import { UserEntity } from './core/users/user.entity.js';
import { RefreshTokenEntity, SessionEntity } from './features/auth/session.entities.js';
import { ChannelEntity } from './features/channels/channel.entity.js';
import { MentionEntity } from './features/channels/mention.entity.js';
import { IdentityEntity } from './features/google/identity.entity.js';
import { InvitationEntity, InvitationUseEntity } from './features/invitations/invitation.entity.js';
import { JoinRequestEntity } from './features/join-requests/join-request.entity.js';
import { MediaEntity, MediaFileEntity } from './features/media/media.entity.js';
import { MessageEditEntity } from './features/messages/message-edit.entity.js';
import { MessageEntity } from './features/messages/message.entity.js';
import { ThreadEntity } from './features/messages/thread.entity.js';
import { ReactionEntity } from './features/reactions/reaction.entity.js';
import { RecoveryCodeEntity, SecondFactorEntity } from './features/second-factor/second-factor.entities.js';
import { TeamNotificationEntity } from './features/teams/team-notification.entity.js';
import { TeamEntity } from './features/teams/team.entity.js';
import { UnreadMailEntity } from './features/unread-mails/unread-mail.entity.js';
import { VoiceCallEntity, VoiceParticipantEntity } from './features/voice/voice.entities.js';
import { ChangeEntity, InstallationEntity, StreamEntity } from './platform/changes/stream.entity.js';
import type { Schema } from './platform/database/schema.js';
import { DeadLetterEntity, JobEntity } from './platform/jobs/job.entity.js';

/** Every table and every migration, oldest first: the database's table of contents. */
export const schema: Schema = {
  entities: [
    ...[StreamEntity, ChangeEntity, InstallationEntity, JobEntity, DeadLetterEntity],
    ...[UserEntity, SessionEntity, RefreshTokenEntity, OneTimeTokenEntity],
    ...[IdentityEntity, SecondFactorEntity, RecoveryCodeEntity],
    ...[TeamEntity, TeamMemberEntity, InvitationEntity, InvitationUseEntity],
    ...[ChannelEntity, ChannelMemberEntity, MessageEntity],
    ...[ReactionEntity, ThreadEntity, MessageEditEntity, MentionEntity],
    ...[MediaEntity, MediaFileEntity],
    ...[JoinRequestEntity, AuditEntity, TeamNotificationEntity],
    ...[MailRefusalEntity, UnreadMailEntity],
    ...[VoiceParticipantEntity, VoiceCallEntity],
    InstallationAuditEntity,
  ],
  migrations: [
    ...[Platform1763600000000, Spine1763600001000, Conversations1763700000000, Search1763800000000],
    OneTimeTokens1763900000000,
    ...[Identities1763900200000, SecondFactor1763900210000],
    ...[Accounts1763900100000, UnreadMails1763900110000],
    ...[Administration1763900300000, Media1764000000000],
    ...[ThreadRepliers1764100000000, FilesOfChannels1764100100000],
    Voice1764200000000,
  ],
};
