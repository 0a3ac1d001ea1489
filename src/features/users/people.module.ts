import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { PeopleController } from './people.controller.js';
import { PeopleGateway } from './people.gateway.js';
import { PeopleQueries } from './people.queries.js';

/** What people see of one another. */
@Module({
  imports: [PresenceModule],
  controllers: [PeopleController],
  providers: [PeopleGateway, PeopleQueries],
})
export class PeopleModule {}
