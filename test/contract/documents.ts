import { policies } from '../../src/core/access/policies.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AsyncApiDocument } from '../../src/platform/contract/asyncapi.js';
import {
  operationsOf,
  refName,
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOperation,
} from '../../src/platform/contract/document.js';

/*
 * The committed documents. Swagger's plugin works in the build alone, so suites look at what the build wrote; `npm run check` says whether that is
 * still what the code says.
 */
const read = (file: string): unknown => JSON.parse(readFileSync(join(process.cwd(), file), 'utf8'));

export const openapi = read('openapi.json') as OpenApiDocument;
export const asyncapi = read('asyncapi.json') as AsyncApiDocument;

export const operations = operationsOf(openapi);

export const operation = (id: string): OpenApiOperation | undefined =>
  operations.find((one) => one.operation.operationId === id)?.operation;

const resolved = (schema: JsonSchema): JsonSchema =>
  schema.$ref ? openapi.components.schemas[refName(schema.$ref)]! : schema;

/** The fields of a schema, references and compositions followed. */
export function fieldsOf(schema: JsonSchema): string[] {
  const { properties = {}, allOf = [], oneOf = [] } = resolved(schema);
  return [...Object.keys(properties), ...[...allOf, ...oneOf].flatMap(fieldsOf)];
}

/** Every field that an operation takes, in whatever part of the request. */
export function inputOf({ parameters = [], requestBody }: OpenApiOperation): string[] {
  const body = requestBody?.content['application/json']?.schema;
  return [...parameters.map(({ name }) => name), ...(body ? fieldsOf(body) : [])];
}

/** The permissions that somebody asks for by themselves: the others are looked up while one of these runs. */
export const asked = Object.entries(policies).flatMap(([permission, policy]) =>
  'implied' in policy ? [] : [permission],
);
