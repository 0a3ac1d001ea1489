import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { StreamDirectory } from '../../platform/realtime/stream-directory.js';
import { AccessContract } from './access-contract.js';
import { AccessGuard } from './access.guard.js';
import { AccessService } from './access.service.js';
import { ClosedByDefault } from './closed-by-default.js';
import { Memberships } from './memberships.js';
import { SurplusGuard } from './surplus.guard.js';

/** Who may do what, and who is in what. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AccessContract,
    AccessService,
    ClosedByDefault,
    Memberships,
    { provide: StreamDirectory, useExisting: Memberships },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_GUARD, useClass: SurplusGuard },
  ],
  exports: [AccessService, Memberships, StreamDirectory],
})
export class AccessModule {}
