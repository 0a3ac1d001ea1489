import { Module } from '@nestjs/common';
import { AccessModule } from './core/access/access.module.js';
import { AuditModule } from './core/audit/audit.module.js';
import { PostModule } from './core/post/post.module.js';
import { UsersModule } from './core/users/users.module.js';
import { AccountsModule } from './features/accounts/accounts.module.js';
import { AdministrationModule } from './features/administration/administration.module.js';
import { AuditReadingModule } from './features/audit/audit-reading.module.js';
import { AuthModule } from './features/auth/auth.module.js';
import { ChannelsModule } from './features/channels/channels.module.js';
import { DmsModule } from './features/dms/dms.module.js';
import { GoogleModule } from './features/google/google.module.js';
import { HomeModule } from './features/home/home.module.js';
import { InvitationsModule } from './features/invitations/invitations.module.js';
import { JoinRequestsModule } from './features/join-requests/join-requests.module.js';
import { MediaModule } from './features/media/media.module.js';
import { MentionsModule } from './features/mentions/mentions.module.js';
import { MessagesModule } from './features/messages/messages.module.js';
import { ReactionsModule } from './features/reactions/reactions.module.js';
import { PicturesModule } from './features/pictures/pictures.module.js';
import { PinsModule } from './features/pins/pins.module.js';
import { PresenceModule } from './features/presence/presence.module.js';
import { SearchModule } from './features/search/search.module.js';
import { SecondFactorModule } from './features/second-factor/second-factor.module.js';
import { SyncModule } from './features/sync/sync.module.js';
import { TeamsModule } from './features/teams/teams.module.js';
import { ThreadsModule } from './features/threads/threads.module.js';
import { UnreadMailsModule } from './features/unread-mails/unread-mails.module.js';
import { MeModule } from './features/users/me.module.js';
import { PeopleModule } from './features/users/people.module.js';
import { VoiceModule } from './features/voice/voice.module.js';
import { ChangesModule } from './platform/changes/changes.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import { ContractModule } from './platform/contract/contract.module.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { HealthModule } from './platform/health/health.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { ProcessingModule } from './platform/processing/processing.module.js';
import { RealtimeModule } from './platform/realtime/realtime.module.js';
import { RedisModule } from './platform/redis/redis.module.js';
import { StorageModule } from './platform/storage/storage.module.js';
import { ScanningModule } from './platform/scanning/scanning.module.js';
import { schema } from './schema.js';

/** The table of contents. */
@Module({
  imports: [
    ConfigModule,
    DatabaseModule.forRoot(schema),
    RedisModule,
    HttpModule,
    HealthModule,
    ChangesModule,
    RealtimeModule,
    ContractModule,
    JobsModule,
    MailModule,
    ProcessingModule,
    StorageModule,
    ScanningModule,
    UsersModule,
    PostModule,
    AccessModule,
    AuditModule,
    AuthModule,
    AccountsModule,
    GoogleModule,
    SecondFactorModule,
    MeModule,
    PeopleModule,
    PresenceModule,
    TeamsModule,
    ChannelsModule,
    InvitationsModule,
    JoinRequestsModule,
    AuditReadingModule,
    AdministrationModule,
    MediaModule,
    PicturesModule,
    MessagesModule,
    MentionsModule,
    ThreadsModule,
    PinsModule,
    ReactionsModule,
    DmsModule,
    SearchModule,
    SyncModule,
    UnreadMailsModule,
    VoiceModule,
    HomeModule,
  ],
})
export class AppModule {}
