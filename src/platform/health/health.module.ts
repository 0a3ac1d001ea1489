import { Module, type OnModuleInit } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsDoor } from './metrics-door.js';
import { collectProcessMetrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** Alive, ready, and how busy. */
@Module({ controllers: [HealthController], providers: [Readiness, MetricsDoor], exports: [Readiness] })
export class HealthModule implements OnModuleInit {
  onModuleInit(): void {
    collectProcessMetrics();
  }
}
