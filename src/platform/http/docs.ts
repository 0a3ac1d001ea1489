import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Contract } from '../contract/contract.js';
import { eventsPage } from '../contract/events.page.js';

/**
 * Serves Swagger UI at `/docs` with its document at `/docs/openapi.json`, the socket's page at `/docs/events` with its document at
 * `/docs/asyncapi.json`. The documents are made when one is first asked for.
 */
export function serveDocs(app: INestApplication): void {
  const documents = () => app.get(Contract).documents(app);
  const http = app.getHttpAdapter();
  http.get('/docs/asyncapi.json', (_request: Request, response: Response) => response.json(documents().asyncapi));
  http.get('/docs/events', (_request: Request, response: Response) =>
    response.type('html').send(eventsPage(documents().asyncapi)),
  );
  SwaggerModule.setup('docs', app, () => documents().openapi as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Parley: REST API',
  });
}
