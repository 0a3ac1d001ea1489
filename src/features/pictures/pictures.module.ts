import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module.js';
import { TeamEnding } from '../teams/team-ending.js';
import { TeamsModule } from '../teams/teams.module.js';
import { AvatarsController } from './avatars.controller.js';
import { AvatarsService } from './avatars.service.js';
import { PictureContent } from './picture-content.js';
import { PictureTaking } from './picture-taking.js';
import { PicturesGateway } from './pictures.gateway.js';
import { TeamIconsController } from './team-icons.controller.js';
import { TeamIconsService } from './team-icons.service.js';

/** The pictures of people and teams. They lie where uploads do, and are ready at once. */
@Module({
  imports: [MediaModule, TeamsModule],
  controllers: [AvatarsController, TeamIconsController],
  providers: [AvatarsService, PictureContent, PictureTaking, PicturesGateway, TeamIconsService],
})
export class PicturesModule {
  constructor(ending: TeamEnding, icons: TeamIconsService) {
    ending.register((tx, teamId) => icons.end(tx, teamId));
  }
}
