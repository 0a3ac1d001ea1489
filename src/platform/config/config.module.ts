import { Global, Module } from '@nestjs/common';
import { Config, processConfig } from './config.js';

/** Gives `Config` to everybody. Tests replace it with `overrideProvider(Config).useValue(loadConfig({ … }))`. */
@Global()
@Module({ providers: [{ provide: Config, useFactory: processConfig }], exports: [Config] })
export class ConfigModule {}
