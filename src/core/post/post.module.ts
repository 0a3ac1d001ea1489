import { Global, Module } from '@nestjs/common';
import { MailRefusals } from './mail-refusals.js';
import { Post } from './post.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/** Mail to people, and what of it they do not want. */
@Global()
@Module({ providers: [MailRefusals, Post, UnsubscribeLinks], exports: [MailRefusals, Post, UnsubscribeLinks] })
export class PostModule {}
