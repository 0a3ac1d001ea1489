/** What Parley writes and reads of JSON Schema; the documents hold more, which is passed on untouched. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  example?: unknown;
  examples?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

interface OpenApiParameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: JsonSchema;
}

/** What an operation may answer under one status. */
export interface OpenApiResponse {
  description: string;
  content?: Record<string, { schema: JsonSchema }>;
}

/** One REST operation. `x-permission` names the line of the policy table, `x-problems` the codes that it may answer. */
export interface OpenApiOperation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: OpenApiParameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, OpenApiResponse>;
  'x-permission'?: string;
  'x-problems'?: string[];
}

/** An OpenAPI 3.1 document as far as Parley looks into it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string; license?: object };
  servers: { url: string; description?: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema>; [part: string]: object };
}

/** Every operation with its place, in the order of the document. */
export function operationsOf(
  document: OpenApiDocument,
): { path: string; method: string; operation: OpenApiOperation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** The schema of what an operation answers when it succeeds; `undefined` when that is nothing (204). */
export function answerOf({ responses }: OpenApiOperation): JsonSchema | undefined {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  return success?.content?.['application/json']?.schema;
}

const REF = '#/components/schemas/';

/** A reference to the shape of this name. */
export function refTo(name: string): JsonSchema {
  return { $ref: REF + name };
}

/** The name that a reference leads to. */
export function refName($ref: string): string {
  return $ref.slice(REF.length);
}

/** The schemas that these schemas need, with all that those need in turn, sorted by name. */
export function reachable(from: unknown, schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref } = node as JsonSchema;
    const name = typeof $ref === 'string' ? refName($ref) : undefined;
    const schema = name === undefined ? undefined : schemas[name];
    if (name !== undefined && schema && !found.has(name)) {
      found.set(name, schema);
      walk(schema);
    }
    for (const child of Object.values(node)) walk(child);
  };
  walk(from);
  return sorted(Object.fromEntries(found));
}

/** The same entries, by name: documents must not depend on the order in which modules were loaded. */
export function sorted<T>(entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
