import { Module } from '@nestjs/common';
import { TeamsModule } from '../teams/teams.module.js';
import { SecondFactorSignIn } from './second-factor-sign-in.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorGateway } from './second-factor.gateway.js';
import { SecondFactorService } from './second-factor.service.js';

/** A second factor for people’s accounts. */
@Module({
  imports: [TeamsModule],
  controllers: [SecondFactorController],
  providers: [SecondFactorService, SecondFactorSignIn, SecondFactorGateway],
})
export class SecondFactorModule {}
