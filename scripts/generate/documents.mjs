// Boots the built server, without listening and beside all real data, and asks it for its documents.
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';

/** @returns {Promise<{openapi: object, asyncapi: object}>} both documents as plain JSON */
export async function documentsOf(load) {
  const { AppModule } = await load('src/app.module.js');
  const { Config, loadConfig } = await load('src/platform/config/config.js');
  const { appOptions, configureApp } = await load('src/platform/http/bootstrap.js');
  const { Contract } = await load('src/platform/contract/contract.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-generate-'));
  // Nothing of the environment: what is generated must not depend on where.
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'error', DATA_DIR: dataDir, JOBS_IN_PROCESS: 'false' });
  const building = Test.createTestingModule({ imports: [AppModule] });
  const module = await building.overrideProvider(Config).useValue(config).compile();
  const app = configureApp(module.createNestApplication({ ...appOptions, logger: ['error', 'warn'] }));
  try {
    await app.init();
    return JSON.parse(JSON.stringify(app.get(Contract).documents(app)));
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
