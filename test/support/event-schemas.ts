import { type Class, type EventDefinition, seal } from '#kernel';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { defaultConverters } from 'class-validator-jsonschema/build/defaultConverters.js';

/** A JSON Schema, as far as events need it. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
  items?: JsonSchema;
  pattern?: string;
  enum?: unknown[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  /** The value is stored apart and can be erased; this is its shape, and the event keeps `{ sealed: digest }`. */
  'x-sealed'?: JsonSchema;
  [keyword: string]: unknown;
}

const DEFS = '#/$defs/';

/** How checks of our own read as JSON Schema; one without a line here has no schema, and says so. */
const CONVERTERS: Record<string, JsonSchema | ((check: { constraints: number[] }) => JsonSchema)> = {
  // A bound says nothing of the kind of number.
  min: ({ constraints }) => ({ minimum: constraints[0] }),
  max: ({ constraints }) => ({ maximum: constraints[0] }),
  isPartialDate: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', format: 'partial-date' },
  isPlainDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'date' },
};

/** The JSON Schema of an event's data as it stands in the log, from the declaration of its shape (ADR 0001). */
export function schemaOf({ type, schemaVersion, data }: EventDefinition): JsonSchema {
  const shapes = new Map<string, Class<object>>();
  const $defs: Record<string, JsonSchema> = {};
  const root = shapeOf(data, shapes);
  for (const [name, shape] of shapes) $defs[name] = shapeOf(shape, shapes);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${type} v${schemaVersion}`,
    ...root,
    ...(shapes.size > 0 ? { $defs } : {}),
  };
}

function shapeOf(shape: Class<object>, shapes: Map<string, Class<object>>): JsonSchema {
  for (const { name, type, propertyName } of getMetadataStorage().getTargetValidationMetadatas(
    shape,
    '',
    true,
    false,
  )) {
    const check = type === ValidationTypes.CUSTOM_VALIDATION ? name! : type;
    if (!(check in defaultConverters || check in CONVERTERS))
      throw new Error(`${shape.name}.${propertyName}: the check ${check} needs a line in CONVERTERS.`);
  }
  const options = {
    refPointerPrefix: DEFS,
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    additionalConverters: CONVERTERS as never,
  };
  const { properties = {}, required = [] } = targetConstructorToSchema(shape, options) as JsonSchema;
  for (const [name, property] of Object.entries(properties)) {
    const nested = defaultMetadataStorage.findTypeMetadata(shape, name)?.typeFunction() as Class<object> | undefined;
    if (nested) remember(nested, shapes);
    properties[name] = isSealed(shape, name) ? sealedValue(tidy(property)) : tidy(property);
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required: required.sort() } : {}),
    additionalProperties: false,
  };
}

function remember(shape: Class<object>, shapes: Map<string, Class<object>>): void {
  const known = shapes.get(shape.name);
  if (known && known !== shape) throw new Error(`Two shapes of one event are named ${shape.name}; rename one.`);
  shapes.set(shape.name, shape);
}

/** A list of nested shapes says so once, and a reference says all. */
function tidy(schema: JsonSchema): JsonSchema {
  if (schema.items) return { ...schema, type: 'array', items: tidy(schema.items) };
  return schema.$ref ? { $ref: schema.$ref } : schema;
}

/** Whether the kernel seals this field: asked of the kernel itself. */
function isSealed(shape: Class<object>, field: string): boolean {
  const parts: unknown[] = [];
  seal(Object.assign(Object.create(shape.prototype as object) as object, { [field]: 'probe' }), parts as never);
  return parts.length > 0;
}

const sealedValue = (value: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { sealed: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' } },
  required: ['sealed'],
  additionalProperties: false,
  'x-sealed': value,
});

/** The breaches of a value against a schema of this module; empty when it fits. */
export function breaches(value: unknown, schema: JsonSchema, root: JsonSchema = schema, path = 'data'): string[] {
  if (schema.$ref) return breaches(value, root.$defs![schema.$ref.slice(DEFS.length)]!, root, path);
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => breaches(item, schema.items ?? {}, root, `${path}[${index}]`));
  }
  if (schema.type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
    const given = value as Record<string, unknown>;
    const properties = schema.properties ?? {};
    return [
      ...(schema.required ?? [])
        .filter((name) => given[name] === undefined)
        .map((name) => `${path}.${name} is missing`),
      ...Object.keys(given).flatMap((name) =>
        properties[name]
          ? breaches(given[name], properties[name], root, `${path}.${name}`)
          : [`${path}.${name} is not declared`],
      ),
    ];
  }
  const { type, pattern } = schema;
  if (type === 'integer' ? !Number.isInteger(value) : type !== undefined && typeof value !== type)
    return [`${path} is no ${type}`];
  if (schema.enum && !schema.enum.includes(value))
    return [`${path} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`];
  if (pattern !== undefined && !new RegExp(pattern).test(value as string)) return [`${path} does not match ${pattern}`];
  return [];
}
