import { Problem } from '@millrace/protocol';
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import type { Policy } from '../auth/policy.ts';
import { PROBLEM_TYPE } from './on-error.ts';
import type { ResponseShape, Route } from './route.ts';

/** The OpenAPI 3.1 document of the routes, as JSON. */
export function openApiText(routes: readonly Route[], policies: ReadonlyMap<string, Policy>, version: string): string {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, policies.get(route.operationId)) };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: { title: 'Millrace', version, description: 'Starts workflows, says how far they are, and hands over what they made.' },
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' } } },
    paths,
  });
  return JSON.stringify(document);
}

function operation(route: Route, policy: Policy | undefined): ZodOpenApiOperationObject {
  const { params, query, headers, body } = route.request;
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'server'],
    ...(policy === 'public' ? { security: [] } : {}),
    ...(policy === undefined || policy === 'public' || policy === 'any-key' ? {} : { description: `Needs the scope \`${policy}\`.` }),
    requestParams: { path: params, query, header: headers },
    ...(body === 'none' ? {} : { requestBody: { content: requestContent(body) } }),
    responses: { ...responses(route.responses), ...problems(route, policy) },
  };
}

function requestContent(body: z.ZodType | 'stream'): { [mediaType: string]: { schema: z.ZodType | object } } {
  return body === 'stream' ? { '*/*': { schema: { type: 'string', format: 'binary' } } } : { 'application/json': { schema: body } };
}

function responses(shapes: Route['responses']): ZodOpenApiResponsesObject {
  const described: ZodOpenApiResponsesObject = {};
  for (const [status, shape] of Object.entries(shapes)) if (isStatus(status)) described[status] = response(shape);
  return described;
}

function isStatus(text: string): text is `${1 | 2 | 3 | 4 | 5}${string}` {
  return /^[1-5]\d\d$/.test(text);
}

function response({ description, content = {}, headers = [] }: ResponseShape): ZodOpenApiResponseObject {
  const names = [...headers, 'X-Request-Id'];
  return {
    description,
    headers: z.object(Object.fromEntries(names.map((name) => [name, z.string().optional()]))),
    ...(Object.keys(content).length === 0
      ? {}
      : { content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, schema === null ? {} : { schema }])) }),
  };
}

const ALWAYS = [400, 404, 405, 406, 408, 429, 431, 500, 503] as const;
const WITH_KEY = [401, 403] as const;
const WITH_BODY = [413, 415, 422] as const;
const WHEN_CHANGING = [409, 507] as const;
const WHEN_STARTING = [402] as const;
const WITH_RANGE = [403, 416] as const;

/** The problems that an operation may answer with, besides those it describes itself. */
function problems(route: Route, policy: Policy | undefined): ZodOpenApiResponsesObject {
  const statuses = [
    ...ALWAYS,
    ...(policy === 'public' ? [] : WITH_KEY),
    ...(route.request.body === 'none' ? [] : WITH_BODY),
    ...(route.method === 'GET' ? [] : WHEN_CHANGING),
    ...(policy === 'runs:start' && route.method !== 'GET' ? WHEN_STARTING : []),
    ...(route.produces.length === 0 ? WITH_RANGE : []),
    ...('if-match' in route.request.headers.shape ? [412] : []),
  ];
  const shape: ResponseShape = { description: 'What went wrong.', content: { [PROBLEM_TYPE]: Problem } };
  return responses(Object.fromEntries(statuses.filter((status) => route.responses[status] === undefined).map((status) => [status, shape])));
}
