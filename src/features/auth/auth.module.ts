import { createSecretKey } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Config } from '../../platform/config/config.js';
import { Authenticator } from '../../platform/realtime/authenticator.js';
import { AccountFounding } from './account-founding.js';
import { AccountReclaim } from './account-reclaim.js';
import { AccessTokens } from './access-tokens.js';
import { AuthBroadcaster } from './auth.broadcaster.js';
import { AuthController } from './auth.controller.js';
import { AuthGateway } from './auth.gateway.js';
import { AuthService } from './auth.service.js';
import { Confirmation } from './confirmation.js';
import { Passwords } from './passwords.js';
import { Registration } from './registration.js';
import { SessionCookies } from './session-cookies.js';
import { SessionRenewal } from './session-renewal.js';
import { SessionAuthenticator } from './session.authenticator.js';
import { SessionsService } from './sessions.service.js';
import { Recipients } from './recipients.js';
import { SignIn } from './sign-in.js';
import { WaysInMails } from './ways-in.mail.js';
import { SignInLimits } from './sign-in.limits.js';
import { SignInMails } from './sign-in.mails.js';
import { TokenDelivery } from './token.delivery.js';
import { WebAuth } from './web-auth.js';

/** A key and not a text: a text is tried as a public key first, at each token, which took an eighth of the server's time. */
const keyOf = ({ jwtSecret }: Config) => ({ secret: createSecretKey(Buffer.from(jwtSecret)) });

/** Who somebody is. Global, because both doors of the platform ask its `Authenticator`. */
@Global()
@Module({
  imports: [JwtModule.registerAsync({ inject: [Config], useFactory: keyOf })],
  controllers: [AuthController],
  providers: [
    ...[AuthBroadcaster, AuthGateway, AuthService, SignIn, WebAuth, Registration, TokenDelivery],
    ...[AccessTokens, Passwords, SessionsService, SessionCookies, SessionRenewal, SignInLimits, SignInMails],
    ...[AccountFounding, AccountReclaim, Confirmation, Recipients, WaysInMails],
    { provide: Authenticator, useClass: SessionAuthenticator },
  ],
  exports: [
    ...[Authenticator, AccountFounding, AccountReclaim, Confirmation, Passwords, SignIn],
    ...[Recipients, SessionsService, SessionCookies, SignInLimits, TokenDelivery],
  ],
})
export class AuthModule {}
