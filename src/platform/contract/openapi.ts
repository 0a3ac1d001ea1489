import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { errorCatalogue, type ErrorCode } from '../errors/errors.catalogue.js';
import { PROBLEMS } from '../http/refuses.js';
import { programVersion } from '../http/version.js';
import type { AccessDocs } from './access-docs.js';
import {
  operationsOf,
  refName,
  sorted,
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOperation,
} from './document.js';
import { problemResponses, problemSchemas, signedOut } from './problem-docs.js';

const ABOUT =
  'Team chat that loses nothing. Every refusal is `application/problem+json` with a code (see /docs/problems). ' +
  'An operation’s id is its permission and the socket command of the same meaning (see /docs/events).';

/** The OpenAPI document of everything under `/api/v1`, read from the controllers; `models` are classes that only the socket speaks. */
export function openApiDocument(app: INestApplication, access: AccessDocs, models: Type[]): OpenApiDocument {
  const about = new DocumentBuilder()
    .setTitle('Parley')
    .setDescription(ABOUT)
    .setVersion(programVersion())
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .setOpenAPIVersion('3.1.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, about, { extraModels: models }) as unknown as OpenApiDocument;
  for (const { path, operation } of operationsOf(document)) {
    completePathParameters(path, operation);
    documentProblems(operation, access);
    relaxBody(operation, document.components.schemas);
  }
  Object.assign(document.components.schemas, problemSchemas);
  Object.values(document.components.schemas).forEach(straighten);
  document.paths = sorted(document.paths);
  document.components.schemas = sorted(document.components.schemas);
  document.tags = tagsOf(document);
  return document;
}

/** The guard reads ids from the path by itself, so no handler declares them and Swagger does not see them. */
function completePathParameters(path: string, operation: OpenApiOperation): void {
  const parameters = operation.parameters ?? [];
  const missing = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !parameters.some((known) => known.in === 'path' && known.name === name))
    .map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: name.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' },
    }));
  operation.parameters = [...missing, ...parameters];
}

/** Adds what follows from permission, input and limits to what the route says of itself. */
function documentProblems(operation: OpenApiOperation, access: AccessDocs): void {
  const permission = operation['x-permission'];
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  const isInPath = (operation.parameters ?? []).some((parameter) => parameter.in === 'path');
  const codes = new Set<ErrorCode>([
    ...(takesInput ? (['validation.failed'] as const) : []),
    ...(permission ? signedOut : []),
    ...(permission ? access.refusals(permission) : []),
    ...(isInPath ? (['not_found'] as const) : []),
    ...((operation[PROBLEMS] ?? []) as ErrorCode[]),
    'rate.limited',
  ]);
  const ordered = [...codes].sort((a, b) => errorCatalogue[a].status - errorCatalogue[b].status || (a < b ? -1 : 1));
  operation[PROBLEMS] = ordered;
  operation.responses = { ...operation.responses, ...problemResponses(ordered) };
  operation.security ??= []; // an empty list says: open to everybody
}

/** A missing body counts as `{}`, so one is needed only where a field is. */
function relaxBody({ requestBody }: OpenApiOperation, schemas: Record<string, JsonSchema>): void {
  const $ref = requestBody?.content['application/json']?.schema.$ref;
  if (requestBody && $ref) requestBody.required = (schemas[refName($ref)]?.required ?? []).length > 0;
}

/** What Swagger leaves askew: an `@example` within a comment's line stays in the description, and a reference may come as a list of one. */
function straighten(schema: JsonSchema): void {
  for (const field of Object.values(schema.properties ?? {})) {
    if (field.allOf?.length === 1) {
      Object.assign(field, field.allOf[0]);
      delete field.allOf;
    }
    const [, text, example] = /^(.*?)\s*@example\s+(.+)$/s.exec(field.description ?? '') ?? [];
    if (example === undefined) continue;
    field.description = text;
    field.example = JSON.parse(example);
  }
}

function tagsOf(document: OpenApiDocument): { name: string }[] {
  const names = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []));
  return [...names].sort().map((name) => ({ name }));
}
