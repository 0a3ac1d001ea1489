import { refName, type JsonSchema } from './document.js';

/** A schema in a few words that people read at a glance, close to TypeScript: `Message[]`, `string | null`, `{ position: integer }`. */
export function typeText(schema: JsonSchema | undefined): string {
  if (!schema) return 'nothing';
  if (schema.$ref) return refName(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.map(typeText).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => inBrackets(typeText(part))).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeText({ ...schema, type })).join(' | ');
  if (schema.type === 'array') return inBrackets(typeText(schema.items)) + '[]';
  if (schema.properties) return objectText(schema);
  if (typeof schema.additionalProperties === 'object') return `{ [name]: ${typeText(schema.additionalProperties)} }`;
  if (schema.additionalProperties === false) return '{}';
  return schema.type ?? 'anything';
}

function objectText({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${typeText(field)}`,
  );
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}

function inBrackets(text: string): string {
  const betweenObjects = text.replaceAll(/\{[^{}]*\}/g, '');
  return / [|&] /.test(betweenObjects) ? `(${text})` : text;
}
