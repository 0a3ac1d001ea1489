import { Module } from '@nestjs/common';
import { GoogleAccounts } from './google-accounts.js';
import { GoogleAttempts } from './google-attempts.js';
import { GoogleController } from './google.controller.js';
import { GoogleLinks } from './google-links.js';
import { GooglePassport } from './google-passport.js';
import { GoogleSignIn } from './google-sign-in.js';
import { GoogleWeb } from './google-web.js';
import { IdentitiesController } from './identities.controller.js';
import { IdentitiesGateway } from './identities.gateway.js';

/** Signing in with Google, and which account it is. */
@Module({
  controllers: [GoogleController, IdentitiesController],
  providers: [
    ...[GooglePassport, GoogleAttempts, GoogleAccounts, GoogleLinks],
    ...[GoogleSignIn, GoogleWeb, IdentitiesGateway],
  ],
})
export class GoogleModule {}
