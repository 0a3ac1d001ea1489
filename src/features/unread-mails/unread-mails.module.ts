import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { UnreadMails } from './unread-mails.js';
import { UnreadSweep } from './unread-sweep.js';

/** Tells people by mail what waits for them while they are away. */
@Module({ imports: [PresenceModule], providers: [UnreadMails, UnreadSweep] })
export class UnreadMailsModule {}
