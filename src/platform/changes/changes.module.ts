import { Global, Module } from '@nestjs/common';
import { Announcer } from './announcer.js';
import { Epoch } from './epoch.js';
import { FactRegistry } from './facts.js';
import { Heads } from './heads.js';
import { Pruner } from './pruner.js';
import { Sync } from './sync.js';

/** The change log: facts, their announcement, and the ways to catch up. */
@Global()
@Module({
  providers: [FactRegistry, Announcer, Epoch, Heads, Pruner, Sync],
  exports: [FactRegistry, Announcer, Epoch, Sync],
})
export class ChangesModule {}
