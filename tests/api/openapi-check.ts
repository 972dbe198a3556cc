import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { z } from 'zod';

const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.looseObject({})).optional() })),
      }),
    ),
  ),
});

export interface Exchange {
  readonly method: string;
  /** As it was requested, with its query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** Holds every answer against the OpenAPI document that the server itself gives out. */
export class OpenApiCheck {
  private readonly document: z.infer<typeof Document>;
  private readonly ajv: Ajv2020;
  private readonly validators = new Map<string, ValidateFunction>();
  /** `operationId status` of all answers seen. */
  readonly seen = new Set<string>();

  constructor(document: unknown) {
    this.document = Document.parse(document);
    this.ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(this.ajv);
    this.ajv.addSchema(this.document, 'openapi');
  }

  get operations(): readonly { readonly method: string; readonly path: string; readonly operationId: string }[] {
    return Object.entries(this.document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
    );
  }

  /** Fails unless the document describes this answer. */
  check(exchange: Exchange): void {
    const { method, status, contentType } = exchange;
    const path = this.templateOf(exchange.path, method);
    const operation = path === null ? undefined : this.document.paths[path]?.[method === 'HEAD' ? 'get' : method.toLowerCase()];
    const about = `${method} ${exchange.path} → ${status} ${contentType ?? ''} ${exchange.text.slice(0, 500)}`;
    if (path === null || operation === undefined) {
      assert.ok(status === 404 || status === 405, `not in the document: ${about}`);
      this.validate('#/components/schemas/Problem', exchange.text, about);
      return;
    }
    this.seen.add(`${operation.operationId} ${status}`);
    const content = operation.responses[String(status)]?.content;
    assert.ok(operation.responses[String(status)] !== undefined, `status not in the document: ${about}`);
    if (content === undefined) {
      assert.equal(exchange.text, '', about);
      return;
    }
    if (method === 'HEAD') return;
    const mediaType = contentType?.split(';')[0] ?? '';
    const known = content[mediaType] ?? content['*/*'];
    assert.ok(known !== undefined, `media type not in the document: ${about}`);
    if (known['schema'] === undefined) return;
    const key = content[mediaType] === undefined ? '*/*' : mediaType;
    const place = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', key, 'schema'];
    this.validate(
      `#/${place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
      exchange.text,
      about,
    );
  }

  private validate(pointer: string, text: string, about: string): void {
    const known = this.validators.get(pointer);
    const validate = known ?? this.ajv.compile({ $ref: `openapi${pointer}` });
    this.validators.set(pointer, validate);
    const body: unknown = JSON.parse(text);
    assert.ok(validate(body), `${about}\n${JSON.stringify(validate.errors, null, 2)}`);
  }

  /** The template with the fewest parameters that fits. */
  private templateOf(path: string, method: string): string | null {
    const plain = path.split('?')[0] ?? '';
    const fitting = Object.keys(this.document.paths).filter((template) => patternOf(template).test(plain));
    const own = fitting.filter((template) => this.document.paths[template]?.[method.toLowerCase()] !== undefined);
    return (own.length > 0 ? own : fitting).toSorted((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
  }
}

function patternOf(template: string): RegExp {
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('{path}', '.+')
    .replaceAll('{id}', '[^/:]+')
    .replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`);
}
