import { Module } from '@nestjs/common';
import { SyncController } from './sync.controller.js';
import { SyncGateway } from './sync.gateway.js';
import { SyncService } from './sync.service.js';

/** The door to the change log. */
@Module({ controllers: [SyncController], providers: [SyncGateway, SyncService] })
export class SyncModule {}
