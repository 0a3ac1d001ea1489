import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { HomeController } from './home.controller.js';
import { HomeGateway } from './home.gateway.js';
import { HomeService } from './home.service.js';

/** The first call. */
@Module({ imports: [PresenceModule], controllers: [HomeController], providers: [HomeGateway, HomeService] })
export class HomeModule {}
