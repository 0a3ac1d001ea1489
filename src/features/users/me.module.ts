import { Module } from '@nestjs/common';
import { MeController } from './me.controller.js';
import { MeGateway } from './me.gateway.js';
import { MeService } from './me.service.js';
import { UsersBroadcaster } from './users.broadcaster.js';

/** What people see and change about themselves. */
@Module({
  controllers: [MeController],
  providers: [MeGateway, MeService, UsersBroadcaster],
})
export class MeModule {}
