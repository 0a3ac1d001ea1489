import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.js';

/** The record of acts of power. */
@Global()
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
