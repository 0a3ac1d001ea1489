import { Global, Module } from '@nestjs/common';
import { MailLimits } from './mail-limits.js';
import { MailRefusals } from './mail-refusals.js';
import { Post } from './post.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** Mail to people, and what of it they do not want. */
@Global()
@Module({
  providers: [MailLimits, MailRefusals, Post, UnsubscribeLinks],
  exports: [MailLimits, MailRefusals, Post, UnsubscribeLinks],
})
export class PostModule {}
